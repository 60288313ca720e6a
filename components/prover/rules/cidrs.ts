import {
  bitsForNodes,
  Cidr,
  contains,
  hostCapacity,
  nodeCount,
  overlaps,
  parseCidr,
} from "../../internal/cidr";
import { Finding } from "../../internal/finding";
import { numberOf, textsOf } from "../../internal/versions";
import { enumerated, error, plural, warning } from "../report";
import { Topology, TopologyCluster } from "../topology";
import { PlacedCidr, podCidrsOf, poolKeys, serviceCidrsOf, usesPool } from "./view";

/** Networks that no pod and no Service may have an address of. */
const reserved = [
  ["0.0.0.0/8", "this host"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local addresses"],
  ["224.0.0.0/4", "multicast"],
  ["fe80::/10", "link-local addresses"],
  ["ff00::/8", "multicast"],
].flatMap(([text, use]) => {
  const cidr = parseCidr(text ?? "");
  return cidr === undefined ? [] : [{ cidr, use: use ?? "" }];
});

interface Written {
  readonly text: string;
  readonly path: string;
  readonly what: string;
}

function writtenIn(cluster: TopologyCluster): Written[] {
  const of = `of cluster "${cluster.name}"`;
  const { values, version, at } = cluster.cilium;
  return [
    ...cluster.podCidrs.map((text, i) => ({
      text,
      path: cluster.at(`podCidrs[${i}]`),
      what: `pod CIDR ${of}`,
    })),
    ...cluster.serviceCidrs.map((text, i) => ({
      text,
      path: cluster.at(`serviceCidrs[${i}]`),
      what: `service CIDR ${of}`,
    })),
    ...(usesPool(cluster) ? poolKeys(cluster) : []).flatMap((key) =>
      textsOf(values, key, version).map((text) => ({ text, path: at(key), what: `pod pool ${of}` })),
    ),
  ];
}

/** CIDRs that are none, that have host bits set or that lie where no address can be. */
export function cidrForm(topology: Topology): Finding[] {
  return topology.clusters.flatMap(writtenIn).flatMap(({ text, path, what }) => {
    const cidr = parseCidr(text);
    if (cidr === undefined) {
      return [
        error("cidr-invalid", [path], `${what} "${text}" is not a CIDR`, "write a network like 10.0.0.0/16"),
      ];
    }
    if (cidr.canonical !== text) {
      return [
        error(
          "cidr-not-canonical",
          [path],
          `${what} ${text} is not the usual form of a network`,
          `write ${cidr.canonical}`,
        ),
      ];
    }
    const place = reserved.find((range) => overlaps(range.cidr, cidr));
    if (place === undefined) return [];
    return [
      error(
        "cidr-reserved",
        [path],
        `${what} ${text} overlaps ${place.cidr.canonical}, which is for ${place.use}`,
        "use a private network like 10.0.0.0/16",
      ),
    ];
  });
}

/** Each node gets a part of the pod CIDR: there must be one for each, and room for pods in it. */
export function podCidrSizes(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) =>
    podCidrsOf(cluster).flatMap((pods) => podCidrSize(cluster, pods)),
  );
}

// kube-controller-manager keeps one bit per node CIDR and refuses more than 2^16 of them.
const maxMaskGap = 16;
const usualPodsPerNode = 110;

function podCidrSize(cluster: TopologyCluster, { cidr, path }: PlacedCidr): Finding[] {
  const maskSize = nodeMaskSize(cluster, cidr);
  const nodes = cluster.nodes.length;
  const room = nodeCount(cidr, maskSize);
  const of = `pod CIDR ${cidr.canonical} of cluster "${cluster.name}"`;
  if (room < Math.max(nodes, 1)) {
    const bits = bitsForNodes(nodes, maskSize);
    const holds = room === 0 ? "cannot be split into" : `has room for ${room} of the`;
    return [
      error(
        "pod-cidr-too-small",
        [path],
        `${of} ${holds} /${maskSize} networks that ${plural(nodes, "node")} need`,
        `use a /${bits} or larger, e.g. ${wider(cidr, bits)}`,
      ),
    ];
  }
  if (!usesPool(cluster) && maskSize - cidr.bits > maxMaskGap) {
    return [
      error(
        "pod-cidr-too-large",
        [path],
        `${of} is more than ${maxMaskGap} bits wider than the /${maskSize} of each node, which Kubernetes refuses`,
        `use a /${maskSize - maxMaskGap} or smaller`,
      ),
    ];
  }
  const perNode = hostCapacity({ ...cidr, bits: maskSize });
  if (perNode >= usualPodsPerNode) return [];
  return [
    warning(
      "node-cidr-small",
      [path],
      `each node of cluster "${cluster.name}" gets a /${maskSize} with ${perNode} addresses for pods, but may run ${usualPodsPerNode}`,
      "use a smaller mask size, or fewer pods per node",
    ),
  ];
}

