import {
  type FabricInput,
  type FabricPlan,
  type PlainCluster,
  planFabric,
} from "../components/bgp-fabric/plan";
import { ipText, parseCidr } from "../components/internal/cidr";
import { isHelmMap, mergeValues, valueAt } from "../components/internal/helm-values";
import { isOn, numberOf, textOf, textsOf } from "../components/internal/versions";
import type { TopologyFabric, TopologyPool } from "../components/prover/topology";
import { ClusterBgpConfig, StackConfig } from "./config";
import { stackPools } from "./load-balancing";
import { linkPassword, PasswordReader, peerPassword } from "./passwords";
import { poolPrefixes } from "./pool-prefixes";
import { isPlaceholder, ResolvedCluster, ResolvedNode, settingPath } from "./resolve";

/** A stack's fabric with every default filled in. */
export interface PlannedFabric {
  readonly input: FabricInput;
  readonly plan: FabricPlan;
}

/** Where the inputs of one cluster of the fabric stand in the stack file. */
interface ClusterPaths {
  readonly cluster: ResolvedCluster;
  /** The stack's node behind each node of the fabric. */
  readonly nodes: readonly number[];
  readonly podCidrs: string;
  readonly poolCidrs: readonly string[];
}

/**
 * The BGP fabric that a stack's racks, routers and clusters with `bgp` are, and where each of its inputs stands in the
 * stack file; undefined for a stack without any.
 */
export function stackFabric(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  pools: readonly TopologyPool[],
  read: PasswordReader,
): TopologyFabric | undefined {
  const speaking = clusters.filter((cluster) => cluster.config.bgp !== undefined);
  const { racks, routers, routerLinks } = config;
  if (racks.length + routers.length + routerLinks.length + speaking.length === 0) return undefined;
  const made = speaking.map((cluster) => fabricCluster(config, cluster, pools, read));
  return {
    input: {
      racks: racks.map(({ network, gateway, gateway6, ...rack }) => rack),
      routers: routers.map(({ managed, image, containerName, sysctls, ...router }) => router),
      links: routerLinks.map(({ passwordFile, ...link }, i) => ({
        ...link,
        ...password(linkPassword(config, i), read),
      })),
      clusters: made.map(({ input }) => input),
    },
    ...gateways(config, clusters),
    at: (path) =>
      pathInStack(
        path,
        made.map(({ paths }) => paths),
      ),
  };
}

/** Racks are Docker networks where kind makes nodes; Docker takes the first address of each unless told otherwise. */
function gateways(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): Pick<TopologyFabric, "gateways"> {
  if (!clusters.some(({ hosting }) => hosting === "kind")) return {};
  return {
    gateways: config.racks.flatMap((rack, i) =>
      GATEWAY_KEYS.flatMap(([subnet, gateway]) => {
        const cidr = parseCidr(rack[subnet] ?? "");
        const given = rack[gateway];
        const address = given ?? (cidr && ipText(cidr.first + 1n, cidr.family));
        const path = `racks[${i}].${given === undefined ? subnet : gateway}`;
        return address === undefined ? [] : [{ rack: rack.name, address, path }];
      }),
    ),
  };
}

const GATEWAY_KEYS = [
  ["subnet", "gateway"],
  ["subnet6", "gateway6"],
] as const;

/** The same, planned; passwords as the reader gives them. */
export function plannedFabric(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  read: PasswordReader,
): PlannedFabric | undefined {
  const input = stackFabric(config, clusters, stackPools(config), read)?.input;
  return input === undefined ? undefined : { input, plan: planFabric(input) };
}

function password(file: ReturnType<typeof linkPassword>, read: PasswordReader): { password?: string } {
  const text = file === undefined ? undefined : read(file);
  return text === undefined ? {} : { password: text };
}

function fabricCluster(
  config: StackConfig,
  cluster: ResolvedCluster,
  pools: readonly TopologyPool[],
  read: PasswordReader,
): { input: FabricInput["clusters"][number]; paths: ClusterPaths } {
  const { nodes: own = {}, nodeRoutes, peers, ...bgp } = cluster.config.bgp ?? { asn: 0, peers: [] };
  const speakers = cluster.nodes.flatMap((node, index) => {
    // A node that is said to stay out of it need not stand in a rack.
    const isOut = node.rack === undefined && own[node.name]?.enabled === false;
    return isOut ? [] : [{ index, node: fabricNode(node, own[node.name]) }];
  });
  const pods = podCidrs(cluster);
  const prefixes = poolPrefixes(pools.filter((pool) => pool.cluster === cluster.name));
  return {
    input: {
      ...bgp,
      name: cluster.name,
      ciliumVersion: cluster.version,
      nodes: speakers.map(({ node }) => node),
      podCidrs: pods.cidrs,
      ...pods.masks,
      poolCidrs: prefixes.map(({ cidr }) => cidr),
      ...secretsNamespace(cluster),
      peers: peers.map(({ passwordFile, ...peer }, i) => ({
        ...peer,
        ...password(peerPassword(config, cluster.index, i), read),
      })),
    },
    paths: {
      cluster,
      nodes: speakers.map(({ index }) => index),
      podCidrs: pods.path,
      poolCidrs: prefixes.map(({ path }) => path),
    },
  };
}

