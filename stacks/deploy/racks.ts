import * as pulumi from "@pulumi/pulumi";
import { ClusterNode } from "../../components/cluster-mesh";
import { KindCluster } from "../../components/kind-cluster";
import { Rack, RackNodes } from "../../components/rack";
import { plannedFabric } from "../fabric";
import { nodeRoutes } from "../node-routes";
import { placeholders } from "../passwords";
import { isPlaceholder, ResolvedCluster } from "../resolve";
import { StackRun } from "./running";

/** A stack before its clusters run. */
export type Declared = Pick<StackRun, "config" | "resolved">;

/** Racks as Docker networks, by name. Made where kind makes nodes to stand in them; elsewhere they are there. */
export function deployRacks({ config, resolved }: Declared): ReadonlyMap<string, Rack> {
  if (!resolved.some(({ hosting }) => hosting === "kind")) return new Map();
  return new Map(config.racks.map(({ name, ...args }) => [name, new Rack(name, args)]));
}

/** The racks that a cluster's nodes stand in. */
export function racksOf(c: ResolvedCluster, racks: ReadonlyMap<string, Rack>): Rack[] {
  const names = new Set(c.nodes.flatMap(({ rack }) => rack?.name ?? []));
  return [...names].flatMap((name) => racks.get(name) ?? []);
}

/** Stands a kind cluster's nodes in their racks; undefined where none is in one. */
export function deployRackNodes(
  { config, resolved }: Declared,
  c: ResolvedCluster,
  kind: KindCluster,
  racks: ReadonlyMap<string, Rack>,
): RackNodes | undefined {
  const nodes = c.nodes.flatMap(({ name, rack }) => {
    const network = racks.get(rack?.name ?? "")?.network;
    if (rack === undefined || network === undefined) return [];
    const { name: rackName, ...addresses } = rack;
    return [{ name, network, ...addresses }];
  });
  if (nodes.length === 0) return undefined;
  const fabric = plannedFabric(config, resolved, placeholders);
  const isRouted = fabric !== undefined && c.config.bgp?.nodeRoutes !== false;
  return new RackNodes(c.name, {
    clusterName: kind.clusterName,
    clusterIdentifier: kind.clusterIdentifier,
    deletedWith: kind.lifetimeUrn,
    nodes,
    routes: isRouted ? nodeRoutes(fabric.input, c.name) : [],
  });
}

/** Nodes with the addresses that they have once they stand in their racks. */
export function nodesInRacks(
  c: ResolvedCluster,
  nodes: pulumi.Output<ClusterNode[]>,
  inRacks: RackNodes,
): pulumi.Output<ClusterNode[]> {
  const known = c.nodes.filter(({ rack, address }) => rack !== undefined && !isPlaceholder(address));
  const own = new Map(known.map(({ name, address }) => [name, address]));
  return pulumi
    .all([nodes, inRacks.nodes])
    .apply(([all]) => all.map((node) => ({ ...node, address: own.get(node.name) ?? node.address })));
}
