import { parseCidr, parseIp } from "../internal/cidr";

/** For sorting texts the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => byText(a.name, b.name));
}

/** The first of each name: a second of the same name is for the rules to report. */
export function firstByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(item.name)) first.set(item.name, item);
  return [...first.values()];
}

/** The usual form of an address, or the text itself where it is none. */
export function canonicalIp(text: string): string {
  return parseIp(text)?.address ?? text;
}

/** The usual form of a network, or the text itself where it is none. */
export function canonicalCidr(text: string): string {
  return parseCidr(text)?.canonical ?? text;
}

/** The same without keys that have no value. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Items by what a function says of them, groups and items in the order of their first. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
