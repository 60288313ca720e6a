import type { FabricInput, PlainCluster, PlainLink, PlainPeer } from "../../components/bgp-fabric/plan";
import { type Chance, chanceOf } from "./chance";

type Rack = FabricInput["racks"][number];
type Router = FabricInput["routers"][number];
type Node = PlainCluster["nodes"][number];
type Advertisement = NonNullable<PlainCluster["advertisements"]>[number];
type Stack = "ipv4" | "dual" | "ipv6";

/** A router under construction. */
interface Draft {
  readonly name: string;
  readonly asn: number;
  readonly interfaces: { rack: string; address?: string; address6?: string }[];
}

interface Shape {
  readonly racks: Rack[];
  readonly drafts: Draft[];
  readonly links: PlainLink[];
  /** Racks that nodes stand in. */
  readonly nodeRacks: string[];
}

/** A fabric that every rule accepts, the same for the same seed: varied in shape, families, sessions and policies. */
export function generateFabric(seed: number): FabricInput {
  const chance = chanceOf(seed);
  const stack = chance.pick<Stack>(["ipv4", "ipv4", "dual", "dual", "ipv6"]);
  const restarts = { enabled: chance.yes(0.8), ...chance.pick([{}, { restartTimeSeconds: 15 }]) };
  const shape = chance.pick([oneRouter, pairOfRouters, leavesAndSpines])(chance, stack);
  const clusters = Array.from({ length: chance.between(1, 5) }, (_, i) =>
    cluster(chance, { i, stack, shape, restarts }),
  );
  return {
    racks: shape.racks,
    routers: shape.drafts.map((draft, i) => router(chance, { draft, i, stack, restarts })),
    ...(shape.links.length > 0 && { links: shape.links }),
    clusters,
  };
}

function oneRouter(chance: Chance, stack: Stack): Shape {
  const racks = Array.from({ length: chance.between(1, 3) }, (_, i) => rack(`rack${i}`, i, stack));
  const draft = { name: "tor0", asn: 65000, interfaces: racks.map((r, i) => foot(r.name, i, stack, 200)) };
  return { racks, drafts: [draft], links: [], nodeRacks: racks.map(({ name }) => name) };
}

/** Two routers that share their racks; of one AS or of two. */
function pairOfRouters(chance: Chance, stack: Stack): Shape {
  const racks = Array.from({ length: chance.between(1, 2) }, (_, i) => rack(`rack${i}`, i, stack));
  const sameAs = chance.yes();
  const drafts = [0, 1].map((n) => ({
    name: `tor${n}`,
    asn: sameAs ? 65000 : 65000 + n,
    interfaces: racks.map((r, i) => foot(r.name, i, stack, 200 + n)),
  }));
  const links = [
    { from: "tor0", to: "tor1", rack: "rack0", ...session(chance), ...(chance.yes() && { bfd: true }) },
  ];
  return { racks, drafts, links, nodeRacks: racks.map(({ name }) => name) };
}

/** Every leaf with every spine, each pair in a rack of its own; in one AS the spines reflect. */
function leavesAndSpines(chance: Chance, stack: Stack): Shape {
  const spines = chance.between(1, 2);
  const leaves = spines === 2 ? 2 : chance.between(2, 3);
  const sameAs = chance.yes(0.3);
  const draft = (name: string, n: number): Draft => ({
    name,
    asn: sameAs ? 64900 : 64900 + n,
    interfaces: [],
  });
  const spineDrafts = Array.from({ length: spines }, (_, i) => draft(`spine${i}`, i));
  const leafDrafts = Array.from({ length: leaves }, (_, i) => draft(`leaf${i}`, 10 + i));
  const racks: Rack[] = [];
  const addRack = (name: string, ends: readonly Draft[]): void => {
    const n = racks.push(rack(name, racks.length, stack)) - 1;
    ends.forEach((end, i) => end.interfaces.push(foot(name, n, stack, 200 + i)));
  };
  leafDrafts.forEach((leaf, i) => addRack(`rack${i}`, [leaf]));
  const nodeRacks = racks.map(({ name }) => name);
  const links = leafDrafts.flatMap((leaf) =>
    spineDrafts.map((spine) => {
      addRack(`${leaf.name}-${spine.name}`, [leaf, spine]);
      return { from: leaf.name, to: spine.name, ...session(chance), ...(chance.yes() && { bfd: true }) };
    }),
  );
  return { racks, drafts: [...leafDrafts, ...spineDrafts], links, nodeRacks };
}

