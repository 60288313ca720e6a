import { planKindCluster } from "../components/kind-cluster/kind-config";
import type { PortOnHost } from "../components/cilium-install/hubble";
import type { ResolvedCluster } from "./resolve";

/** Ports of this host that kind leads to its nodes; NodePorts are TCP's as far as Cilium's own Services go. */
export function portsOnHost(c: ResolvedCluster): PortOnHost[] {
  const { kind } = c.config;
  if (kind === undefined) return [];
  return planKindCluster(c.name, kind).nodes.flatMap((node) =>
    node.portMappings
      .filter(({ protocol }) => protocol === "TCP")
      .map(({ containerPort, hostPort, listenAddress }) => ({
        nodePort: containerPort,
        hostPort,
        hostAddress: listenAddress,
      })),
  );
}
