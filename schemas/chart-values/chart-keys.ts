import type { ChartKey, ChartKind, ChartOutline } from "../../components/internal/chart-values/outline";
import type { Chart } from "./read-chart";
import { templateUse } from "./templates";

interface Fact {
  readonly kinds: Set<ChartKind>;
  open: boolean;
}

/** Every key of one chart by its path: those of its values, of its schema, and those that its templates read besides. */
export function chartFacts(chart: Chart): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  addValues(chart.values, "", facts);
  addSchema(chart.schema, "", facts);
  const { paths, whole } = templateUse(chart.templates);
  for (const path of [...paths].sort()) addPath(path, facts);
  const parents = new Set([...facts.keys()].map(parentOf));
  for (const [path, fact] of facts) {
    if (parents.has(path)) fact.kinds.add("map");
    if (parents.has(path) && !whole.has(path)) fact.kinds.delete("any");
    else if (fact.kinds.has("map")) fact.open = true;
  }
  // Paths come before what stands below them.
  for (const [path, fact] of [...facts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (fact.kinds.has("map") && facts.get(parentOf(path))?.open === true) fact.open = true;
  }
  return facts;
}

function parentOf(path: string): string {
  return path.split(".").slice(0, -1).join(".");
}

function addValues(values: unknown, path: string, facts: Map<string, Fact>): void {
  if (path !== "") facts.set(path, { kinds: new Set([kindOfValue(values)]), open: false });
  if (!isRecord(values)) return;
  for (const [key, value] of Object.entries(values)) addValues(value, below(path, key), facts);
}

function kindOfValue(value: unknown): ChartKind {
  if (Array.isArray(value)) return "list";
  const kinds: Record<string, ChartKind> = { boolean: "boolean", number: "number", string: "text", object: "map" };
  return value === null ? "any" : (kinds[typeof value] ?? "any");
}

const SCHEMA_KINDS: Readonly<Record<string, ChartKind>> = {
  boolean: "boolean",
  integer: "number",
  number: "number",
  string: "text",
  array: "list",
  object: "map",
};

function addSchema(schema: unknown, path: string, facts: Map<string, Fact>): void {
  if (!isRecord(schema)) return;
  const types = [schema["type"]].flat().filter((type) => typeof type === "string");
  const kinds = types.flatMap((type) => SCHEMA_KINDS[type] ?? []);
  if (path !== "" && (kinds.length > 0 || !facts.has(path))) {
    facts.set(path, { kinds: new Set(kinds.length > 0 ? kinds : ["any"]), open: false });
  }
  const properties = schema["properties"];
  if (!isRecord(properties)) return;
  for (const [key, inner] of Object.entries(properties)) addSchema(inner, below(path, key), facts);
}

function addPath(path: string, facts: Map<string, Fact>): void {
  const steps = path.split(".");
  steps.forEach((_, i) => {
    const prefix = steps.slice(0, i + 1).join(".");
    if (!facts.has(prefix)) facts.set(prefix, { kinds: new Set(["any"]), open: false });
  });
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Merged extends ChartKey {
  readonly children: Map<string, Merged>;
}

/** The keys of all charts together, oldest release first. */
export function mergeCharts(charts: readonly Chart[]): ChartOutline {
  const byRelease = charts.map(chartFacts);
  const paths = [...new Set(byRelease.flatMap((facts) => [...facts.keys()]))].sort();
  const root = merged("", [], byRelease.map(() => true));
  for (const path of paths) {
    const facts = byRelease.map((release) => release.get(path));
    const steps = path.split(".");
    const name = steps.at(-1) ?? "";
    const parent = steps.slice(0, -1).reduce<Merged | undefined>((key, step) => key?.children.get(step), root);
    parent?.children.set(
      name,
      merged(
        name,
        facts.filter((fact) => fact !== undefined),
        facts.map((fact) => fact !== undefined),
      ),
    );
  }
  return { releases: charts.map(({ version }) => version), root };
}

function merged(name: string, facts: readonly Fact[], present: readonly boolean[]): Merged {
  // Some releases leave open what others say.
  const all = new Set(facts.flatMap((fact) => [...fact.kinds]));
  const said = new Set([...all].filter((kind) => kind !== "any"));
  const kinds = said.size > 0 ? said : all;
  return { name, kinds, open: facts.some((fact) => fact.open), spans: spansOf(present), children: new Map() };
}

function spansOf(present: readonly boolean[]): ChartKey["spans"] {
  const spans: [number, number][] = [];
  present.forEach((there, i) => {
    const last = spans.at(-1);
    if (!there) return;
    if (last?.[1] === i - 1) last[1] = i;
    else spans.push([i, i]);
  });
  return spans;
}
