import { ChartKey, ChartKind, ChartOutline, sortedKeys } from "../../components/internal/chart-values/outline";

const HEADER = `// Generated from the outline of the charts by \`npm run values-types\`: do not edit.
import type { Input, Inputs } from "@pulumi/pulumi";

type Bool = Input<boolean | null>;
type Num = Input<number | null>;
type Text = Input<string | null>;
type List = Input<readonly unknown[] | null>;
type Free = Input<Inputs | null>;
/** Keys of the user's own besides. */
interface Open {
  [key: string]: unknown;
}
`;

const TYPE: Readonly<Record<ChartKind, string>> = {
  boolean: "Bool",
  number: "Num",
  text: "Text",
  list: "List",
  map: "Free",
  any: "unknown",
};

/** What the values of a release, or of all releases of a minor one, may hold, as TypeScript. */
export function valueTypes(outline: ChartOutline): string {
  return new TypeWriter(outline).write();
}

/** Releases by their index. */
type Releases = readonly number[];

class TypeWriter {
  private readonly declarations: string[] = [];
  /** Interfaces by what stands in them, so that equal ones are one. */
  private readonly byBody = new Map<string, string>();
  private readonly names = new Set(Object.values(TYPE).concat("Open", "Input", "Inputs"));

  constructor(private readonly outline: ChartOutline) {}

  write(): string {
    const { releases } = this.outline;
    const ofRelease = releases.map((release, i) => `  "${release}": ${this.shape(this.outline.root, [i])};`);
    const ofMinor = [...new Set(releases.map(minorOf))].map((minor) => {
      const own = releases.flatMap((release, i) => (minorOf(release) === minor ? [i] : []));
      return `  "${minor}": ${this.shape(this.outline.root, own)};`;
    });
    return [
      HEADER,
      ...this.declarations,
      "/** By release. */",
      `export interface ValuesOfRelease {\n${ofRelease.join("\n")}\n}`,
      "/** By minor release: what any of its releases has. */",
      `export interface ValuesOfMinor {\n${ofMinor.join("\n")}\n}`,
      "",
    ].join("\n");
  }

  /** Name of the interface of a map's keys in some releases. */
  private shape(key: ChartKey, releases: Releases): string {
    const members = sortedKeys(key).filter((child) => isIn(child, releases));
    const groups = new Map<string, string[]>();
    for (const child of members) {
      const group = groupOf(child);
      const line = `  ${quoted(child.name)}?: ${this.type(child, releases)};`;
      groups.set(group, [...(groups.get(group) ?? []), line]);
    }
    const bodies = [...groups.values()].map((lines) => `{\n${lines.join("\n")}\n}`);
    const name = this.nameFor(key, releases);
    if (bodies.length === 1 && !key.open) return this.declare(bodies[0] ?? "{}", () => name);
    const bases = bodies.map((body) => this.declare(body, () => `_${this.byBody.size}`));
    return this.declare(`extends ${[...(key.open ? ["Open"] : []), ...bases].join(", ")} {}`, () => name);
  }

  /** After the key, and the first release where releases differ: it stands in what the compiler says of a wrong key. */
  private nameFor(key: ChartKey, releases: Releases): string {
    const release = (this.outline.releases[releases[0] ?? 0] ?? "").replaceAll(".", "_");
    const minor = release.split("_").slice(0, 2).join("_");
    const suffix = varies(key) ? `_${releases.length > 1 ? minor : release}` : "";
    const wanted = `${pascal(key.name)}${suffix}`;
    for (let i = 1; ; i += 1) {
      const name = i === 1 ? wanted : `${wanted}_${String.fromCharCode(96 + i)}`;
      if (!this.names.has(name)) return name;
    }
  }

  private type(key: ChartKey, releases: Releases): string {
    const kinds = [...key.kinds];
    const scalars = kinds.filter((kind) => kind !== "map").map((kind) => TYPE[kind]);
    if (!key.kinds.has("map")) return scalars.join(" | ");
    const children = sortedKeys(key).some((child) => isIn(child, releases));
    return [...scalars, ...(children ? [this.shape(key, releases), "null"] : ["Free"])].join(" | ");
  }

  private declare(body: string, nameIt: () => string): string {
    const known = this.byBody.get(body);
    if (known !== undefined) return known;
    const name = nameIt();
    this.names.add(name);
    this.byBody.set(body, name);
    this.declarations.push(`interface ${name} ${body}`);
    return name;
  }
}

/** Keys that come and go together stand together, so that releases can share them. */
function groupOf(key: ChartKey): string {
  return JSON.stringify(key.children.size > 0 ? [key.spans, varies(key) ? key.name : ""] : [key.spans, ""]);
}

function varies(key: ChartKey): boolean {
  return [...key.children.values()].some(
    (child) => JSON.stringify(child.spans) !== JSON.stringify(key.spans) || varies(child),
  );
}

function isIn(key: ChartKey, releases: Releases): boolean {
  return releases.some((release) => key.spans.some(([from, to]) => release >= from && release <= to));
}

function minorOf(release: string): string {
  return release.split(".").slice(0, 2).join(".");
}

function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

function pascal(name: string): string {
  const word = name.replace(/\W/g, "");
  return word === "" ? "ChartValues" : word.charAt(0).toUpperCase() + word.slice(1);
}
