import { Cidr, commonCidr, containsIp, overlaps, parseCidr, rangesHold, rangesOf } from "../../internal/cidr";
import { atLeast } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { faultOf, masquerades, nonMasqueradeCidrs, routingModeOf } from "../../internal/versions";
import { enumerated, error, groupBy, quoted, warning } from "../report";
import { Topology, TopologyCluster, TopologyNode } from "../topology";
import { installIn, membersOf, PlacedCidr, podCidrsOf, serviceCidrsOf } from "./view";

type Family = Cidr["family"];

function routesNatively(cluster: TopologyCluster): boolean {
  return routingModeOf(cluster.cilium.values, cluster.cilium.version) === "native";
}

/** A native routing CIDR around the own Services: it works, because they are translated first, but hides mistakes. */
export function nativeCidrSwallowsServices(topology: Topology): Finding[] {
  return topology.clusters.filter(routesNatively).flatMap((cluster) =>
    serviceCidrsOf(cluster).flatMap(({ cidr, path }) => {
      const key = `${cidr.family}NativeRoutingCIDR`;
      const native = parseCidr(installIn(cluster).text(key));
      if (native === undefined || !overlaps(native, cidr)) return [];
      const pods = podCidrsOf(cluster).filter((pod) => pod.cidr.family === cidr.family);
      const narrower = commonCidr(pods.map((pod) => pod.cidr));
      const advice =
        narrower === undefined || sameNetwork(narrower, native)
          ? ""
          : `, e.g. ${narrower} and the other clusters' pod CIDRs`;
      return [
        warning(
          "native-cidr-swallows-service-cidr",
          [cluster.cilium.at(key), path],
          `${key} ${native.canonical} of cluster "${cluster.name}" overlaps its service CIDR ${cidr.canonical}; Services are translated before that counts, but packets to a service address that nobody has leave with pods' addresses`,
          `use a native routing CIDR of pods only${advice}`,
        ),
      ];
    }),
  );
}

function sameNetwork(text: string, cidr: Cidr): boolean {
  return cidr.canonical === text;
}

/** A mesh needs pods' own addresses all the way: whatever masquerades on the way to a pod breaks policies and replies. */
export function nativeCidrMissesPods(topology: Topology): Finding[] {
  const members = new Set(membersOf(topology).map(({ cluster }) => cluster));
  const meshPods = [...members].flatMap(podCidrsOf);
  const parse = remembered(parseCidr);
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const masquerading = topology.clusters.filter(
      (cluster) =>
        routesNatively(cluster) &&
        masquerades(cluster.cilium.values, cluster.cilium.version, family) &&
        nonMasqueradeCidrs(cluster.cilium.values, cluster.cilium.version, family).some((text) => parse(text)),
    );
    // Clusters with the same exceptions are judged together: as a rule, that is all of them.
    const alike = groupBy(masquerading, (cluster) => {
      const kept = nonMasqueradeCidrs(cluster.cilium.values, cluster.cilium.version, family).join(" ");
      return `${kept}|${members.has(cluster) ? "" : cluster.name}`;
    });
    return [...alike.values()].flatMap((clusters) => {
      const [first] = clusters;
      if (first === undefined) return [];
      const pods = members.has(first) ? meshPods : podCidrsOf(first);
      return missedPods(clusters, first, pods, family, parse);
    });
  });
}

function missedPods(
  clusters: readonly TopologyCluster[],
  first: TopologyCluster,
  pods: readonly PlacedCidr[],
  family: Family,
  parse: (text: string) => Cidr | undefined,
): Finding[] {
  const kept = nonMasqueradeCidrs(first.cilium.values, first.cilium.version, family).flatMap(
    (text) => parse(text) ?? [],
  );
  const ranges = rangesOf(kept, family);
  const ofFamily = pods.filter(({ cidr }) => cidr.family === family);
  const missed = ofFamily.filter(({ cidr }) => !rangesHold(ranges, cidr));
  if (missed.length === 0) return [];
  const key = `${family}NativeRoutingCIDR`;
  const agent = installIn(first).on("ipMasqAgent.enabled");
  const listKey = "ipMasqAgent.config.nonMasqueradeCIDRs";
  const native = installIn(first).text(key);
  const common = commonCidr(ofFamily.map(({ cidr }) => cidr));
  const from =
    clusters.length > 1 ? `clusters ${quoted(clusters.map(({ name }) => name))}` : `cluster "${first.name}"`;
  const to = enumerated(missed.map(({ cidr, cluster }) => `${cidr.canonical} of cluster "${cluster.name}"`));
  const holds = `${key}${native === "" ? "" : ` ${native}`}${agent ? ` nor ${listKey}` : ""}`;
  return [
    error(
      "native-cidr-misses-pod-cidr",
      [
        ...clusters.flatMap(({ cilium }) => [cilium.at(key), ...(agent ? [cilium.at(listKey)] : [])]),
        ...missed.map(({ path }) => path),
      ],
      `${from} would masquerade traffic to pod CIDR ${to}: ${agent ? "neither " : ""}${holds} ${agent ? "holds" : "does not hold"} ${missed.length > 1 ? "them" : "it"}`,
      `set ${key}: ${common ?? "a network of all pod CIDRs"}${agent ? `, or add ${enumerated(missed.map(({ cidr }) => cidr.canonical))} to ${listKey}` : ""}`,
    ),
  ];
}

