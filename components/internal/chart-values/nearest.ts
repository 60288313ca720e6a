import { distance } from "fastest-levenshtein";
import { chartOutline, isIn, nearReleases } from "./lookup";
import { ChartKey, sortedKeys } from "./outline";

/** The key that a path most likely means: one beside it that is spelt nearly so, else the only one of its name elsewhere. */
export function nearestKey(path: string, version: string): string | undefined {
  const steps = path.split(".");
  const name = steps.at(-1) ?? "";
  const parent = steps.slice(0, -1);
  const near = nearReleases(version);
  const beside = keysIn(keyAt(parent), near).map((key) => key.name);
  const spelt = beside.find((key) => key.toLowerCase() === name.toLowerCase()) ?? closest(name, beside);
  if (spelt !== undefined) return [...parent, spelt].join(".");
  const elsewhere = pathsNamed(name, chartOutline().root, "", near);
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

/** At most two letters off, and one in a short word, which may well be another. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  const allowed = name.length >= 8 ? 2 : name.length >= 4 ? 1 : 0;
  const scored = candidates.map((key) => ({ key, off: isSwap(key, name) ? 1 : distance(key, name) }));
  return scored.filter(({ off }) => off <= allowed).sort((a, b) => a.off - b.off)[0]?.key;
}

/** Two neighbouring letters changed places: one slip of the pen, not two. */
function isSwap(a: string, b: string): boolean {
  const i = a.split("").findIndex((letter, at) => letter !== b.charAt(at));
  return i >= 0 && a === b.slice(0, i) + b.charAt(i + 1) + b.charAt(i) + b.slice(i + 2);
}

function keyAt(path: readonly string[]): ChartKey | undefined {
  return path.reduce<ChartKey | undefined>((key, step) => key?.children.get(step), chartOutline().root);
}

function keysIn(key: ChartKey | undefined, near: readonly number[]): ChartKey[] {
  return key === undefined ? [] : sortedKeys(key).filter((child) => isIn(child, near));
}

function pathsNamed(name: string, key: ChartKey, path: string, near: readonly number[]): string[] {
  return keysIn(key, near).flatMap((child) => {
    const here = path === "" ? child.name : `${path}.${child.name}`;
    return [...(child.name === name ? [here] : []), ...pathsNamed(name, child, here, near)];
  });
}
