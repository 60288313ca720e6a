import { CiliumInstall, CiliumInstallArgs } from "../../components/cilium-install";
import { ClusterMesh } from "../../components/cluster-mesh";
import { isMember, ResolvedCluster } from "../resolve";
import { inCluster, runningCluster, StackRun } from "./running";

/** Cilium in every cluster, by the cluster's name. */
export function deployInstalls(run: StackRun, mesh: ClusterMesh | undefined): Map<string, CiliumInstall> {
  return new Map(run.resolved.map((c) => [c.name, deployInstall(run, c, mesh)]));
}

function deployInstall(run: StackRun, c: ResolvedCluster, mesh: ClusterMesh | undefined): CiliumInstall {
  const cluster = runningCluster(run, c.name);
  const args: CiliumInstallArgs = {
    ...(c.settings as Partial<CiliumInstallArgs>),
    ...c.install,
    version: c.version,
    kubeconfig: cluster.kubeconfig,
    values: c.values,
    ...(mesh !== undefined && isMember(run.config, c) ? { membership: mesh.membership(c.name) } : {}),
  };
  return new CiliumInstall(c.name, args, { ...inCluster(cluster), dependsOn: cluster.beforeAgents });
}