function rack(name: string, i: number, stack: Stack): Rack {
  return {
    name,
    ...(stack !== "ipv6" && { subnet: `192.168.${10 + i}.0/24` }),
    ...(stack !== "ipv4" && { subnet6: `fd00:${10 + i}::/64` }),
  };
}

function foot(name: string, i: number, stack: Stack, host: number): Draft["interfaces"][number] {
  return { rack: name, ...addresses(i, stack, host) };
}

function addresses(i: number, stack: Stack, host: number): { address?: string; address6?: string } {
  return {
    ...(stack !== "ipv6" && { address: `192.168.${10 + i}.${host}` }),
    ...(stack !== "ipv4" && { address6: `fd00:${10 + i}::${host.toString(16)}` }),
  };
}

interface RouterSources {
  readonly draft: Draft;
  readonly i: number;
  readonly stack: Stack;
  readonly restarts: NonNullable<PlainPeer["gracefulRestart"]>;
}

function router(chance: Chance, { draft, i, stack, restarts }: RouterSources): Router {
  const networks = [
    ...(stack !== "ipv6" && chance.yes() ? [`10.10.${i}.0/24`] : []),
    ...(stack !== "ipv4" && chance.yes() ? [`fd10:${i}::/48`] : []),
  ];
  return {
    ...draft,
    ...(stack === "ipv6" || chance.yes(0.2) ? { routerId: `10.255.0.${i + 1}` } : {}),
    ...(networks.length > 0 && { networks }),
    ...(chance.yes(0.2) && { maximumPaths: chance.between(32, 64) }),
    ...(chance.yes(0.2) && { multipathRelax: false }),
    ...(chance.yes(0.3) && { policy: "open" as const }),
    ...(restarts.enabled === false && { gracefulRestart: { enabled: false } }),
  };
}

interface ClusterSources {
  readonly i: number;
  readonly stack: Stack;
  readonly shape: Shape;
  readonly restarts: NonNullable<PlainPeer["gracefulRestart"]>;
}

function cluster(chance: Chance, sources: ClusterSources): PlainCluster {
  const { i, stack, shape } = sources;
  const racks = chance.some(shape.nodeRacks);
  const routers = shape.drafts.filter(({ interfaces }) => interfaces.some((f) => racks.includes(f.rack)));
  const alone = new Set(routers.map(({ asn }) => asn)).size === 1 ? routers[0] : undefined;
  const asn = alone !== undefined && chance.yes(0.25) ? alone.asn : 65101 + i;
  const internal = asn === alone?.asn;
  const ciliumVersion = chance.pick(["1.16.19", "1.17.18", "1.18.1", "1.18.12", "1.19.6"]);
  const advertisements = chance.yes(0.7) ? announced(chance, internal) : undefined;
  const localPort = ciliumVersion.startsWith("1.16")
    ? undefined
    : chance.pick([undefined, undefined, 179, 1790]);
  return {
    name: `cluster${i}`,
    ciliumVersion,
    asn,
    nodes: nodes(chance, { ...sources, racks, asn, internal }),
    podCidrs: podCidrs(i, stack),
    poolCidrs: poolCidrs(i, stack),
    ...(chance.yes(0.2) && { configName: "fabric-bgp", instance: `as-${asn}` }),
    ...(chance.yes(0.2) && { nodeLabels: { "example.com/bgp": "on" } }),
    ...(chance.yes(0.1) && { labelNodes: false }),
    ...(localPort !== undefined && { localPort }),
    peers: peers(chance, { ...sources, racks, routers, ciliumVersion }),
    ...(advertisements !== undefined && { advertisements }),
  };
}

function podCidrs(i: number, stack: Stack): string[] {
  return [
    ...(stack !== "ipv6" ? [`172.${20 + i}.0.0/16`] : []),
    ...(stack !== "ipv4" ? [`fd20:${i}::/56`] : []),
  ];
}

