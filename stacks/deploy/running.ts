import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";
import { ClusterNode } from "../../components/cluster-mesh";
import { StackConfig } from "../config";
import { ResolvedCluster } from "../resolve";

/** A cluster as the rest of a stack uses it, however it came to be. */
export interface RunningCluster {
  kubeconfig: pulumi.Output<string>;
  nodes: pulumi.Output<ClusterNode[]>;
  provider: k8s.Provider;
  /** What takes everything in the cluster with it when it goes; undefined for a cluster that stays. */
  deletedWith?: pulumi.Resource;
  /** The same for components over several clusters, which take data alone. */
  lifetimeUrn?: pulumi.Output<string>;
  clusterIdentifier: pulumi.Output<string>;
  /** What must be there before Cilium's agents start, beside the cluster itself. */
  beforeAgents: pulumi.Resource[];
}

/** What every part of a stack's program works with. */
export interface StackRun {
  readonly config: StackConfig;
  readonly resolved: readonly ResolvedCluster[];
  readonly running: ReadonlyMap<string, RunningCluster>;
}

export function runningCluster({ running }: Pick<StackRun, "running">, name: string): RunningCluster {
  const cluster = running.get(name);
  if (cluster === undefined) throw new Error(`no cluster is named ${name}`);
  return cluster;
}

/** Options of a component that stands in one cluster. */
export function inCluster(cluster: RunningCluster): pulumi.ComponentResourceOptions {
  return {
    provider: cluster.provider,
    ...(cluster.deletedWith !== undefined ? { deletedWith: cluster.deletedWith } : {}),
  };
}

/** What leads a component over several clusters to one of them. */
export function accessTo(cluster: RunningCluster): {
  kubeconfig: pulumi.Output<string>;
  clusterIdentifier: pulumi.Output<string>;
  deletedWith: pulumi.Output<string> | undefined;
} {
  const { kubeconfig, clusterIdentifier, lifetimeUrn } = cluster;
  return { kubeconfig, clusterIdentifier, deletedWith: lifetimeUrn };
}
