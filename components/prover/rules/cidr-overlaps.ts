import { byAddress, Cidr, parseCidr } from "../../internal/cidr";
import { Finding, Severity } from "../../internal/finding";
import type { FindingCode } from "../catalogue";
import { enumerated, error, groupBy, quoted, warning } from "../report";
import { Topology, TopologyCluster } from "../topology";
import { FreeCidrs, freeCidrs, hostCidr } from "./free-cidrs";
import { membersOf, PlacedCidr, podCidrsOf, serviceCidrsOf, usesPool } from "./view";

type Use = "pod" | "service" | "node";

interface Item extends PlacedCidr {
  readonly use: Use;
  readonly meshed: boolean;
}

/** All uses of one and the same network. */
interface Group {
  readonly cidr: Cidr;
  readonly items: Item[];
}

/**
 * Networks either hold one another or do not meet, so in order of their first address the ones that hold the next
 * are a stack: no search over all pairs. Equal networks are one group, so that 511 clusters with the same default
 * make one finding and not 130,000.
 */
export function cidrOverlaps(topology: Topology): Finding[] {
  const free = freeCidrs(topology);
  const groups = groupsOf(itemsOf(topology));
  const open: Group[] = [];
  return groups.flatMap((group) => {
    while ((open.at(-1)?.cidr.last ?? group.cidr.last) < group.cidr.first) open.pop();
    const holders = open.filter((holder) => holder.cidr.family === group.cidr.family);
    open.push(group);
    return [
      ...within(topology, group, free),
      ...holders.flatMap((holder) => between(topology, holder, group, free)),
    ];
  });
}

function itemsOf(topology: Topology): Item[] {
  const meshed = new Set(membersOf(topology).map(({ cluster }) => cluster));
  return topology.clusters.flatMap((cluster) => {
    const as = (use: Use, cidrs: readonly PlacedCidr[]): Item[] =>
      cidrs.map((cidr) => ({ ...cidr, use, meshed: meshed.has(cluster) }));
    return [
      ...as("pod", podCidrsOf(cluster)),
      ...as("service", serviceCidrsOf(cluster)),
      ...as("node", nodeCidrsOf(cluster)),
    ];
  });
}

function nodeCidrsOf(cluster: TopologyCluster): PlacedCidr[] {
  return cluster.nodes.flatMap((node, i) => {
    const text = node.network ?? (node.address === undefined ? undefined : hostCidr(node.address));
    const cidr = text === undefined ? undefined : parseCidr(text);
    return cidr === undefined ? [] : [{ cluster, cidr, path: cluster.at(`nodes[${i}].address`) }];
  });
}

function groupsOf(items: readonly Item[]): Group[] {
  return [...groupBy(items, ({ cidr }) => cidr.canonical).values()]
    .flatMap((group) => (group[0] === undefined ? [] : [{ cidr: group[0].cidr, items: group }]))
    .sort(({ cidr: a }, { cidr: b }) =>
      a.family === b.family ? byAddress(a, b) : a.family < b.family ? -1 : 1,
    );
}

// Node networks may be shared: all kind clusters are on one.
const pairs: readonly (readonly [Use, Use])[] = [
  ["pod", "pod"],
  ["pod", "service"],
  ["service", "pod"],
  ["service", "service"],
  ["pod", "node"],
  ["node", "pod"],
  ["service", "node"],
  ["node", "service"],
];
const equalPairs = pairs.filter(([a, b]) => a <= b);

/** Equal networks. */
function within(topology: Topology, group: Group, free: FreeCidrs): Finding[] {
  if (group.items.length < 2) return [];
  return equalPairs.flatMap(([a, b]) => relate(topology, group, group, [a, b], free));
}

/** A network and a smaller one in it. */
function between(topology: Topology, outer: Group, inner: Group, free: FreeCidrs): Finding[] {
  return pairs.flatMap((uses) => relate(topology, outer, inner, uses, free));
}

function relate(
  topology: Topology,
  outer: Group,
  inner: Group,
  [a, b]: readonly [Use, Use],
  free: FreeCidrs,
): Finding[] {
  const left = outer.items.filter(({ use }) => use === a);
  const right = inner.items.filter(({ use }) => use === b);
  if (left.length === 0 || right.length === 0) return [];
  const found = sameCluster(left, right).flatMap(([x, y]) => overlap(topology, [x], [y], free));
  const [first, second] = acrossClusters(left, right, outer === inner && a === b);
  if (first.length > 0 && second.length > 0) found.push(...overlap(topology, first, second, free));
  return found;
}

