import * as pulumi from "@pulumi/pulumi";
import { CiliumMeshMembership } from "../../cluster-mesh/args";
import { CiliumChartArgs } from "./chart";
import { CiliumSettingsArgs } from "./settings";

/** Who waits until Cilium is ready, and how. */
export const CiliumWait = {
  /** Helm, as `helm install --wait` does. Cannot work with `cronJob` certificates up to 1.18, which a hook makes after the wait. */
  Helm: "helm",
  /** The component itself, through the Kubernetes API; says which pod failed and why. Needs `kubeconfig`. */
  Ready: "ready",
  /** Nobody. */
  None: "none",
} as const;
export type CiliumWait = (typeof CiliumWait)[keyof typeof CiliumWait];

/** A port of this machine that leads to a NodePort, as kind's port mappings make it. */
export interface CiliumPortOnHostArgs {
  /** The NodePort. */
  nodePort: number;
  /** The port of the host. */
  hostPort: number;
  /** Address of the host that it listens on. Defaults to all, told as `127.0.0.1`. */
  hostAddress?: string;
}

/** Cilium in one cluster: one Helm release `cilium` in `kube-system`, in one revision also as member of a mesh. */
export interface CiliumInstallArgs extends CiliumSettingsArgs {
  /** Version of Cilium and its chart, e.g. `1.18.1`; 1.14 or later. */
  version: pulumi.Input<string>;
  /** Where the chart comes from. Defaults to the official repository. */
  chart?: CiliumChartArgs;
  /** What a `ClusterMesh` hands to this cluster. Decides `cluster.name`, `cluster.id` and the mesh's part of `clustermesh`. Defaults to no mesh. */
  membership?: pulumi.Input<CiliumMeshMembership>;
  /** Any other value of the chart, keyed as there. Merged last: it wins over every setting and over the membership, map by map; `null` removes a key. */
  values?: pulumi.Input<pulumi.Inputs>;
  /** Defaults to `ready` where `kubeconfig` is given, else to `helm`. */
  wait?: CiliumWait;
  /** Kubeconfig of the cluster, a secret; the release itself uses the provider. Needed for `wait: ready`. */
  kubeconfig?: pulumi.Input<string>;
  /** Address of one of the cluster's nodes, for the addresses among the outputs. Defaults to none: then only `portsOnHost` lead somewhere. */
  nodeAddress?: pulumi.Input<string>;
  /** Ports of this machine that lead to NodePorts of the cluster, for the addresses among the outputs. Defaults to none. */
  portsOnHost?: CiliumPortOnHostArgs[];
  /** How long install and waiting may take, in seconds, 1–86400. Defaults to 600. */
  timeoutSeconds?: number;
}
