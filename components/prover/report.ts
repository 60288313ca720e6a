import { Finding, Severity } from "../internal/finding";
import type { FindingCode } from "./catalogue";

export function error(code: FindingCode, paths: readonly string[], message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths: distinct(paths), message, fix };
}

export function warning(code: FindingCode, paths: readonly string[], message: string, fix: string): Finding {
  return { severity: Severity.Warning, code, paths: distinct(paths), message, fix };
}

/** Findings without repetition: settings that clusters share would otherwise be reported once per cluster. */
export function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = [finding.code, finding.message, ...finding.paths].join("\u0000");
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function quoted(names: readonly string[]): string {
  return enumerated(names.map((name) => `"${name}"`));
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1) ?? ""}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Items by what a function makes of them, in the order of first appearance. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
