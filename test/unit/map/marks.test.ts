import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { Finding, Severity } from "../../../components/internal/finding";
import { mapStack, mapSvg } from "../../../map";
import { marksOf } from "../../../map/marks";
import { mapModel } from "../../../map/model";
import { checkStack, loadSettings, loadStack } from "../../../stacks";
import { fabricSettings, meshSettings } from "../../bench/topologies";
import { faultsOf, mapOf } from "../../helpers/maps";

const finding = (...paths: string[]): Finding => ({
  severity: Severity.Error,
  code: "test",
  paths,
  message: "is wrong",
  fix: "mend it",
});

const golden = path.join(__dirname, "../../golden");
const invalid = readdirSync(golden)
  .filter((name) => name.startsWith("invalid-"))
  .sort();

describe("I map: findings are marked where they are", () => {
  const { config } = loadSettings({
    ...fabricSettings(2, 2, 1),
    services: [{ name: "web", selector: { app: "web" }, ports: [{ name: "http", port: 80 }] }],
    loadBalancerPools: [{ name: "p", blocks: [{ cidr: "172.31.0.0/24" }] }],
  });
  const model = mapModel("test", config!);
  const at = (...paths: string[]): readonly string[] | undefined =>
    marksOf(model, [finding(...paths)])[0]?.at;

  it.each([
    ["clusters[1].existing.podSubnet", ["clusters[1].podSubnet"]],
    ["clusters[1].existing.nodes[1].rack.address", ["clusters[1].nodes[1]"]],
    ["clusters[0].name", ["clusters[0]"]],
    ["clusters[0].bgp.peers[1].holdTimeSeconds", ["clusters[0].bgp"]],
    ["clusters[0].id", ["clusters[0].mesh"]],
    ["racks[0].subnet", ["clusters[0]/rack0"]],
    ["racks[2].subnet", ["racks[2]"]],
    ["routers[1].asn", ["routers[1]"]],
    ["routers[1].interfaces[0].address", ["routers[1].interfaces[0]"]],
    ["services[0].ports[0].port", ["services[0]"]],
    ["loadBalancerPools[0].blocks[0].cidr", ["loadBalancerPools[0]@0", "loadBalancerPools[0]@1"]],
    ["mesh.service.type", ["mesh"]],
    ["cilium.bpf.masquerade", ["cilium"]],
    ["somethingElse", ["stack"]],
  ])("%s at %j", (input, ids) => {
    expect(at(input)).toEqual(ids);
  });

  it("at every culprit, once each; what names no input at the stack", () => {
    expect(at("clusters[0].name", "clusters[1].name", "clusters[0].kind.name")).toEqual([
      "clusters[0]",
      "clusters[1]",
    ]);
    expect(at()).toEqual(["stack"]);
    const texts = mapSvg(mapStack("test", config!, [finding(), finding("mesh")]));
    expect(texts).toContain(">is wrong<");
    expect(texts).toContain(">mesh: is wrong<");
  });

  it("draws the number at each place and in the list", () => {
    const map = mapStack("test", config!, [
      finding("clusters[0].existing.podSubnet", "clusters[1].existing.podSubnet"),
    ]);
    const badges = map.scene.elements.flatMap(({ id, shapes }) =>
      shapes.flatMap((shape) => (shape.type === "badge" && shape.number === "1" ? [id] : [])),
    );
    expect(badges).toEqual(["clusters[0].podSubnet", "clusters[1].podSubnet", "finding-1", ""]);
    expect(mapSvg(map)).toContain(">fix: mend it [test]<");
  });

  it("of three at one place shows all, of more the first and how many there are besides", () => {
    const badgesAt = (count: number): string[] =>
      mapStack(
        "test",
        config!,
        Array.from({ length: count }, () => finding("services[0]")),
      )
        .scene.elements.filter(({ id }) => id === "services[0]")
        .flatMap(({ shapes }) => shapes.flatMap((shape) => (shape.type === "badge" ? [shape.number] : [])));
    expect(badgesAt(3).sort()).toEqual(["1", "2", "3"]);
    expect(badgesAt(9).sort()).toEqual(["+7", "1", "2"]);
  });

  it("keeps a row that a finding is about, where a cluster has too many rows to show", () => {
    const services = Array.from({ length: 30 }, (_, i) => ({
      name: `s${i}`,
      selector: { app: "x" },
      ports: [{ name: "http", port: 80 }],
      clusters: [{ name: "c1" }, { name: "c2" }],
    }));
    const ids = (findings: Finding[]): string[] =>
      mapOf({ ...meshSettings(8, 1), services }, findings).scene.elements.map(({ id }) => id);
    expect(ids([])).not.toContain("services[28]@0");
    expect(ids([finding("services[28].clusters[0].affinity")])).toContain("services[28]@0");
  });

  it("lists a hundred in full, and says of the rest how many there are of each kind", () => {
    const map = mapOf(
      meshSettings(2, 1),
      Array.from({ length: 130 }, () => finding("mesh")),
    );
    expect(mapSvg(map)).toContain("and 30 more");
    expect(mapSvg(map)).toContain("30 × test");
    expect(faultsOf(map.scene)).toEqual([]);
  });
});

// Whatever is wrong with a stack, it is drawn: that is when one looks.
describe("I map: stacks with errors are drawn with their findings", () => {
  it.each(invalid)("%s", (name) => {
    const { config } = loadStack(readFileSync(path.join(golden, name, "stack.yaml"), "utf8"));
    if (config === undefined) return;
    const findings = checkStack(config);
    const map = mapStack(name, config, findings);
    expect(map.marks).toHaveLength(findings.length);
    const drawn = new Set(map.scene.elements.map(({ id }) => id));
    for (const { at } of map.marks) expect(at.some((id) => drawn.has(id))).toBe(true);
    expect(faultsOf(map.scene)).toEqual([]);
  });
});
