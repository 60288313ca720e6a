import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import { loadSettings, loadStack, readStackFile } from "../../../stacks";

const stack = (more = ""): string => `
config:
  cilium-fabric:clusters:
    - { name: west, id: 1, kind: { podSubnet: 10.0.0.0/16, serviceSubnet: 10.2.0.0/16 } }
  cilium-fabric:cilium: { version: 1.18.1 }
${more}`;

const messages = (text: string, overlays?: string[]): string[] =>
  loadStack(text, overlays).findings.map(formatFinding);

describe("loadStack", () => {
  it("reads the settings of this project and passes over other packages'", () => {
    const { config, findings } = loadStack(stack("  kubernetes:context: other\n  pulumi:tags: {}"));
    expect(findings).toEqual([]);
    expect(config?.clusters.map((c) => c.name)).toEqual(["west"]);
    expect(config).toMatchObject({ services: [], samples: [] });
  });

  it("says every fault of form at once, with the path and what was meant", () => {
    const text = `
config:
  cilium-fabric:clusters:
    - { name: west, id: one, kind: { podSubnets: 10.0.0.0/16, serviceSubnet: 10.2.0.0/16 } }
  cilium-fabric:cilium: { version: 1.18.1, bpf: { masquarade: true }, routingMode: fast }
  cilium-fabric:mash: {}
`;
    expect(messages(text).sort()).toEqual([
      "error: cilium.bpf.masquarade: is not a known setting; did you mean masquerade?; a chart value without a typed input goes under cilium.values [unknown-setting]",
      'error: cilium.routingMode: is "fast", expected one of "tunnel", "native"; choose one of them [not-one-of]',
      'error: clusters[0].id: is "one", expected a whole number; write a whole number [wrong-type]',
      "error: clusters[0].kind.podSubnet: is missing; add it [missing-setting]",
      "error: clusters[0].kind.podSubnets: is not a known setting; did you mean podSubnet? [unknown-setting]",
      "error: mash: is not a known setting; did you mean mesh? [unknown-setting]",
    ]);
  });

  it("does not take a slip in its own name for another package's setting", () => {
    expect(messages(stack("  cilium-fabirc:mesh: {}"))).toEqual([
      "error: cilium-fabirc:mesh: belongs to no package that this stack uses; did you mean cilium-fabric:mesh? [unknown-setting]",
    ]);
  });

  it("refuses a cluster that is both made and there, or neither", () => {
    const both = stack().replace("} }\n", "}, existing: {} }\n");
    expect(messages(both)).toEqual([
      "error: clusters[0].kind, clusters[0].existing: cluster west has both kind and existing, expected exactly one; remove one of them [cluster-hosting]",
    ]);
    const neither = stack().replace(/, kind: \{.*\} \}/, " }");
    expect(messages(neither)).toEqual([
      "error: clusters[0]: cluster west has neither kind nor existing, expected exactly one; say kind: {podSubnet, serviceSubnet} or existing: {context} [cluster-hosting]",
    ]);
  });

  it("refuses a version that is none before anything depends on it", () => {
    expect(messages(stack().replace("1.18.1", '"1.18"'))).toEqual([
      'error: cilium.version: is "1.18", expected a full version; give one such as 1.18.1 [cilium-version]',
    ]);
  });

  it("names text that is no YAML, and a file without config", () => {
    expect(messages("config: [")[0]).toMatch(/^error: is not YAML: .* \[not-yaml\]$/);
    expect(messages("runtime: nodejs")).toEqual([
      "error: config: is missing; write the stack's settings under config, each as cilium-fabric:<key> [missing-setting]",
    ]);
  });

  it("applies overlays in order, with or without the prefix", () => {
    const { config } = loadStack(stack(), [
      "cilium: { operator: { replicas: 1 } }",
      "cilium-fabric:mesh: {}",
    ]);
    expect(config?.cilium).toEqual({ version: "1.18.1", operator: { replicas: 1 } });
    expect(config?.mesh).toEqual({});
  });

  it('goes with "*" over clusters that a later overlay adds, too', () => {
    const place = 'clusters: [{ name: "*", kind: { nodeImage: "kindest/node:v1.33.13" } }]';
    const more =
      "clusters: [{ name: north, id: 9, kind: { podSubnet: 10.9.0.0/16, serviceSubnet: 10.109.0.0/16 } }]";
    const { config, findings } = loadStack(stack(), [place, more]);
    expect(findings).toEqual([]);
    expect(config?.clusters.map(({ kind }) => kind?.nodeImage)).toEqual([
      "kindest/node:v1.33.13",
      "kindest/node:v1.33.13",
    ]);
  });

  it("refuses entries of an overlay that would do nothing", () => {
    expect(messages(stack(), ["clusters: [west, { name: wset, cilium: {} }, {}]"])).toEqual([
      'error: overlay 1: clusters[0]: is not a map; write a map such as { name: "*", … } [wrong-type]',
      'error: overlay 1: clusters[1]: no cluster is named "wset"; name one of west, or give a new cluster its id [overlay-cluster-unknown]',
      'error: overlay 1: clusters[2]: has no name; name a cluster, or "*" for every one [missing-setting]',
    ]);
  });

  it("applies the overlay that the stack itself names, and says when it is not there", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "overlay-"));
    const file = path.join(folder, "place.yaml");
    fs.writeFileSync(file, "cilium: { debug: { enabled: true } }");
    expect(loadStack(stack(`  cilium-fabric:overlay: ${file}`)).config?.cilium["debug"]).toEqual({
      enabled: true,
    });
    fs.rmSync(folder, { recursive: true });
    expect(messages(stack(`  cilium-fabric:overlay: ${file}`))).toEqual([
      `error: overlay: ${file} cannot be read: ENOENT; name a file that exists, relative to the working folder [overlay-unreadable]`,
    ]);
  });
});

describe("loadSettings", () => {
  it("takes what Pulumi's configuration has parsed already", () => {
    const { config } = loadSettings({
      clusters: [{ name: "a", id: 1, existing: {} }],
      cilium: { version: "1.18.1" },
    });
    expect(config?.clusters).toHaveLength(1);
  });
});

describe("readStackFile", () => {
  it("names the stacks that are there", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
    fs.writeFileSync(path.join(folder, "Pulumi.one.yaml"), "");
    const missing = path.join(folder, "Pulumi.two.yaml");
    expect(() => readStackFile(missing)).toThrow(`${missing} cannot be read; the stacks here are one`);
    fs.rmSync(folder, { recursive: true });
  });
});
