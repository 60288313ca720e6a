import { describe, expect, it } from "vitest";
import { renderFrrConf, renderFrrDaemons } from "../../../components/bgp-fabric/frr";
import { type FabricInput, type FabricPlan, planFabric } from "../../../components/bgp-fabric/plan";
import { type Manifest, nodeLabelsOf, renderBgpResources } from "../../../components/bgp-fabric/resources";
import { checkFabric } from "../../../components/bgp-fabric/rules";
import { parseIp } from "../../../components/internal/cidr";
import { toYamlDocuments } from "../../../components/internal/yaml";
import { chanceOf } from "../../helpers/chance";
import { generateFabric } from "../../helpers/fabrics";
import { type FrrNeighbor, readFrrConf } from "../../helpers/frr-conf";

const seeds = Array.from({ length: 250 }, (_, i) => i + 1);

/** One session as one end is configured for it; nothing in it comes from the plan's own list of sessions. */
interface Half {
  readonly router: string;
  readonly node: string;
  readonly family: string;
  readonly internal: boolean;
  readonly timers: string;
  readonly password: string;
  /** Where the node listens; "never" where only it opens the session. */
  readonly port: string;
}

describe("the two ends of every session", () => {
  it("agree on addresses, ASNs, family, timers, password and who opens it", () => {
    let sessions = 0;
    for (const seed of seeds) {
      const input = generateFabric(seed);
      const plan = planFabric(input);
      const ofNodes = input.clusters.flatMap((cluster) => nodeHalves(input, plan, cluster.name));
      const ofRouters = input.routers.flatMap(({ name }) => routerHalves(input, plan, name));
      expect(ofRouters.map(line).sort(), `seed ${seed}`).toStrictEqual(ofNodes.map(line).sort());
      sessions += ofNodes.length;
    }
    expect(sessions).toBeGreaterThan(2000);
  });

  it("agree between routers too", () => {
    let links = 0;
    for (const seed of seeds) {
      const input = generateFabric(seed);
      const plan = planFabric(input);
      const ends = input.routers.flatMap((router) =>
        readFrrConf(renderFrrConf(plan, router.name))
          .neighbors.filter(({ address }) => ownerOf(input, address) !== undefined)
          .map((neighbor) => ({ router, neighbor, other: ownerOf(input, neighbor.address) })),
      );
      for (const { router, neighbor, other } of ends) {
        expect(neighbor.remoteAs, `seed ${seed}`).toBe(String(other?.asn));
        const back = ends.filter(
          (end) =>
            end.router === other &&
            end.other === router &&
            end.neighbor.families.join() === neighbor.families.join(),
        );
        expect(back, `seed ${seed}`).toHaveLength(1);
        expect(agreed(back[0]?.neighbor), `seed ${seed}`).toStrictEqual(agreed(neighbor));
        links += 1;
      }
    }
    expect(links).toBeGreaterThan(300);
  });

  it("stay with one family, that of the addresses", () => {
    for (const seed of seeds) {
      const plan = planFabric(generateFabric(seed));
      for (const { name } of plan.routers)
        for (const { address, families } of readFrrConf(renderFrrConf(plan, name)).neighbors)
          expect(families, `seed ${seed} ${address}`).toStrictEqual([parseIp(address)?.family]);
    }
  });
});

describe("a fabric", () => {
  it("is accepted by every rule as generated", () => {
    for (const seed of seeds) {
      const errors = checkFabric(generateFabric(seed)).filter(({ severity }) => severity === "error");
      expect(errors, `seed ${seed}`).toStrictEqual([]);
    }
  });

  it("is the same bytes each time, in whatever order its parts are listed", () => {
    for (const seed of seeds.slice(0, 100)) {
      const input = generateFabric(seed);
      const first = everything(input);
      expect(everything(generateFabric(seed)), `seed ${seed}`).toBe(first);
      expect(everything(shuffled(input, seed)), `seed ${seed}`).toBe(first);
    }
  });

  it("selects each node that speaks by exactly one configuration", () => {
    for (const seed of seeds) {
      const input = generateFabric(seed);
      const plan = planFabric(input);
      for (const cluster of plan.clusters) {
        const names = cluster.nodes.filter(({ enabled }) => enabled).map(({ name }) => name);
        expect(cluster.configs.flatMap(({ nodes }) => nodes).sort(), `seed ${seed}`).toStrictEqual(names);
      }
    }
  });

  it("never shows a password where it is hidden", () => {
    let passwords = 0;
    for (const seed of seeds) {
      const plan = planFabric(generateFabric(seed));
      const hidden = [
        ...plan.routers.map(({ name }) => renderFrrConf(plan, name, { hidePasswords: true })),
        ...plan.clusters.map(({ name }) =>
          toYamlDocuments(renderBgpResources(plan, name, { hidePasswords: true })),
        ),
      ].join("\n");
      for (const { password } of plan.sessions) {
        if (password === undefined) continue;
        passwords += 1;
        expect(hidden, `seed ${seed}`).not.toContain(password);
      }
    }
    expect(passwords).toBeGreaterThan(300);
  });
});

function line(half: Half): string {
  return JSON.stringify(half, Object.keys(half).sort());
}

