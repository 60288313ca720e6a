/** What a key of the chart takes: one or several of these, or anything. */
export type ChartKind = "boolean" | "number" | "text" | "list" | "map" | "any";

/** One key of Cilium's chart, or a map of keys, over all releases that were read. */
export interface ChartKey {
  readonly name: string;
  readonly kinds: ReadonlySet<ChartKind>;
  /** True where keys of the user's own may stand in it: annotations, labels, parts of a Pod. */
  readonly open: boolean;
  /** First and last release of each unbroken stretch that has the key, as indices into the list of releases. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  readonly children: ReadonlyMap<string, ChartKey>;
}

export interface ChartOutline {
  /** Releases whose charts were read, oldest first. */
  readonly releases: readonly string[];
  readonly root: ChartKey;
}

const LETTERS: readonly (readonly [letter: string, kind: ChartKind])[] = [
  ["b", "boolean"],
  ["n", "number"],
  ["t", "text"],
  ["l", "list"],
  ["m", "map"],
  ["a", "any"],
];
const OPEN = "*";

/**
 * The outline as text: releases in the first line, then a key a line below its map, indented by a space for each level,
 * with the letters of what it takes, `*` where it is open, and its stretches where they are not its map's own.
 */
export function formatOutline({ releases, root }: ChartOutline): string {
  const lines = [releases.join(" ")];
  const write = (key: ChartKey, parent: ChartKey, depth: number): void => {
    const letters = LETTERS.filter(([, kind]) => key.kinds.has(kind)).map(([letter]) => letter);
    const spans = formatSpans(key, releases);
    const own = spans === formatSpans(parent, releases) ? "" : ` ${spans}`;
    lines.push(`${" ".repeat(depth)}${key.name} ${letters.join("")}${key.open ? OPEN : ""}${own}`);
    for (const child of sortedKeys(key)) write(child, key, depth + 1);
  };
  for (const key of sortedKeys(root)) write(key, root, 0);
  return lines.join("\n");
}

function formatSpans({ spans }: ChartKey, releases: readonly string[]): string {
  return spans.map(([from, to]) => `${releases[from] ?? ""}-${releases[to] ?? ""}`).join(",");
}

export function sortedKeys(key: ChartKey): ChartKey[] {
  return [...key.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function parseOutline(text: string): ChartOutline {
  const [first = "", ...lines] = text.split("\n");
  const releases = first.split(" ");
  const index = new Map(releases.map((release, i) => [release, i]));
  const root = grown("", "map", [[0, releases.length - 1]]);
  const above: GrowingKey[] = [root];
  for (const line of lines) {
    const [name = "", letters = "", spans] = line.trimStart().split(" ");
    const depth = line.length - line.trimStart().length;
    const parent = above[depth] ?? root;
    const key = grown(name, letters, spans === undefined ? parent.spans : parseSpans(spans, index));
    parent.children.set(name, key);
    above[depth + 1] = key;
  }
  return { releases, root };
}

interface GrowingKey extends ChartKey {
  readonly children: Map<string, GrowingKey>;
}

function grown(name: string, letters: string, spans: ChartKey["spans"]): GrowingKey {
  const kinds = new Set(LETTERS.filter(([letter]) => letters.includes(letter)).map(([, kind]) => kind));
  return { name, kinds, open: letters.endsWith(OPEN), spans, children: new Map() };
}

function parseSpans(text: string, index: ReadonlyMap<string, number>): ChartKey["spans"] {
  return text.split(",").map((span) => {
    const [from = "", to = ""] = span.split("-");
    return [index.get(from) ?? 0, index.get(to) ?? 0] as const;
  });
}