/** Both sides without the pairs that are one cluster's own; clusters that are not in the mesh do not meet. */
function acrossClusters(left: readonly Item[], right: readonly Item[], same: boolean): [Item[], Item[]] {
  const meshed = [left.filter((item) => item.meshed), right.filter((item) => item.meshed)] as const;
  const [head] = meshed[0];
  if (same) return head === undefined ? [[], []] : [[head], others(meshed[1], head)];
  const only = meshed.map((items) =>
    new Set(items.map(({ cluster }) => cluster)).size === 1 ? items[0] : undefined,
  );
  return [others(meshed[0], only[1]), others(meshed[1], only[0])];
}

function others(items: readonly Item[], than: Item | undefined): Item[] {
  return items.filter(({ cluster }) => cluster !== than?.cluster);
}

/** Pairs of one cluster's own networks. */
function sameCluster(left: readonly Item[], right: readonly Item[]): [Item, Item][] {
  const byCluster = groupBy(right, ({ cluster }) => cluster);
  const seen = new Set<Item>();
  return left.flatMap((item) => {
    seen.add(item);
    return (byCluster.get(item.cluster) ?? [])
      .filter((other) => !seen.has(other))
      .map((other): [Item, Item] => [item, other]);
  });
}

const codes: Readonly<Record<`${Use} ${Use}`, FindingCode | undefined>> = {
  "pod pod": "pod-cidr-overlap",
  "pod service": "pod-service-cidr-overlap",
  "pod node": "pod-node-cidr-overlap",
  "service pod": "pod-service-cidr-overlap",
  "service service": "service-cidr-overlap",
  "service node": "service-node-cidr-overlap",
  "node pod": "pod-node-cidr-overlap",
  "node service": "service-node-cidr-overlap",
  // All kind clusters are on one network.
  "node node": undefined,
};

function overlap(
  topology: Topology,
  left: readonly Item[],
  right: readonly Item[],
  free: FreeCidrs,
): Finding[] {
  const [a, b] = [left[0], right[0]];
  const code = a === undefined || b === undefined ? undefined : codes[`${a.use} ${b.use}`];
  if (a === undefined || b === undefined || code === undefined) return [];
  const severity = severityOf(topology, a, b);
  const harmless = severity === Severity.Warning && code === "service-cidr-overlap";
  const hint = harmless ? "; this works as long as each cluster calls only its own service addresses" : "";
  const report = severity === Severity.Error ? error : warning;
  return [
    report(
      code,
      [...left, ...right].map(({ path }) => path),
      `${named(left)} overlaps ${named(right)}${hint}`,
      fixOf(b, left, right, free),
    ),
  ];
}

/** Pods and services across clusters are lost for good; pools around a service CIDR collide only when they fill up. */
function severityOf(topology: Topology, a: Item, b: Item): Severity {
  if (a.use === "service" && b.use === "service" && a.cluster !== b.cluster) {
    const shown = membersOf(topology).some(
      ({ install }) => install.text("clustermesh.apiserver.service.type") === "ClusterIP",
    );
    return shown ? Severity.Error : Severity.Warning;
  }
  const pool = a.use === "pod" && b.use === "service" && a.cluster === b.cluster && usesPool(a.cluster);
  return pool && a.cidr.bits < b.cidr.bits ? Severity.Warning : Severity.Error;
}

function named(items: readonly Item[]): string {
  const [item] = items;
  const clusters = quoted([...new Set(items.map(({ cluster }) => cluster.name))]);
  const noun = clusters.includes('" and "') ? "clusters" : "cluster";
  const what =
    item?.use === "node" ? (isHost(item.cidr) ? "node" : "node network") : `${item?.use ?? ""} CIDR`;
  const text = item !== undefined && isHost(item.cidr) ? item.cidr.address : (item?.cidr.canonical ?? "");
  return `${what} ${text} of ${noun} ${clusters}`;
}

function isHost({ bits, family }: Cidr): boolean {
  return bits === (family === "ipv4" ? 32 : 128);
}

/** Nodes' addresses are given, pods' and services' are chosen; the one named last moves, and any that takes too much. */
function fixOf(b: Item, left: readonly Item[], right: readonly Item[], free: FreeCidrs): string {
  const chosen = [...left, ...right].filter(({ use }) => use !== "node");
  const greedy = chosen.filter(({ cidr, use }) => use === "pod" && cidr.family === "ipv4" && cidr.bits < 12);
  const movers = greedy.length > 0 ? greedy : b.use === "node" ? left : right;
  const moves = movers.map((item) => {
    const own = usesPool(item.cluster) && item.use === "pod" ? item.cluster.podCidrs[0] : undefined;
    if (own !== undefined)
      return `cluster "${item.cluster.name}" its own pod CIDR ${own} (ipam.mode: kubernetes)`;
    const found = free.next(item.cidr, item);
    return found === undefined
      ? undefined
      : `cluster "${item.cluster.name}" the free ${item.use} CIDR ${found}`;
  });
  const known = moves.filter((move) => move !== undefined);
  if (known.length < movers.length) return "give each a network of its own; the private ranges are all taken";
  return `give ${enumerated(known)}`;
}
