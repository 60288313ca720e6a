import type { Finding } from "../../internal/finding";
import { BgpFamily } from "../args";
import { canonicalIp } from "../plain";
import type { FabricInput, FabricPlan, PeerPlan, PlainCluster, PlainPeer } from "../plan";
import { addressOf, rackOf } from "../peers";

export type Router = FabricInput["routers"][number];
export type Rack = FabricInput["racks"][number];
export type Node = PlainCluster["nodes"][number];
export type Advertisement = NonNullable<PlainCluster["advertisements"]>[number];

/** A fabric as rules see it. */
export interface Fabric {
  readonly input: FabricInput;
  readonly plan: FabricPlan;
  /** Input behind a path of the fabric's own, for messages. */
  readonly at: (path: string) => string;
}

export type FabricRule = (fabric: Fabric) => Finding[];

export const families = [BgpFamily.Ipv4, BgpFamily.Ipv6];

export const familyText = { ipv4: "IPv4", ipv6: "IPv6" } as const;

export const addressKeys = [
  { key: "address", subnet: "subnet", family: BgpFamily.Ipv4 },
  { key: "address6", subnet: "subnet6", family: BgpFamily.Ipv6 },
] as const;

/** A cluster with its place in the input; of two with one name only the first is planned. */
export interface PlacedCluster {
  readonly cluster: PlainCluster;
  /** `clusters[0]`. */
  readonly path: string;
}

export function clustersOf({ input }: Fabric): PlacedCluster[] {
  return input.clusters.map((cluster, i) => ({ cluster, path: `clusters[${i}]` }));
}

/** Nodes that speak BGP, with their places. */
export function speakersOf({ cluster, path }: PlacedCluster): { node: Node; path: string }[] {
  return cluster.nodes
    .map((node, i) => ({ node, path: `${path}.nodes[${i}]` }))
    .filter(({ node }) => node.enabled !== false);
}

/** What a peer of the input has become: one plan for each family. Of two peers of one name both are taken for the first. */
export function peerPlans({ plan }: Fabric, { cluster }: PlacedCluster, peer: PlainPeer): PeerPlan[] {
  const name = peer.name ?? peer.router;
  const planned = plan.clusters.find((candidate) => candidate.name === cluster.name)?.peers ?? [];
  const own = planned.filter(
    (p) => p.router === peer.router && (p.name === name || p.name === `${name}-ipv6`),
  );
  return families.flatMap((family) => own.find((p) => p.family === family) ?? []);
}

/** How the nodes of one rack find a peer in one family. */
export interface RackView {
  readonly rack: string;
  readonly family: BgpFamily;
  /** Nodes that speak BGP there. */
  readonly nodes: readonly { readonly node: Node; readonly path: string }[];
  /** The router's address; undefined where the router has none for this rack. */
  readonly address?: string;
  /** The rack of that address; empty where it is none of the router's. */
  readonly addressRack: string;
}

/** A peer as seen from each rack that has nodes, family by family. */
export function rackViews(fabric: Fabric, placed: PlacedCluster, peer: PlainPeer): RackView[] {
  const router = fabric.input.routers.find(({ name }) => name === peer.router);
  if (router === undefined) return [];
  const byRack = new Map<string, { node: Node; path: string }[]>();
  for (const speaker of speakersOf(placed)) {
    const members = byRack.get(speaker.node.rack);
    if (members === undefined) byRack.set(speaker.node.rack, [speaker]);
    else members.push(speaker);
  }
  const used = peerPlans(fabric, placed, peer).map(({ family }) => family);
  return used.flatMap((family) =>
    [...byRack].map(([rack, nodes]) => {
      const foot = router.interfaces.find((candidate) => candidate.rack === rack);
      const text = addressOf(peer, family) ?? (foot && addressOf(foot, family));
      if (text === undefined) return { rack, family, nodes, addressRack: "" };
      const address = canonicalIp(text);
      return { rack, family, nodes, address, addressRack: rackOf(usual(router), address) };
    }),
  );
}

function usual(router: Router): Router {
  const interfaces = router.interfaces.map(({ rack, address, address6 }) => ({
    rack,
    ...(address !== undefined && { address: canonicalIp(address) }),
    ...(address6 !== undefined && { address6: canonicalIp(address6) }),
  }));
  return { ...router, interfaces };
}

/** Whole numbers of a range. */
export function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
