import { describe, expect, it } from "vitest";
import { ChartKey, chartOutline } from "../../../components/internal/chart-values";
import { formatFinding } from "../../../components/internal/finding";
import { HelmValue } from "../../../components/internal/helm-values";
import schema from "../../../schemas/stack-config.schema.json";
import { loadSettings } from "../../../stacks";

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly [keyword: string]: unknown;
}

const offered = schema.definitions.ChartValues as unknown as Node;
const pathsIn = ({ properties = {} }: Node, above = ""): string[] =>
  Object.entries(properties).flatMap(([name, node]) => [above + name, ...pathsIn(node, `${above}${name}.`)]);
const pathsOf = ({ children }: ChartKey, above = ""): string[] =>
  [...children].flatMap(([name, key]) => [above + name, ...pathsOf(key, `${above}${name}.`)]);
const at = (path: string): Node | undefined =>
  path.split(".").reduce<Node | undefined>((node, step) => node?.properties?.[step], offered);

const findingsWith = (values: HelmValue): string[] =>
  loadSettings({
    clusters: [{ name: "west", id: 1, existing: { context: "w" } }],
    cilium: { version: "1.18.1", values },
  }).findings.map(formatFinding);

describe("B values: what the stack files' schema says of the chart's own values", () => {
  it("offers every key of every chart, and no other, in `cilium` of the stack and of a cluster", () => {
    const known = pathsOf(chartOutline().root);
    expect(known.length).toBeGreaterThan(1500);
    expect(pathsIn(offered).sort()).toEqual(known.sort());
    const { CiliumInstall, CiliumOverride } = schema.definitions;
    for (const { properties } of [CiliumInstall, CiliumOverride])
      expect(properties.values.allOf).toEqual([{ $ref: "#/definitions/ChartValues" }]);
  });

  it("says what a key takes and which charts have it, and gives editors a boolean's two words", () => {
    expect(at("hubble")).toMatchObject({ description: "map" });
    expect(at("hubble.enabled")).toMatchObject({ description: "boolean", examples: [true, false] });
    expect(at("hubble.dropEventEmitter.enabled")?.description).toBe("boolean; chart from 1.16.0");
    expect(at("autoDirectNodeRoutes")?.description).toBe("boolean or text");
    expect(at("remoteNodeIdentity")?.description).toMatch(/^boolean; chart until 1\.1\d\.\d+$/);
  });

  it("refuses nothing: keys of other versions, unknown ones, and values of any kind are for `check` to judge", () => {
    const wrong = ({ children }: ChartKey, leaf: HelmValue): HelmValue =>
      children.size === 0
        ? leaf
        : Object.fromEntries([...children].map(([name, key]) => [name, wrong(key, leaf)]));
    for (const leaf of [7, "x", true, null, [], { a: 1 }])
      expect(findingsWith(wrong(chartOutline().root, leaf))).toEqual([]);
    const first = [...chartOutline().root.children.keys()];
    for (const value of [7, "x", true, null, []])
      expect(findingsWith(Object.fromEntries(first.map((name) => [name, value])))).toEqual([]);
    expect(findingsWith({ noSuchKey: { below: 1 } })).toEqual([]);
  });

  it("still wants a map", () => {
    expect(findingsWith(3)).toEqual(["error: cilium.values: is 3, expected a map; write a map [wrong-type]"]);
  });
});
