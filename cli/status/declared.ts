import { FabricPlan, planFabric } from "../../components/bgp-fabric/plan";
import { TopologyPool } from "../../components/prover/topology";
import { StackConfig } from "../../stacks/config";
import { stackMemberships } from "../../stacks/memberships";
import { resolveClusters, serviceClusters } from "../../stacks/resolve";
import { toTopology } from "../../stacks/topology";

/** What a stack declares, as far as a running one can be held against it. */
export interface Declared {
  readonly clusters: readonly DeclaredCluster[];
  /** Routers and sessions; empty where nothing speaks BGP. */
  readonly fabric: FabricPlan;
  readonly pools: readonly TopologyPool[];
  readonly services: readonly DeclaredService[];
}

export interface DeclaredCluster {
  readonly name: string;
  readonly ciliumVersion: string;
  /** Names of its nodes; empty where only the cluster itself knows them. */
  readonly nodes: readonly string[];
  /** Its peers in the mesh. */
  readonly peers: readonly string[];
}

export interface DeclaredService {
  readonly name: string;
  readonly namespace: string;
  readonly clusters: readonly string[];
}

export function declaredOf(config: StackConfig): Declared {
  const resolved = resolveClusters(config);
  const memberships = stackMemberships(config, resolved);
  const topology = toTopology(config);
  return {
    clusters: resolved.map((cluster) => ({
      name: cluster.name,
      ciliumVersion: cluster.version,
      nodes: cluster.nodes.map((node) => node.name),
      peers: (memberships.get(cluster.name)?.peers ?? []).map((peer) => peer.name),
    })),
    fabric: planFabric(topology.fabric?.input ?? { racks: [], routers: [], clusters: [] }),
    pools: topology.pools,
    services: config.services.map((service) => ({
      name: service.name,
      namespace: service.namespace ?? "default",
      clusters: serviceClusters(config, service).map((cluster) => cluster.name),
    })),
  };
}
