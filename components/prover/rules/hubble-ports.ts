import { HUBBLE_NODE_PORTS, hubbleNodePort } from "../../cilium-install/hubble";
import { isCiliumVersion } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { warning } from "../report";
import { Topology, TopologyCluster } from "../topology";

/**
 * Hubble on a NodePort of a kind cluster that leads some ports to this host, but not this one. Where none is led at all
 * the nodes' own addresses are meant.
 */
export function hubblePorts(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) =>
    (["ui", "relay"] as const).flatMap((part) => unmapped(cluster, part)),
  );
}

function unmapped(cluster: TopologyCluster, part: keyof typeof HUBBLE_NODE_PORTS): Finding[] {
  const { values, version, at } = cluster.cilium;
  if (cluster.hosting !== "kind" || !isCiliumVersion(version) || cluster.hostPorts.length === 0) return [];
  const port = hubbleNodePort(values, version, part);
  const { what, service } = HUBBLE_NODE_PORTS[part];
  if (port === undefined || cluster.hostPorts.some((host) => (host.nodePort ?? host.port) === port))
    return [];
  const mapped = cluster.hostPorts.map((host) => host.nodePort ?? host.port);
  return [
    warning(
      "hubble-port-not-mapped",
      [at(`${service}.nodePort`), cluster.at("nodes")],
      `${what} of cluster "${cluster.name}" is on NodePort ${port}, which no port mapping leads to this host; it answers at the nodes' own addresses, which not every host reaches`,
      `use one of those that are mapped (${mapped.join(", ")}), or map ${port}`,
    ),
  ];
}
