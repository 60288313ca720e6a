import type { FabricInput } from "../components/bgp-fabric/plan";
import { overlaps, parseCidr } from "../components/internal/cidr";

/** A way that a node must be told of, because Cilium puts no route that it learns into the kernel. */
export interface NodeRoute {
  readonly node: string;
  readonly destination: string;
  /** Address of the router in the node's rack. */
  readonly via: string;
}

type Node = FabricInput["clusters"][number]["nodes"][number];
type Family = "ipv4" | "ipv6";

/**
 * For each node of a cluster the way to what lies behind the router in its rack: pods of all clusters, the other racks,
 * what routers announce themselves and the other clusters' pools. More specific routes of Cilium's own go first.
 */
export function nodeRoutes(fabric: FabricInput, clusterName: string): NodeRoute[] {
  const cluster = fabric.clusters.find(({ name }) => name === clusterName);
  if (cluster === undefined) return [];
  const order = cluster.peers.map(({ router }) => router);
  return cluster.nodes.flatMap((node) => {
    const rack = fabric.racks.find(({ name }) => name === node.rack);
    const local = [rack?.subnet, rack?.subnet6].flatMap((text) => parseCidr(text ?? "") ?? []);
    return destinations(fabric, clusterName)
      .filter(({ cidr }) => !local.some((own) => overlaps(own, cidr)))
      .flatMap(({ cidr }) => {
        const via = routerIn(fabric, node, cidr.family, order);
        return via === undefined ? [] : [{ node: node.name, destination: cidr.canonical, via }];
      });
  });
}

function destinations(
  fabric: FabricInput,
  clusterName: string,
): { cidr: NonNullable<ReturnType<typeof parseCidr>> }[] {
  const others = fabric.clusters.filter(({ name }) => name !== clusterName);
  const texts = [
    ...fabric.clusters.flatMap(({ podCidrs }) => podCidrs),
    ...fabric.racks.flatMap(({ subnet, subnet6 }) => [subnet ?? "", subnet6 ?? ""]),
    ...fabric.routers.flatMap(({ networks = [] }) => networks),
    ...others.flatMap(({ poolCidrs = [] }) => poolCidrs),
  ];
  const byText = new Map(
    texts.flatMap((text) => parseCidr(text) ?? []).map((cidr) => [cidr.canonical, { cidr }]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

/** Address of a router in the node's rack; one that the node peers with goes before others. */
function routerIn(
  fabric: FabricInput,
  node: Node,
  family: Family,
  order: readonly string[],
): string | undefined {
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const key = family === "ipv4" ? "address" : "address6";
  return [...fabric.routers]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .flatMap(({ interfaces }) => interfaces)
    .find((face) => face.rack === node.rack && face[key] !== undefined)?.[key];
}
