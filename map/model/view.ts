import { CiliumMeshMembership } from "../../components/cluster-mesh/args";
import { EtcdPlan, planEtcd } from "../../components/etcd/plan";
import type { FabricPlan, NodePlan } from "../../components/bgp-fabric/plan";
import type { TopologyLoadBalancing, TopologyPool } from "../../components/prover/topology";
import { StackConfig } from "../../stacks/config";
import { etcdInput } from "../../stacks/etcd";
import { plannedFabric } from "../../stacks/fabric";
import { stackLoadBalancing, stackPools } from "../../stacks/load-balancing";
import { stackMemberships } from "../../stacks/memberships";
import { placeholders } from "../../stacks/passwords";
import { ResolvedCluster, resolveClusters } from "../../stacks/resolve";

/** A stack's declaration with everything resolved that a map takes from it; secrets stand as placeholders. */
export interface StackView {
  readonly config: StackConfig;
  readonly clusters: readonly ResolvedCluster[];
  readonly memberships: ReadonlyMap<string, CiliumMeshMembership>;
  readonly plan: FabricPlan | undefined;
  readonly pools: readonly TopologyPool[];
  readonly loadBalancing: TopologyLoadBalancing | undefined;
  /** Nodes that speak BGP, by cluster and name. */
  readonly speakers: ReadonlyMap<string, NodePlan>;
  /** The etcds that the stack declares, by cluster. */
  readonly etcds: ReadonlyMap<string, EtcdPlan>;
}

export function viewOf(config: StackConfig): StackView {
  const clusters = resolveClusters(config);
  const plan = plannedFabric(config, clusters, placeholders)?.plan;
  const speakers = (plan?.clusters ?? []).flatMap(({ name, nodes }) =>
    nodes.filter(({ enabled }) => enabled).map((node) => [speakerKey(name, node.name), node] as const),
  );
  return {
    config,
    clusters,
    memberships: stackMemberships(config, clusters),
    plan,
    pools: stackPools(config),
    loadBalancing: stackLoadBalancing(config, clusters),
    speakers: new Map(speakers),
    etcds: new Map(clusters.flatMap(etcdOf)),
  };
}

function etcdOf(cluster: ResolvedCluster): [string, EtcdPlan][] {
  const input = etcdInput(cluster, ({ placeholder }) => placeholder);
  return input === undefined ? [] : [[cluster.name, planEtcd(input)]];
}

export const speakerKey = (cluster: string, node: string): string => `${cluster}\u0000${node}`;
