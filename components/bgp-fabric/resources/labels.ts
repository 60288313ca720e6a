import type { FabricPlan } from "../types";

/** Labels that the fabric gives a node. */
export interface NodeLabels {
  readonly node: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The labels by which the cluster's configurations find their nodes, by node; none where labels are somebody else's. */
export function nodeLabelsOf(plan: FabricPlan, clusterName: string): NodeLabels[] {
  const cluster = plan.clusters.find(({ name }) => name === clusterName);
  if (cluster?.labelNodes !== true) return [];
  return cluster.configs
    .flatMap(({ nodes, nodeSelector }) => nodes.map((node) => ({ node, labels: nodeSelector })))
    .sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
}
