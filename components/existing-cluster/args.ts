import * as pulumi from "@pulumi/pulumi";
import { ClusterNode } from "../cluster-mesh/args";

/** A cluster that somebody else made. */
export interface ExistingClusterArgs {
  /** Text of a kubeconfig, a secret. Either this or `kubeconfigPath`. */
  kubeconfig?: pulumi.Input<string>;
  /** Path of a kubeconfig file; `~` is the home folder. Read only, never changed. */
  kubeconfigPath?: pulumi.Input<string>;
  /** Context in the kubeconfig. Defaults to its current context. */
  context?: pulumi.Input<string>;
  /** Nodes of the cluster. Defaults to what its API server says. */
  nodes?: pulumi.Input<pulumi.Input<ClusterNode>[]>;
  /** How long the API server may take to answer, in seconds. Defaults to 30. */
  timeoutSeconds?: pulumi.Input<number>;
}
