import { isCiliumVersion } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { Install } from "../install";
import { error } from "../report";
import { Topology, TopologyCluster } from "../topology";
import { installIn } from "./view";

type FabricCluster = NonNullable<Topology["fabric"]>["input"]["clusters"][number];

/** A cluster that speaks BGP. */
export interface Speaker {
  readonly cluster: TopologyCluster;
  readonly install: Install;
  readonly bgp: FabricCluster;
  /** Input behind a field of the cluster's BGP: `peers[0]`. */
  readonly at: (field: string) => string;
}

export function speakersOf({ clusters, fabric }: Topology): Speaker[] {
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  return (fabric?.input.clusters ?? []).flatMap((bgp, i): Speaker[] => {
    const cluster = byName.get(bgp.name);
    if (cluster === undefined || !isCiliumVersion(cluster.cilium.version)) return [];
    const at = (field: string): string => fabric?.at(`clusters[${i}].${field}`) ?? "";
    return [{ cluster, install: installIn(cluster), bgp, at }];
  });
}

/** Without the control plane nobody acts on the resources. */
export function controlPlanes(topology: Topology): Finding[] {
  return speakersOf(topology).flatMap(({ install, bgp, at }) => {
    const key = "bgpControlPlane.enabled";
    if (install.on(key)) return [];
    return [
      error(
        "bgp-control-plane-off",
        [install.at(key), at("asn")],
        `nodes of cluster "${bgp.name}" are to speak BGP, but ${key} is off, so nothing acts on its BGP resources`,
        "set bgpControlPlane.enabled: true",
      ),
    ];
  });
}

const withPodCidrs = ["kubernetes", "cluster-pool"];

/** What is announced of pods depends on where their addresses come from. */
export function announcedPods(topology: Topology): Finding[] {
  return speakersOf(topology).flatMap(({ install, bgp, at }) => {
    const mode = install.text("ipam.mode");
    const listed = bgp.advertisements ?? [{ name: "bgp-advertisements", type: "PodCIDR" as const }];
    return listed.flatMap(({ name, type }, i) => {
      const paths = [
        bgp.advertisements === undefined ? at("asn") : at(`advertisements[${i}].type`),
        install.at("ipam.mode"),
      ];
      const of = `advertisement "${name}" of cluster "${bgp.name}"`;
      if (type === "PodCIDR" && !withPodCidrs.includes(mode))
        return [
          error(
            "bgp-pod-cidr-ipam",
            paths,
            `${of} announces pod CIDRs, but with ipam.mode ${mode} nodes have none`,
            `set ipam.mode: kubernetes or cluster-pool${mode === "multi-pool" ? ", or announce CiliumPodIPPool" : ""}`,
          ),
        ];
      if (type === "CiliumPodIPPool" && mode !== "multi-pool")
        return [
          error(
            "bgp-pod-pool-ipam",
            paths,
            `${of} announces pools of pods' addresses, but with ipam.mode ${mode} there are none`,
            "set ipam.mode: multi-pool, or announce PodCIDR",
          ),
        ];
      return [];
    });
  });
}
