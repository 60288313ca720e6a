import { validateEtcd } from "../../etcd/validate";
import { Finding } from "../../internal/finding";
import { isOn, textOf, textsOf } from "../../internal/versions";
import { quoted, warning } from "../report";
import type { Topology, TopologyCluster } from "../topology";

/** Every etcd that a cluster brings along, by itself and against what its Cilium is told. */
export function clusterEtcds({ clusters }: Topology): Finding[] {
  return clusters.flatMap((cluster) => {
    const { etcd } = cluster;
    if (etcd === undefined) return [];
    return [...validateEtcd(etcd.plan, etcd.now, etcd.at), ...unused(cluster), ...otherEndpoints(cluster)];
  });
}

function unused({ name, etcd, cilium }: TopologyCluster): Finding[] {
  const { values, version, at } = cilium;
  if (etcd === undefined || isOn(values, "etcd.enabled", version)) return [];
  const mode = textOf(values, "identityAllocationMode", version);
  if (mode !== "crd") return [];
  return [
    warning(
      "etcd-unused",
      [etcd.at(""), at("identityAllocationMode")],
      `cluster "${name}" has an etcd, but Cilium keeps its identities in the API server (identityAllocationMode ${mode})`,
      "set identityAllocationMode: kvstore, or remove etcd",
    ),
  ];
}

/** Where values of the user's own lead Cilium elsewhere. */
function otherEndpoints({ name, etcd, cilium }: TopologyCluster): Finding[] {
  const { values, version, at } = cilium;
  if (etcd === undefined || !isOn(values, "etcd.enabled", version)) return [];
  const told = textsOf(values, "etcd.endpoints", version);
  const own = new Set(etcd.plan.endpoints);
  const others = told.filter((endpoint) => !own.has(endpoint));
  if (others.length === 0 || own.size === 0) return [];
  return [
    warning(
      "etcd-endpoints-differ",
      [at("etcd.endpoints"), etcd.at("")],
      `cluster "${name}" has an etcd at ${quoted([...own])}, but Cilium is given ${quoted(others)}`,
      "leave etcd.endpoints out of Cilium's settings",
    ),
  ];
}