/** What the cluster's resources, labels and nodes amount to. */
function nodeHalves(input: FabricInput, plan: FabricPlan, name: string): Half[] {
  const cluster = input.clusters.find((candidate) => candidate.name === name);
  if (cluster === undefined) throw new Error(name);
  const manifests = renderBgpResources(plan, name);
  const labels = new Map(nodeLabelsOf(plan, name).map((entry) => [entry.node, entry.labels]));
  const given = plan.clusters.find((candidate) => candidate.name === name);
  return ofKind(manifests, "CiliumBGPClusterConfig").flatMap(({ metadata, spec }) =>
    cluster.nodes
      .filter(({ name: node, enabled }) => {
        if (enabled === false) return false;
        // Where labels are somebody else's, they are as the plan wants them.
        if (cluster.labelNodes === false)
          return given?.configs.find((config) => config.name === metadata.name)?.nodes.includes(node);
        const wanted = Object.entries(at(spec, "nodeSelector", "matchLabels") as Record<string, string>);
        return wanted.every(([key, value]) => labels.get(node)?.[key] === value);
      })
      .flatMap((node) => halvesOfNode(input, manifests, at(spec, "bgpInstances", 0), node)),
  );
}

function halvesOfNode(
  input: FabricInput,
  manifests: readonly Manifest[],
  instance: unknown,
  node: FabricInput["clusters"][number]["nodes"][number],
): Half[] {
  const override = ofKind(manifests, "CiliumBGPNodeConfigOverride").find(
    (m) => m.metadata.name === node.name,
  );
  const own = at(override?.spec, "bgpInstances", 0) as Record<string, unknown> | undefined;
  const asn = own?.["localASN"] ?? at(instance, "localASN");
  const port = own?.["localPort"] ?? at(instance, "localPort");
  return (at(instance, "peers") as unknown[]).map((peer) => {
    const config = ofKind(manifests, "CiliumBGPPeerConfig").find(
      (m) => m.metadata.name === at(peer, "peerConfigRef", "name"),
    );
    const router = ownerOf(input, at(peer, "peerAddress") as string);
    expect(at(peer, "peerASN")).toBe(router?.asn);
    const family = at(config?.spec, "families", 0, "afi") as string;
    const secret = at(config?.spec, "authSecretRef");
    return {
      router: router?.name ?? "",
      node: (family === "ipv4" ? node.address : node.address6) ?? "",
      family,
      internal: asn === router?.asn,
      timers: [
        at(config?.spec, "timers", "keepAliveTimeSeconds"),
        at(config?.spec, "timers", "holdTimeSeconds"),
      ].join(" "),
      password:
        ofKind(manifests, "Secret").find((m) => m.metadata.name === secret)?.stringData?.["password"] ??
        "none",
      port: typeof port === "number" ? String(port) : "never",
    };
  });
}

/** What a router's file amounts to, links left out. */
function routerHalves(input: FabricInput, plan: FabricPlan, router: string): Half[] {
  return readFrrConf(renderFrrConf(plan, router))
    .neighbors.filter(({ address }) => ownerOf(input, address) === undefined)
    .map((neighbor) => {
      const { address, remoteAs, families, statements } = neighbor;
      return {
        router,
        node: address,
        family: families.join(),
        internal: remoteAs === "internal",
        timers: after(statements, /^timers (\d+ \d+)$/) ?? "",
        password: after(statements, /^password (.+)$/) ?? "none",
        port: statements.includes("passive") ? "never" : (after(statements, /^port (\d+)$/) ?? "179"),
      };
    });
}

function agreed(neighbor: FrrNeighbor | undefined): string[] {
  return (neighbor?.statements ?? []).filter((s) => /^(timers|password|bfd|graceful)/.test(s)).sort();
}

function after(statements: readonly string[], pattern: RegExp): string | undefined {
  return statements.map((s) => pattern.exec(s)?.[1]).find((found) => found !== undefined);
}

function ownerOf(input: FabricInput, address: string): FabricInput["routers"][number] | undefined {
  return input.routers.find(({ interfaces }) =>
    interfaces.some((foot) => foot.address === address || foot.address6 === address),
  );
}

function ofKind(manifests: readonly Manifest[], kind: string): Manifest[] {
  return manifests.filter((manifest) => manifest.kind === kind);
}

/** What stands at a path inside plain data. */
function at(value: unknown, ...keys: (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}

function everything(input: FabricInput): string {
  const plan = planFabric(input);
  return [
    ...plan.routers.flatMap(({ name }) => [renderFrrConf(plan, name), renderFrrDaemons(plan, name)]),
    ...plan.clusters.map(({ name }) => toYamlDocuments(renderBgpResources(plan, name))),
    ...plan.clusters.map(({ name }) => JSON.stringify(nodeLabelsOf(plan, name))),
  ].join("\n");
}

/** The same fabric with every list turned round or shuffled whose order says nothing. */
function shuffled(input: FabricInput, seed: number): FabricInput {
  const chance = chanceOf(seed);
  const mix = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, key: chance.between(0, 1_000_000) }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return {
    racks: mix(input.racks),
    routers: mix(input.routers).map((router) => ({
      ...router,
      ...(router.networks !== undefined && { networks: mix(router.networks) }),
    })),
    ...(input.links !== undefined && { links: mix(input.links) }),
    clusters: mix(input.clusters).map((cluster) => ({
      ...cluster,
      nodes: mix(cluster.nodes),
      podCidrs: mix(cluster.podCidrs),
      poolCidrs: mix(cluster.poolCidrs ?? []),
      peers: mix(cluster.peers),
      ...(cluster.advertisements !== undefined && { advertisements: mix(cluster.advertisements) }),
    })),
  };
}
