import { Cidr, parseCidr } from "../../internal/cidr";
import { isCiliumVersion } from "../../internal/cilium-version";
import { textsOf } from "../../internal/versions";
import { Install, installOf } from "../install";
import { groupBy } from "../report";
import { Topology, TopologyCluster, TopologyMeshMember } from "../topology";

/** A member of the mesh with its cluster; members that name no cluster of the topology are found by a rule of their own. */
export interface Member {
  readonly member: TopologyMeshMember;
  readonly cluster: TopologyCluster;
  readonly install: Install;
  /** The name and id that this cluster's Cilium goes by. */
  readonly name: string;
  readonly id: number | undefined;
}

const installs = new WeakMap<TopologyCluster, Install>();
const memberLists = new WeakMap<Topology, readonly Member[]>();

/** A cluster's install as rules see it. */
export function installIn(cluster: TopologyCluster): Install {
  let install = installs.get(cluster);
  if (install === undefined) {
    const { values, version, at, helmWaits } = cluster.cilium;
    install = installOf(values, version, at, helmWaits);
    installs.set(cluster, install);
  }
  return install;
}

/** The members of the mesh, each once, those with a usable version; none without a mesh. */
export function membersOf(topology: Topology): readonly Member[] {
  let members = memberLists.get(topology);
  if (members === undefined) {
    members = findMembers(topology);
    memberLists.set(topology, members);
  }
  return members;
}

function findMembers(topology: Topology): Member[] {
  const byName = new Map(topology.clusters.map((cluster) => [cluster.name, cluster]));
  const once = groupBy(topology.mesh?.members ?? [], (member) => member.cluster);
  return [...once.values()].flatMap(([member]): Member[] => {
    const cluster = byName.get(member?.cluster ?? "");
    if (member === undefined || cluster === undefined || !isCiliumVersion(cluster.cilium.version)) return [];
    const install = installIn(cluster);
    return [
      { member, cluster, install, name: install.text("cluster.name"), id: install.number("cluster.id") },
    ];
  });
}

/** Where the service CIDR or pod CIDR of a cluster comes from. */
export interface PlacedCidr {
  readonly cluster: TopologyCluster;
  readonly cidr: Cidr;
  readonly path: string;
}

/** True where Cilium takes pods' addresses from pools of its own, whatever the cluster's pod CIDR is. */
export function usesPool(cluster: TopologyCluster): boolean {
  return installIn(cluster).text("ipam.mode") === "cluster-pool";
}

/** The CIDRs that a cluster's pods have their addresses from; those that cannot be read are left to other rules. */
export function podCidrsOf(cluster: TopologyCluster): PlacedCidr[] {
  if (!usesPool(cluster)) return placed(cluster, cluster.podCidrs, (i) => cluster.at(`podCidrs[${i}]`));
  return poolKeys(cluster).flatMap((key) =>
    placed(cluster, textsOf(cluster.cilium.values, key, cluster.cilium.version), () =>
      cluster.cilium.at(key),
    ),
  );
}

/** The Helm keys of the pools that are in use. */
export function poolKeys(cluster: TopologyCluster): string[] {
  const { on } = installIn(cluster);
  return [
    ...(on("ipv4.enabled") ? ["ipam.operator.clusterPoolIPv4PodCIDRList"] : []),
    ...(on("ipv6.enabled") ? ["ipam.operator.clusterPoolIPv6PodCIDRList"] : []),
  ];
}

export function serviceCidrsOf(cluster: TopologyCluster): PlacedCidr[] {
  return placed(cluster, cluster.serviceCidrs, (i) => cluster.at(`serviceCidrs[${i}]`));
}

function placed(
  cluster: TopologyCluster,
  texts: readonly string[],
  pathOf: (i: number) => string,
): PlacedCidr[] {
  return texts.flatMap((text, i) => {
    const cidr = parseCidr(text);
    return cidr === undefined ? [] : [{ cluster, cidr, path: pathOf(i) }];
  });
}
