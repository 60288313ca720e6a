import * as pulumi from "@pulumi/pulumi";
import { CiliumIngress } from "../../components/cilium-ingress";
import type { CiliumInstall } from "../../components/cilium-install";
import { IngressPolicy } from "../../components/ingress-policy";
import { L2Announcement } from "../../components/l2-announcement";
import { LoadBalancerPool } from "../../components/load-balancer-pool";
import { Placed, placed } from "../load-balancing";
import { inCluster, runningCluster, StackRun } from "./running";
import { DeployedSample } from "./samples";

/** Pools, announcements, Ingresses and policies: each after Cilium is ready, which defines their kinds. */
export function deployLoadBalancing(
  run: StackRun,
  installs: ReadonlyMap<string, CiliumInstall>,
  samples: readonly DeployedSample[],
): void {
  const place = placeIn(run, installs);
  for (const { entry, name, version, options } of placed(run.config, "loadBalancerPools").map(place)) {
    const { name: poolName, clusters, ...pool } = entry;
    new LoadBalancerPool(name, { ...pool, poolName, ...version }, options);
  }
  for (const { entry, name, version, options } of placed(run.config, "l2Announcements").map(place)) {
    const { name: policyName, clusters, ...announcement } = entry;
    new L2Announcement(name, { ...announcement, policyName, ...version }, options);
  }
  for (const { entry, name, version, options } of placed(run.config, "ingressPolicies").map(place)) {
    const { name: own, clusters, ...policy } = entry;
    const policyName = own === undefined ? {} : { policyName: own };
    new IngressPolicy(name, { ...policy, ...policyName, ...version }, options);
  }
  for (const { entry, name, version, options, after } of placed(run.config, "ingresses").map(place)) {
    const { name: ingressName, clusters, ...ingress } = entry;
    const namespaces = samples.filter(
      ({ madeNamespace }) => madeNamespace === (entry.namespace ?? "default"),
    );
    const dependsOn = [after, ...namespaces.map(({ resource }) => resource)];
    new CiliumIngress(name, { ...ingress, ingressName, ...version }, { ...options, dependsOn });
  }
}

interface Place<T> {
  readonly entry: T;
  /** Name of the component. */
  readonly name: string;
  readonly version: { readonly ciliumVersion: string };
  readonly after: pulumi.Output<pulumi.Resource>;
  readonly options: pulumi.ComponentResourceOptions;
}

function placeIn(run: StackRun, installs: ReadonlyMap<string, CiliumInstall>) {
  return <T extends { name?: string; kind?: string }>({ entry, cluster }: Placed<T>): Place<T> => {
    const install = installs.get(cluster);
    const resolved = run.resolved.find((c) => c.name === cluster);
    if (install === undefined || resolved === undefined) throw new Error(`no cluster is named ${cluster}`);
    const after = install.whenReady();
    return {
      entry,
      name: `${cluster}-${entry.name ?? entry.kind ?? ""}`,
      version: { ciliumVersion: resolved.version },
      after,
      options: { ...inCluster(runningCluster(run, cluster)), dependsOn: [after] },
    };
  };
}