function nodeMaskSize(cluster: TopologyCluster, cidr: Cidr): number {
  const v4 = cidr.family === "ipv4";
  const key = `ipam.operator.clusterPool${v4 ? "IPv4" : "IPv6"}MaskSize`;
  const { values, version } = cluster.cilium;
  if (usesPool(cluster)) return numberOf(values, key, version) ?? (v4 ? 24 : 120);
  return v4 ? cluster.nodeCidrMaskSize : 64;
}

function wider(cidr: Cidr, bits: number): string {
  return parseCidr(`${cidr.address}/${bits}`)?.canonical ?? cidr.canonical;
}

/** What kube-apiserver accepts as a range of service addresses. */
export function serviceCidrSizes(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) =>
    serviceCidrsOf(cluster).flatMap(({ cidr, path }) => {
      const { widest, narrowest } =
        cidr.family === "ipv4" ? { widest: 12, narrowest: 28 } : { widest: 108, narrowest: 124 };
      if (cidr.bits >= widest && cidr.bits <= narrowest) return [];
      const size = cidr.bits < widest ? "large" : "small";
      return [
        error(
          "service-cidr-size",
          [path],
          `service CIDR ${cidr.canonical} of cluster "${cluster.name}" is too ${size}; Kubernetes takes /${widest} to /${narrowest}`,
          `use a /${cidr.family === "ipv4" ? 16 : 112}`,
        ),
      ];
    }),
  );
}

/** A pod CIDR that somebody declared while Cilium takes addresses from pools of its own. */
export function unusedPodCidrs(topology: Topology): Finding[] {
  return topology.clusters.filter(usesPool).flatMap((cluster) => {
    const pools = podCidrsOf(cluster);
    const unused = cluster.podCidrs.flatMap((text, i) => {
      const cidr = parseCidr(text);
      const used = cidr === undefined || pools.some((pool) => contains(cidr, pool.cidr));
      return used ? [] : [{ text, path: cluster.at(`podCidrs[${i}]`) }];
    });
    if (unused.length === 0 || pools.length === 0) return [];
    const from = enumerated(pools.map(({ cidr }) => cidr.canonical));
    return [
      warning(
        "pod-cidr-not-used",
        [...unused.map(({ path }) => path), cluster.cilium.at("ipam.mode")],
        `pods of cluster "${cluster.name}" get addresses from ${from} and not from ${enumerated(unused.map(({ text }) => text))}, because ipam.mode is cluster-pool`,
        `set ipam.mode: kubernetes, or ipam.operator.clusterPoolIPv4PodCIDRList: [${unused.map(({ text }) => text).join(", ")}]`,
      ),
    ];
  });
}

const kindNetwork = parseCidr("172.18.0.0/16");

/** Docker gives kind's network its second private range, unless told otherwise. */
export function kindNetworkOverlaps(topology: Topology): Finding[] {
  return topology.clusters
    .filter(({ hosting }) => hosting === "kind")
    .flatMap((cluster) =>
      [
        ...podCidrsOf(cluster).map((pods) => ({ ...pods, what: "pod" })),
        ...serviceCidrsOf(cluster).map((services) => ({ ...services, what: "service" })),
      ]
        .filter(({ cidr }) => kindNetwork !== undefined && overlaps(kindNetwork, cidr))
        .map(({ cidr, path, what }) =>
          warning(
            "kind-network-overlap",
            [path],
            `${what} CIDR ${cidr.canonical} of cluster "${cluster.name}" overlaps 172.18.0.0/16, where Docker usually puts kind's nodes`,
            "use another network, e.g. one in 10.0.0.0/8, or check with docker network inspect kind",
          ),
        ),
    );
}
