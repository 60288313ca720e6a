import { StackConfig } from "../../stacks/config";
import { cardsOf } from "./cards";
import { mapClusters, sharedRow } from "./clusters";
import { mapFabric } from "./fabric";
import { meshNets } from "./mesh";
import { MapModel } from "./types";
import { viewOf } from "./view";
import { joined, plural } from "./words";

export * from "./types";

/** What a stack declares, as a map shows it. Takes stacks with errors as well: those are what one looks for. */
export function mapModel(stack: string, config: StackConfig): MapModel {
  const view = viewOf(config);
  const clusters = mapClusters(view);
  const fabric = mapFabric(view);
  const nodes = view.clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  const some = (count: number, noun: string, many?: string): string | undefined =>
    count === 0 ? undefined : plural(count, noun, many);
  return {
    stack,
    summary: joined(
      plural(clusters.length, "cluster"),
      some(nodes, "node"),
      some(config.racks.length, "rack"),
      some(fabric.routers.length, "router"),
      some(fabric.sessions.length, "BGP session"),
      some(config.services.length, "service"),
      some(config.mcs?.exports.length ?? 0, "export"),
      some(config.policies.length, "network policy", "network policies"),
      some(config.loadBalancerPools.length, "pool"),
    ),
    shared: sharedRow(view),
    clusters,
    fabric,
    meshNets: meshNets(view),
    cards: cardsOf(view),
  };
}
