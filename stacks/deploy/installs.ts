import * as pulumi from "@pulumi/pulumi";
import { CiliumInstall, CiliumInstallArgs } from "../../components/cilium-install";
import { ClusterMesh } from "../../components/cluster-mesh";
import { Etcd } from "../../components/etcd";
import { MultiClusterDefinitions } from "../../components/multi-cluster-definitions";
import { isMember, ResolvedCluster } from "../resolve";
import { portsOnHost } from "../ports-on-host";
import { inCluster, runningCluster, StackRun } from "./running";

/** What comes before the installs and decides some of their values. */
export interface BeforeInstalls {
  readonly mesh: ClusterMesh | undefined;
  /** By the cluster's name. */
  readonly etcds: ReadonlyMap<string, Etcd>;
  readonly definitions: ReadonlyMap<string, MultiClusterDefinitions>;
}

/** Cilium in every cluster, by the cluster's name. */
export function deployInstalls(run: StackRun, before: BeforeInstalls): Map<string, CiliumInstall> {
  return new Map(run.resolved.map((c) => [c.name, deployInstall(run, c, before)]));
}

function deployInstall(run: StackRun, c: ResolvedCluster, before: BeforeInstalls): CiliumInstall {
  const cluster = runningCluster(run, c.name);
  const { mesh, etcds, definitions } = before;
  const etcd = etcds.get(c.name);
  const kinds = definitions.get(c.name);
  const args: CiliumInstallArgs = {
    ...c.install,
    ...(c.settings as Partial<CiliumInstallArgs>),
    ...(etcd !== undefined ? etcdSettings(c, etcd) : {}),
    version: c.version,
    kubeconfig: cluster.kubeconfig,
    nodeAddress: cluster.nodes.apply((nodes) => nodes[0]?.address ?? ""),
    portsOnHost: portsOnHost(c),
    values: c.values,
    ...(mesh !== undefined && isMember(run.config, c) ? { membership: mesh.membership(c.name) } : {}),
  };
  const dependsOn = [...cluster.beforeAgents, ...[etcd, kinds].filter((one) => one !== undefined)];
  return new CiliumInstall(c.name, args, { ...inCluster(cluster), dependsOn });
}

/** Where Hubble's page and relay are reached, of the clusters that show them on a NodePort. */
export function hubbleOutput(
  installs: ReadonlyMap<string, CiliumInstall>,
): pulumi.Output<Record<string, { ui?: string; relay?: string }>> {
  const all = [...installs].map(([name, { hubbleUiUrl, hubbleRelayAddress }]) =>
    pulumi.all([hubbleUiUrl, hubbleRelayAddress]).apply(([ui, relay]) => ({ name, ui, relay })),
  );
  return pulumi
    .all(all)
    .apply((found) =>
      Object.fromEntries(
        found
          .filter(({ ui, relay }) => ui !== "" || relay !== "")
          .map(({ name, ui, relay }) => [
            name,
            { ...(ui === "" ? {} : { ui }), ...(relay === "" ? {} : { relay }) },
          ]),
      ),
    );
}

/** Its endpoints as a run knows them, where the stack's own settings do not say others. */
function etcdSettings(c: ResolvedCluster, { endpoints }: Etcd): Pick<CiliumInstallArgs, "etcd"> {
  const settings = c.settings as Partial<CiliumInstallArgs>;
  return c.etcdKeys.includes("etcd.endpoints") ? { etcd: { ...settings.etcd, endpoints } } : {};
}
