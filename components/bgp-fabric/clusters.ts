import { parseCidr } from "../internal/cidr";
import { atLeast, isCiliumVersion } from "../internal/cilium-version";
import { BgpFamily } from "./args";
import { defaults, rackLabel } from "./defaults";
import type { FabricInput, PlainCluster } from "./plan";
import { peerAddress, planPeers } from "./peers";
import { byName, byText, canonicalCidr, canonicalIp, defined, firstByName, groupBy } from "./plain";
import type {
  AcceptedPrefix,
  AdvertisementPlan,
  ClusterPlan,
  ConfigPeerPlan,
  ConfigPlan,
  NodePlan,
  PeerPlan,
} from "./types";

type RouterArgs = FabricInput["routers"][number];

/** A cluster's half of the fabric. */
export function planCluster(cluster: PlainCluster, routers: readonly RouterArgs[]): ClusterPlan {
  const nodes = byName(firstByName(cluster.nodes)).map((node) => planNode(node, cluster));
  const peers = planPeers(cluster, nodes, routers);
  const advertisements = planAdvertisements(cluster);
  const nodeLabels = cluster.nodeLabels ?? defaults.nodeLabels;
  return {
    name: cluster.name,
    ciliumVersion: cluster.ciliumVersion,
    asn: cluster.asn,
    instance: cluster.instance ?? `instance-${cluster.asn}`,
    ...defined({ localPort: cluster.localPort }),
    nodes,
    podCidrs: usual(cluster.podCidrs),
    poolCidrs: usual(cluster.poolCidrs ?? []),
    accepted: acceptedFrom(cluster, advertisements),
    nodeLabels,
    labelNodes: cluster.labelNodes ?? true,
    secretsNamespace: cluster.secretsNamespace ?? defaults.secretsNamespace,
    configs: planConfigs({ cluster, nodes, peers, nodeLabels, routers }),
    peers,
    advertisements,
  };
}

function planNode(node: PlainCluster["nodes"][number], cluster: PlainCluster): NodePlan {
  const enabled = node.enabled ?? true;
  // Below 1.17 a port can be said for single nodes only.
  const shared = portOnInstance(cluster.ciliumVersion) ? undefined : cluster.localPort;
  const override = defined({
    routerId: node.routerId,
    localPort: node.localPort ?? shared,
    asn: node.asn === cluster.asn ? undefined : node.asn,
  });
  return {
    name: node.name,
    rack: node.rack,
    ...(node.address !== undefined && { address: canonicalIp(node.address) }),
    ...(node.address6 !== undefined && { address6: canonicalIp(node.address6) }),
    enabled,
    asn: node.asn ?? cluster.asn,
    override: enabled ? override : {},
  };
}

/** Whether an instance of CiliumBGPClusterConfig takes `localPort`. */
export function portOnInstance(version: string): boolean {
  return !isCiliumVersion(version) || atLeast(version, "1.17.0");
}

function usual(cidrs: readonly string[]): string[] {
  return [...new Set(cidrs.map(canonicalCidr))].sort(byText);
}

function planAdvertisements({ advertisements }: PlainCluster): AdvertisementPlan[] {
  const declared = advertisements ?? [{ name: defaults.advertisementName, type: "PodCIDR" as const }];
  return byName(firstByName(declared)).map((advertisement) => ({
    ...advertisement,
    labels: advertisement.labels ?? { ...defaults.advertisementLabels },
  }));
}

/** Pod CIDRs down to a node's share, or down to anything where pools of multi-pool IPAM are announced; pools down to an address. */
function acceptedFrom(cluster: PlainCluster, advertisements: readonly AdvertisementPlan[]): AcceptedPrefix[] {
  const anySize = advertisements.some(({ type }) => type === "CiliumPodIPPool");
  const pods = usual(cluster.podCidrs).map((prefix) =>
    acceptedPrefix(prefix, ({ family, bits }) => {
      if (anySize) return family === "ipv4" ? 32 : 128;
      return Math.max(bits, family === "ipv4" ? (cluster.nodeCidrMaskSize ?? 24) : nodeMask6(cluster, bits));
    }),
  );
  const pools = usual(cluster.poolCidrs ?? []).map((prefix) =>
    acceptedPrefix(prefix, ({ family }) => (family === "ipv4" ? 32 : 128)),
  );
  return [...pods, ...pools].filter((accepted) => accepted !== undefined);
}

/** Kubernetes cuts /64 of an IPv6 pod CIDR, Cilium's own cluster pool, which is smaller from the start, /120. */
function nodeMask6({ nodeCidrMaskSize6 }: PlainCluster, bits: number): number {
  return nodeCidrMaskSize6 ?? (bits < 64 ? 64 : 120);
}

function acceptedPrefix(
  prefix: string,
  longest: (cidr: { family: BgpFamily; bits: number }) => number,
): AcceptedPrefix | undefined {
  const cidr = parseCidr(prefix);
  return cidr && { prefix, family: cidr.family, longest: longest(cidr) };
}

interface ConfigSources {
  readonly cluster: PlainCluster;
  readonly nodes: readonly NodePlan[];
  readonly peers: readonly PeerPlan[];
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly routers: readonly RouterArgs[];
}

/** One configuration where every node finds its routers at the same addresses, else one for each rack with routers. */
function planConfigs(sources: ConfigSources): ConfigPlan[] {
  const { cluster, nodes, nodeLabels } = sources;
  const name = cluster.configName ?? defaults.configName;
  const racks = [
    ...groupBy(
      nodes.filter(({ enabled }) => enabled),
      ({ rack }) => rack,
    ),
  ]
    .sort(([a], [b]) => byText(a, b))
    .map(([rack, members]) => ({ rack, nodes: members.map((n) => n.name), peers: peersIn(rack, sources) }));
  const [first] = racks;
  if (first === undefined) return [];
  if (new Set(racks.map(({ peers }) => JSON.stringify(peers))).size === 1) {
    const all = racks.flatMap((rack) => rack.nodes).sort(byText);
    return first.peers.length === 0
      ? []
      : [{ name, nodeSelector: nodeLabels, nodes: all, peers: first.peers }];
  }
  return racks
    .filter(({ peers }) => peers.length > 0)
    .map((rack) => ({
      ...rack,
      name: `${name}-${rack.rack}`,
      nodeSelector: { ...nodeLabels, [rackLabel]: rack.rack },
    }));
}

function peersIn(rack: string, { peers, routers }: ConfigSources): ConfigPeerPlan[] {
  return peers.flatMap((peer) => {
    const router = routers.find(({ name }) => name === peer.router);
    const address = router && peerAddress(peer, router, rack);
    if (router === undefined || address === undefined) return [];
    return [{ name: peer.name, asn: router.asn, address, peerConfig: peer.peerConfig }];
  });
}