function fabricNode(
  { name, rack }: ResolvedNode,
  own: NonNullable<ClusterBgpConfig["nodes"]>[string] = {},
): PlainCluster["nodes"][number] {
  const { name: rackName = "", ...addresses } = rack ?? {};
  const known = Object.entries(addresses).filter(([, address]) => !isPlaceholder(address));
  return { name, rack: rackName, ...Object.fromEntries(known), ...own };
}

interface PodCidrs {
  readonly cidrs: string[];
  readonly path: string;
  readonly masks: { nodeCidrMaskSize?: number; nodeCidrMaskSize6?: number };
}

/** Where Cilium has pools of its own, pods are in those. */
function podCidrs(cluster: ResolvedCluster): PodCidrs {
  const values = mergeValues(cluster.settings, cluster.values);
  const { version } = cluster;
  if (textOf(values, "ipam.mode", version) !== "cluster-pool")
    return {
      cidrs: cluster.podCidrs,
      path: `clusters[${cluster.index}].${cluster.hosting}.podSubnet`,
      masks: {},
    };
  const key = (family: string, what: string): string => `ipam.operator.clusterPool${family}${what}`;
  const v6 = isOn(values, "ipv6.enabled", version)
    ? textsOf(values, key("IPv6", "PodCIDRList"), version)
    : [];
  const mask = numberOf(values, key("IPv4", "MaskSize"), version);
  const mask6 = numberOf(values, key("IPv6", "MaskSize"), version);
  return {
    cidrs: [...textsOf(values, key("IPv4", "PodCIDRList"), version), ...v6],
    path: settingPath(cluster, key("IPv4", "PodCIDRList")),
    masks: {
      ...(mask !== undefined ? { nodeCidrMaskSize: mask } : {}),
      ...(mask6 !== undefined ? { nodeCidrMaskSize6: mask6 } : {}),
    },
  };
}

function secretsNamespace(cluster: ResolvedCluster): { secretsNamespace?: string } {
  const values = mergeValues(cluster.settings, cluster.values);
  const given = valueAt(values, "bgpControlPlane.secretsNamespace");
  const name = isHelmMap(given) ? given["name"] : undefined;
  return typeof name === "string" && name !== "" ? { secretsNamespace: name } : {};
}

/** `clusters[0].peers[1].password` of the fabric → `clusters[2].bgp.peers[1].passwordFile` of the stack. */
function pathInStack(path: string, clusters: readonly ClusterPaths[]): string {
  const renamed = path.replace(/^links\b/, "routerLinks").replace(/\.password$/, ".passwordFile");
  const [, index, , rest = ""] = /^clusters\[(\d+)\](\.(.*))?$/.exec(renamed) ?? [];
  const paths = clusters[Number(index)];
  return paths === undefined ? renamed : pathInCluster(rest, paths);
}

function pathInCluster(rest: string, paths: ClusterPaths): string {
  const where = `clusters[${paths.cluster.index}]`;
  const match = /^(\w*)(?:\[(\d+)\])?(?:\.(.*))?$/.exec(rest);
  const [head = "", index, field] = [match?.[1], match?.[2], match?.[3]];
  switch (head) {
    case "name":
      return `${where}.name`;
    case "ciliumVersion":
      return settingPath(paths.cluster, "version");
    case "podCidrs":
      return paths.podCidrs;
    case "poolCidrs":
      return paths.poolCidrs[Number(index)] ?? `${where}.bgp`;
    case "secretsNamespace":
      return settingPath(paths.cluster, "bgpControlPlane.secretsNamespace.name");
    case "nodes":
      return nodePath(paths, index === undefined ? undefined : paths.nodes[Number(index)], field);
    default:
      return rest === "" ? `${where}.bgp` : `${where}.bgp.${rest}`;
  }
}

const RACK_FIELDS: Readonly<Record<string, string>> = {
  rack: "rack.name",
  address: "rack.address",
  address6: "rack.address6",
};

function nodePath({ cluster }: ClusterPaths, node: number | undefined, field: string | undefined): string {
  const where = `clusters[${cluster.index}]`;
  const list = `${where}.${cluster.hosting}.nodes`;
  const resolved = cluster.nodes[node ?? -1];
  // Where the nodes are the defaults, there is no entry to point at.
  const isWritten = cluster.hosting === "existing" || cluster.config.kind?.nodes !== undefined;
  if (resolved === undefined || !isWritten) return list;
  const entry = `${list}[${node}]`;
  if (field === undefined || field === "name") return entry;
  const inRack = RACK_FIELDS[field];
  if (inRack === undefined) return `${where}.bgp.nodes.${resolved.name}.${field}`;
  return resolved.rack === undefined ? entry : `${entry}.${inRack}`;
}
