import * as pulumi from "@pulumi/pulumi";
import { BgpClusterArgs, BgpFabric } from "../../components/bgp-fabric";
import { renderFrrConf, renderFrrDaemons } from "../../components/bgp-fabric/frr";
import type { CiliumInstall } from "../../components/cilium-install";
import { FrrRouter } from "../../components/frr-router";
import { Rack } from "../../components/rack";
import { RouterConfig } from "../config";
import { PlannedFabric, plannedFabric } from "../fabric";
import { passwords } from "../passwords";
import { Declared } from "./racks";
import { accessTo, runningCluster, StackRun } from "./running";

/** Routers that run here, by name; the others' configurations are for their owners. */
export interface DeployedRouters {
  readonly made: ReadonlyMap<string, FrrRouter>;
  /** What the stack tells of every router. */
  readonly outputs: Readonly<Record<string, pulumi.Output<unknown>>>;
}

/** Routers as containers where racks are Docker networks; those of others are only rendered. */
export function deployRouters(declared: Declared, racks: ReadonlyMap<string, Rack>): DeployedRouters {
  const fabric = plannedFabric(declared.config, declared.resolved, passwords);
  if (fabric === undefined) return { made: new Map(), outputs: {} };
  const { routers } = declared.config;
  const made = new Map(
    routers
      .filter(({ managed }) => managed !== false && racks.size > 0)
      .map((router) => [router.name, deployRouter(router, fabric, racks)]),
  );
  const outputs = routers.map(({ name }): [string, pulumi.Output<unknown>] => {
    const router = made.get(name);
    return [
      name,
      router === undefined ? configuration(fabric, name) : pulumi.all({ container: router.containerName }),
    ];
  });
  return { made, outputs: Object.fromEntries(outputs) };
}

function deployRouter(
  router: RouterConfig,
  fabric: PlannedFabric,
  racks: ReadonlyMap<string, Rack>,
): FrrRouter {
  const { name, image, containerName, sysctls } = router;
  return new FrrRouter(name, {
    interfaces: router.interfaces.flatMap(({ rack, ...addresses }) => {
      const network = racks.get(rack)?.network;
      return network === undefined ? [] : [{ network, ...addresses }];
    }),
    frrConf: pulumi.secret(renderFrrConf(fabric.plan, name)),
    daemons: renderFrrDaemons(fabric.plan, name),
    ...(image !== undefined ? { image } : {}),
    ...(containerName !== undefined ? { containerName } : {}),
    ...(sysctls !== undefined ? { sysctls } : {}),
  });
}

/** For who runs the router: its files, with the sessions' passwords in them. */
function configuration({ plan }: PlannedFabric, name: string): pulumi.Output<unknown> {
  return pulumi.secret({ frrConf: renderFrrConf(plan, name), daemons: renderFrrDaemons(plan, name) });
}

/** The clusters' ends of their sessions; undefined where no cluster speaks BGP. */
export function deployFabric(
  run: StackRun,
  installs: ReadonlyMap<string, CiliumInstall>,
): BgpFabric | undefined {
  const input = plannedFabric(run.config, run.resolved, passwords)?.input;
  if (input === undefined || input.clusters.length === 0) return undefined;
  const clusters = input.clusters.map(({ peers, ...cluster }): BgpClusterArgs => ({
    ...cluster,
    ...accessTo(runningCluster(run, cluster.name)),
    peers: peers.map((peer) => ({ ...peer, ...secretPassword(peer) })),
  }));
  const links = (input.links ?? []).map((link) => ({ ...link, ...secretPassword(link) }));
  return new BgpFabric(
    "fabric",
    { racks: input.racks, routers: input.routers, links, clusters },
    // The custom resources' definitions come with Cilium.
    { dependsOn: input.clusters.flatMap(({ name }) => installs.get(name)?.whenReady() ?? []) },
  );
}

function secretPassword({ password }: { readonly password?: string }): { password?: pulumi.Output<string> } {
  return password === undefined ? {} : { password: pulumi.secret(password) };
}
