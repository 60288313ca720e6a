import type { CiliumInstall } from "../../components/cilium-install";
import { MeshPolicy, MeshPolicyArgs } from "../../components/mesh-policy";
import { policyInput } from "../policies";
import { accessTo, runningCluster, StackRun } from "./running";
import { DeployedSample } from "./samples";

/** Network policies, after Cilium is ready in their clusters, which defines their kinds. */
export function deployPolicies(
  run: StackRun,
  installs: ReadonlyMap<string, CiliumInstall>,
  samples: readonly DeployedSample[],
): void {
  for (const policy of run.config.policies) {
    const input = policyInput(run.config, run.resolved, policy);
    const clusters = input.clusters.map((cluster) => ({
      ...cluster,
      ...accessTo(runningCluster(run, cluster.name)),
    }));
    const ready = clusters.flatMap(({ name }) => installs.get(name)?.whenReady() ?? []);
    const namespace = policy.clusterwide === true ? undefined : (policy.namespace ?? "default");
    const namespaces = samples.filter(
      ({ madeNamespace }) => madeNamespace !== undefined && madeNamespace === namespace,
    );
    new MeshPolicy(
      `policy-${policy.name}`,
      { ...(input as MeshPolicyArgs), clusters },
      { dependsOn: [...ready, ...namespaces.map(({ resource }) => resource)] },
    );
  }
}
