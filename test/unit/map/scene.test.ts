import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryStacks } from "../../../docs/pictures/draw";
import { mapStack, mapSvg, StackMap } from "../../../map";
import { checkStack, loadStack } from "../../../stacks";
import { fabricSettings, meshSettings } from "../../bench/topologies";
import { faultsOf, mapOf } from "../../helpers/maps";

const root = path.join(__dirname, "../../..");

function stackMap(stack: string): StackMap {
  const { config } = loadStack(readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8"));
  return mapStack(stack, config!, checkStack(config!));
}

const drawnIds = ({ scene }: StackMap): Set<string> => new Set(scene.elements.map(({ id }) => id));

describe("I map: nothing overlaps, and every text is in its box", () => {
  it.each(repositoryStacks())("of the stack %s", (stack) => {
    expect(faultsOf(stackMap(stack).scene)).toEqual([]);
  });

  it.each([1, 2, 3, 7, 50])("of a full mesh of %i clusters", (count) => {
    expect(faultsOf(mapOf(meshSettings(count, 3), []).scene)).toEqual([]);
  });

  it.each([
    [2, 3, 2],
    [4, 20, 2],
    [50, 4, 1],
  ])("of a routed fabric of %i clusters, %i nodes in a rack, %i racks each", (clusters, nodes, racks) => {
    expect(faultsOf(mapOf(fabricSettings(clusters, nodes, racks), []).scene)).toEqual([]);
  });

  it("and the test that says so can fail", () => {
    const { scene } = stackMap("dev");
    const moved = scene.elements.map((element) =>
      element.id === "clusters[1]" && element.inside === undefined
        ? { ...element, box: { ...element.box!, x: 100 } }
        : element,
    );
    expect(faultsOf({ ...scene, elements: moved })).toContain("clusters[0] and clusters[1] overlap");
  });
});

describe("I map: everything declared is there", () => {
  it("every cluster, node, service and pool of 50 clusters, and their mesh as one thing", () => {
    const map = mapOf(
      {
        ...meshSettings(50, 20),
        loadBalancerPools: [{ name: "p", clusters: ["c7"], blocks: [{ cidr: "172.31.0.0/24" }] }],
      },
      [],
    );
    const ids = drawnIds(map);
    for (const cluster of map.model.clusters) {
      expect(ids).toContain(cluster.id);
      for (const { nodes } of cluster.groups) for (const node of nodes) expect(ids).toContain(node.id);
    }
    expect(map.model.clusters.flatMap(({ groups }) => groups.flatMap(({ nodes }) => nodes))).toHaveLength(
      1000,
    );
    expect(ids).toContain("services[0]");
    expect(ids).toContain("loadBalancerPools[0]@6");
    expect(map.model.meshNets).toHaveLength(1);
    const svg = mapSvg(map);
    expect(svg).toContain(">cluster mesh: full mesh of 50 clusters, 1225 links<");
    expect(svg).toContain(">global: all 50 clusters<");
    // One trunk, and of each cluster one tap, with a lane for each row of clusters.
    const lines = svg.match(/class="mesh-line" d=/g) ?? [];
    expect(lines.length).toBeLessThan(50 + 20);
  });

  it("every router, rack and session of the notes' lab, each session as a line of its own", () => {
    const map = stackMap("bgp");
    const ids = drawnIds(map);
    for (const item of [
      ...map.model.fabric.routers,
      ...map.model.fabric.sessions,
      ...map.model.fabric.cables,
    ])
      expect(ids).toContain(item.id);
    const svg = mapSvg(map);
    for (const text of [
      "AS 65000",
      "AS 65001",
      "rack20 · 192.168.20.0/24",
      "172.16.1.0/24",
      "192.168.10.200",
    ])
      expect(svg).toContain(`>${text}<`);
  });

  it("every router of a wide fabric, and the sessions of a router with a rack as one line that counts them", () => {
    const map = mapOf(fabricSettings(50, 20, 1), []);
    const ids = drawnIds(map);
    const { routers, bundles, sessions } = map.model.fabric;
    expect(routers).toHaveLength(102);
    for (const { id } of [...routers, ...bundles]) expect(ids).toContain(id);
    const between = sessions.filter(({ to }) => to.startsWith("routers["));
    expect(bundles.reduce((sum, { count }) => sum + count, 0) + between.length).toBe(sessions.length);
    // What the spines lead to stands in other places of the page: one line with a tap for each.
    expect(
      map.scene.elements
        .flatMap(({ shapes }) => shapes)
        .some(({ type, ...shape }) => type === "dot" && "look" in shape && shape.look === "fabric-dot"),
    ).toBe(true);
  });

  it("of a mesh only what differs from the full one on its own, those of the same peers together", () => {
    const settings = meshSettings(50, 1);
    const clusters = (settings["clusters"] as Record<string, unknown>[]).map((cluster, i) =>
      i === 0 ? cluster : { ...cluster, mesh: { peers: ["c1"] } },
    );
    const map = mapOf({ ...settings, clusters } as typeof settings, []);
    expect(map.model.meshNets.map(({ lines }) => lines[0])).toEqual([
      "cluster mesh: 50 clusters, links as declared below",
      "49 links by declared peers: c2, c3, c4 and 46 more ↔ c1",
    ]);
    expect(faultsOf(map.scene)).toEqual([]);
  });
});

describe("I map: the same stack gives the same bytes", () => {
  it.each(repositoryStacks())("%s", (stack) => {
    expect(mapSvg(stackMap(stack))).toBe(mapSvg(stackMap(stack)));
  });
});
