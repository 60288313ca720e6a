import { renderFrrConf, renderFrrDaemons } from "../components/bgp-fabric/frr";
import type { FabricPlan, Session, SessionEnd } from "../components/bgp-fabric/plan";
import { renderBgpResources } from "../components/bgp-fabric/resources";
import { StackConfig } from "./config";
import { PlannedFabric } from "./fabric";
import { NodeRoute, nodeRoutes } from "./node-routes";

/** What each router reads, by path. */
export function renderRouters(plan: FabricPlan): Record<string, string> {
  return Object.fromEntries(
    plan.routers.flatMap(({ name }) => [
      [`routers/${name}/frr.conf`, renderFrrConf(plan, name)],
      [`routers/${name}/daemons`, renderFrrDaemons(plan, name)],
    ]),
  );
}

/** A cluster's BGP resources by the names of their files; none where its nodes do not speak it. */
export function bgpManifests(plan: FabricPlan, cluster: string): [string, unknown][] {
  if (plan.clusters.every(({ name }) => name !== cluster)) return [];
  return renderBgpResources(plan, cluster).map((manifest) => {
    const { name, namespace } = manifest.metadata;
    const place = namespace === undefined ? [] : [namespace];
    return [[manifest.kind.toLowerCase(), ...place, name].join("-"), manifest];
  });
}

/** Racks, routers and sessions for `topology.json`: enough to draw them, and no password. */
export function fabricTopology(config: StackConfig, { input, plan }: PlannedFabric): Record<string, unknown> {
  const unmanaged = config.routers.filter(({ managed }) => managed === false).map(({ name }) => name);
  return {
    racks: plan.racks,
    routers: plan.routers.map(({ holdTimeSeconds, keepAliveTimeSeconds, ...router }) => ({
      ...router,
      managed: !unmanaged.includes(router.name),
    })),
    bgp: plan.clusters.map((cluster) => ({
      cluster: cluster.name,
      asn: cluster.asn,
      podCidrs: cluster.podCidrs,
      poolCidrs: cluster.poolCidrs,
      advertisements: cluster.advertisements,
      nodeRoutes: routesOf(config, input, cluster.name),
    })),
    sessions: plan.sessions.map(sessionTopology),
  };
}

function routesOf(config: StackConfig, input: PlannedFabric["input"], cluster: string): NodeRoute[] {
  const declared = config.clusters.find(({ name }) => name === cluster);
  return declared?.kind === undefined || declared.bgp?.nodeRoutes === false ? [] : nodeRoutes(input, cluster);
}

function sessionTopology({ a, b, password, gracefulRestart, ...session }: Session): Record<string, unknown> {
  const restart = gracefulRestart.enabled ? { restartTimeSeconds: gracefulRestart.restartTimeSeconds } : {};
  return { ...session, ...restart, a: endTopology(a), b: endTopology(b), md5: password !== undefined };
}

function endTopology({ kind, name, cluster, rack, address, asn }: SessionEnd): Record<string, unknown> {
  return { kind, name, ...(cluster !== undefined ? { cluster } : {}), rack, address, asn };
}
