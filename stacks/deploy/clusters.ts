import { ExistingCluster } from "../../components/existing-cluster";
import { KindCluster } from "../../components/kind-cluster";
import { Rack } from "../../components/rack";
import { KindConfig } from "../config";
import { ResolvedCluster } from "../resolve";
import { DeployedRouters } from "./fabric";
import { Declared, deployRackNodes, nodesInRacks, racksOf } from "./racks";
import { RunningCluster } from "./running";

/** Every cluster of a stack, made or there already, by its name. */
export function deployClusters(
  declared: Declared,
  racks: ReadonlyMap<string, Rack>,
  routers: DeployedRouters,
): Map<string, RunningCluster> {
  return new Map(
    declared.resolved.map((c) => [
      c.name,
      c.config.kind === undefined
        ? existingCluster(c)
        : kindCluster(declared, c, { args: c.config.kind, racks, routers }),
    ]),
  );
}

interface KindParts {
  readonly args: KindConfig;
  readonly racks: ReadonlyMap<string, Rack>;
  readonly routers: DeployedRouters;
}

function kindCluster(
  declared: Declared,
  c: ResolvedCluster,
  { args, racks, routers }: KindParts,
): RunningCluster {
  // A network goes only when nobody stands in it, so it must outlive the cluster.
  const kind = new KindCluster(c.name, args, { dependsOn: racksOf(c, racks) });
  const inRacks = deployRackNodes(declared, c, kind, racks);
  const { kubeconfig, nodes, provider, lifetime, lifetimeUrn, clusterIdentifier } = kind;
  return {
    kubeconfig,
    nodes: inRacks === undefined ? nodes : nodesInRacks(c, nodes, inRacks),
    provider,
    deletedWith: lifetime,
    lifetimeUrn,
    clusterIdentifier,
    beforeAgents: [
      // Agents take the address that the node has when they start.
      ...(inRacks === undefined ? [] : [inRacks]),
      // A router that comes after the agents is found only at their next try.
      ...(c.config.bgp?.peers ?? []).flatMap(({ router }) => routers.made.get(router) ?? []),
    ],
  };
}

function existingCluster(c: ResolvedCluster): RunningCluster {
  const { podSubnet, serviceSubnet, nodes: declared, ...args } = c.config.existing ?? {};
  const known = declared === undefined ? {} : { nodes: c.nodes.map(({ rack, ...node }) => node) };
  const existing = new ExistingCluster(c.name, { ...args, ...known });
  const { kubeconfig, nodes, provider, clusterIdentifier } = existing;
  return { kubeconfig, nodes, provider, clusterIdentifier, beforeAgents: [] };
}