function poolCidrs(i: number, stack: Stack): string[] {
  return [
    ...(stack !== "ipv6" ? [`172.16.${i + 1}.0/24`] : []),
    ...(stack !== "ipv4" ? [`fd16:${i}::/112`] : []),
  ];
}

interface NodeSources extends ClusterSources {
  readonly racks: readonly string[];
  readonly asn: number;
  readonly internal: boolean;
}

/** At least one node that speaks in every rack chosen. */
function nodes(chance: Chance, { i, stack, shape, racks, asn, internal }: NodeSources): Node[] {
  return racks.flatMap((name) => {
    const n = shape.racks.findIndex((candidate) => candidate.name === name);
    return Array.from({ length: chance.between(1, 4) }, (_, k) => ({
      name: `cluster${i}-${name}-node${k}`,
      rack: name,
      ...addresses(n, stack, 10 + 30 * i + k),
      ...(k > 0 && chance.yes(0.1) && { enabled: false }),
      ...(stack === "ipv6" || chance.yes(0.1) ? { routerId: `10.${i + 1}.${n}.${k + 1}` } : {}),
      ...(!internal && chance.yes(0.05) && { asn: asn + 1000 }),
    }));
  });
}

interface PeerSources extends ClusterSources {
  readonly racks: readonly string[];
  readonly routers: readonly Draft[];
  readonly ciliumVersion: string;
}

function peers(
  chance: Chance,
  { i, racks, routers, stack, restarts, ciliumVersion }: PeerSources,
): PlainPeer[] {
  // A password works from 1.17.7 on.
  const mayAuthenticate = !ciliumVersion.startsWith("1.16");
  return routers.map(({ name, interfaces }) => {
    const { password, ...timers } = session(chance);
    const [first] = interfaces;
    const everywhere = racks.every((rack) => interfaces.some((candidate) => candidate.rack === rack));
    // One address for all nodes, as in the documents, in place of the router's in each rack.
    const shared =
      everywhere && first?.address !== undefined && stack === "ipv4" && chance.yes(0.3)
        ? first.address
        : undefined;
    return {
      router: name,
      ...(chance.yes(0.3) && { name: `${name}-peer`, peerConfig: `${name}-config` }),
      ...(chance.yes(0.2) && { peerGroup: `NODES-${i}` }),
      ...(shared !== undefined && { address: shared, ebgpMultihop: chance.between(2, 5) }),
      ...(stack === "dual" && chance.yes(0.3) && { families: [chance.pick(["ipv4", "ipv6"] as const)] }),
      ...timers,
      gracefulRestart: restarts,
      ...(password !== undefined && mayAuthenticate && { password }),
    };
  });
}

/** Timers and a password that one end alone decides for both. */
function session(
  chance: Chance,
): Pick<
  PlainLink & PlainPeer,
  "holdTimeSeconds" | "keepAliveTimeSeconds" | "connectRetryTimeSeconds" | "password"
> {
  const keepAliveTimeSeconds = chance.between(1, 30);
  return {
    ...(chance.yes() && { keepAliveTimeSeconds, holdTimeSeconds: keepAliveTimeSeconds * 3 }),
    ...(chance.yes(0.3) && { connectRetryTimeSeconds: chance.between(1, 30) }),
    ...(chance.yes(0.3) && { password: `p-${chance.between(1, 1_000_000)}#signs!` }),
  };
}

function announced(chance: Chance, internal: boolean): Advertisement[] {
  const attributes = {
    ...(chance.yes() && { communities: [`65000:${chance.between(1, 99)}`] }),
    ...(chance.yes(0.3) && { wellKnownCommunities: ["no-peer"] }),
    ...(chance.yes(0.3) && { largeCommunities: [`65000:1:${chance.between(1, 99)}`] }),
    ...(internal && chance.yes() && { localPreference: chance.between(50, 200) }),
  };
  return [
    {
      name: "bgp-advertisements",
      type: "PodCIDR",
      ...(Object.keys(attributes).length > 0 && { attributes }),
    },
    {
      name: "bgp-advertisements-services",
      type: "Service",
      serviceAddresses: ["LoadBalancerIP"],
      selector: { matchExpressions: [{ key: "app", operator: "In", values: ["webpod"] }] },
    },
  ];
}