function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const old = known.get(text);
    if (old !== undefined) return old;
    const result = work(text);
    known.set(text, result);
    return result;
  };
}

/** Direct routes lead only to nodes on the same network. */
export function directRoutesAcrossNetworks(topology: Topology): Finding[] {
  const members = new Set(membersOf(topology).map(({ cluster }) => cluster));
  const meshNetworks = networksOf([...members]);
  return topology.clusters.flatMap((cluster) => {
    const { on } = installIn(cluster);
    if (!routesNatively(cluster) || !on("autoDirectNodeRoutes") || on("directRoutingSkipUnreachable"))
      return [];
    const own = networksOf([cluster]);
    const [near] = own.values();
    if (near === undefined) return [];
    const reachable = members.has(cluster) ? meshNetworks : own;
    const far = [...(own.size > 1 ? own : reachable)].find(([network]) => network !== near.network)?.[1];
    return far === undefined ? [] : acrossNetworks(cluster, near, far);
  });
}

function acrossNetworks(cluster: TopologyCluster, near: PlacedNode, far: PlacedNode): Finding[] {
  const { version, at } = installIn(cluster);
  const fault = faultOf("auto-direct-node-routes-across-networks", version);
  if (fault === undefined) return [];
  const skip = atLeast(version, "1.16.0");
  const paths = [at("autoDirectNodeRoutes"), near.path, far.path];
  const cannot = `Cilium ${version} of cluster "${cluster.name}" cannot install direct routes between them; from 1.15 on its agents fail (${fault.upstream})`;
  if (!near.certain || !far.certain) {
    return [
      warning(
        "direct-routes-uncertain",
        paths,
        `${near.text} and ${far.text} may be on different networks; if they are, ${cannot}`,
        skip
          ? "set directRoutingSkipUnreachable: true, which does no harm on one network"
          : "make sure that they are on one network, or set autoDirectNodeRoutes: false",
      ),
    ];
  }
  return [
    {
      severity: fault.severity,
      code: fault.code,
      paths: [...new Set(paths)],
      message: `${near.text} and ${far.text} are on different networks, so ${cannot}`,
      fix: skip
        ? "set directRoutingSkipUnreachable: true and let a router carry the pod CIDRs, or autoDirectNodeRoutes: false"
        : "set autoDirectNodeRoutes: false and let a router or BGP carry the pod CIDRs, or use routingMode: tunnel",
    },
  ];
}

interface PlacedNode {
  readonly network: string;
  /** False where the network was guessed from the address alone. */
  readonly certain: boolean;
  readonly text: string;
  readonly path: string;
}

/** One node of each network that is known. */
function networksOf(clusters: readonly TopologyCluster[]): Map<string, PlacedNode> {
  const found = new Map<string, PlacedNode>();
  for (const cluster of clusters) {
    cluster.nodes.forEach((node, i) => {
      const network = networkOf(node) ?? guessedNetwork(node);
      if (network === undefined || found.has(network)) return;
      const text = `node "${node.name}" (${node.address ?? network}) of cluster "${cluster.name}"`;
      const certain = networkOf(node) !== undefined;
      found.set(network, { network, certain, text, path: cluster.at(`nodes[${i}].address`) });
    });
  }
  return found;
}

function networkOf({ network, address }: TopologyNode): string | undefined {
  const cidr = network === undefined ? undefined : parseCidr(network);
  if (cidr === undefined || (address !== undefined && !containsIp(cidr, address))) return undefined;
  return cidr.canonical;
}

/** An address alone does not tell its network; few local networks are larger than this. */
function guessedNetwork({ address }: TopologyNode): string | undefined {
  if (address === undefined) return undefined;
  return parseCidr(`${address}/${address.includes(":") ? 64 : 20}`)?.canonical;
}

/** Native routing leaves the way to other nodes' pods to the network, and kind's network knows none. */
export function nativeWithoutRoutes(topology: Topology): Finding[] {
  const members = new Set(membersOf(topology).map(({ cluster }) => cluster));
  const meshNodes = [...members].reduce((sum, { nodes }) => sum + nodes.length, 0);
  return topology.clusters.flatMap((cluster) => {
    const { on, at } = installIn(cluster);
    const nodes = members.has(cluster) ? meshNodes : cluster.nodes.length;
    const routed = on("autoDirectNodeRoutes") || on("bgpControlPlane.enabled");
    if (cluster.hosting !== "kind" || !routesNatively(cluster) || routed || nodes < 2) return [];
    return [
      warning(
        "native-routing-without-routes",
        [at("routingMode"), at("autoDirectNodeRoutes")],
        `cluster "${cluster.name}" routes natively without autoDirectNodeRoutes and without BGP, so pods reach no pod on another node`,
        "set autoDirectNodeRoutes: true, or routingMode: tunnel",
      ),
    ];
  });
}
