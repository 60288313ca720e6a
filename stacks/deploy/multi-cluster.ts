import * as pulumi from "@pulumi/pulumi";
import type { CiliumInstall } from "../../components/cilium-install";
import { ClustersetDnsArgs } from "../../components/clusterset-dns";
import { MultiClusterDefinitions } from "../../components/multi-cluster-definitions";
import { MultiClusterServices } from "../../components/multi-cluster-services";
import { mcsInput, mcsMembers } from "../multi-cluster";
import { accessTo, inCluster, runningCluster, StackRun } from "./running";
import { DeployedSample } from "./samples";

/** The kinds of the Multi-Cluster Services API, which Cilium must find, by the cluster's name. */
export function deployDefinitions(run: StackRun): Map<string, MultiClusterDefinitions> {
  return new Map(
    mcsMembers(run.config, run.resolved).map((c) => [
      c.name,
      new MultiClusterDefinitions(
        `${c.name}-mcs`,
        { ciliumVersion: c.version },
        inCluster(runningCluster(run, c.name)),
      ),
    ]),
  );
}

/** Exports in every member, and their names; after Cilium is ready in all of them, without which nothing is imported. */
export function deployMultiCluster(
  run: StackRun,
  installs: ReadonlyMap<string, CiliumInstall>,
  samples: readonly DeployedSample[],
): MultiClusterServices | undefined {
  const { mcs } = run.config;
  if (mcs === undefined) return undefined;
  const { clusters, coreDns, exports, ...rest } = mcsInput(mcs, run.config, run.resolved);
  return new MultiClusterServices(
    "mcs",
    {
      ...rest,
      exports: mcs.exports,
      ...(coreDns !== undefined ? { coreDns: coreDns as ClustersetDnsArgs } : {}),
      clusters: clusters.map(({ namespaces = [], ...cluster }) => ({
        ...cluster,
        namespaces: [...namespaces],
        ...accessTo(runningCluster(run, cluster.name)),
      })),
    },
    { dependsOn: after(clusters, installs, samples) },
  );
}

function after(
  clusters: readonly { readonly name: string }[],
  installs: ReadonlyMap<string, CiliumInstall>,
  samples: readonly DeployedSample[],
): pulumi.Input<pulumi.Resource>[] {
  return [
    ...clusters.flatMap(({ name }) => installs.get(name)?.whenReady() ?? []),
    ...samples.map(({ resource }) => resource),
  ];
}
