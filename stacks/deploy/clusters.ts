import { ExistingCluster } from "../../components/existing-cluster";
import { KindCluster } from "../../components/kind-cluster";
import { ResolvedCluster } from "../resolve";
import { RunningCluster } from "./running";

/** Every cluster of a stack, made or there already, by its name. */
export function deployClusters(resolved: readonly ResolvedCluster[]): Map<string, RunningCluster> {
  return new Map(resolved.map((c) => [c.name, deployCluster(c)]));
}

function deployCluster(c: ResolvedCluster): RunningCluster {
  if (c.config.kind !== undefined) {
    const kind = new KindCluster(c.name, c.config.kind);
    const { kubeconfig, nodes, provider, lifetime, lifetimeUrn, clusterIdentifier } = kind;
    return {
      kubeconfig,
      nodes,
      provider,
      deletedWith: lifetime,
      lifetimeUrn,
      clusterIdentifier,
      beforeAgents: [],
    };
  }
  const { podSubnet, serviceSubnet, ...args } = c.config.existing ?? {};
  const existing = new ExistingCluster(c.name, args);
  const { kubeconfig, nodes, provider, clusterIdentifier } = existing;
  return { kubeconfig, nodes, provider, clusterIdentifier, beforeAgents: [] };
}
