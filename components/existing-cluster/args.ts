import * as pulumi from "@pulumi/pulumi";
import { ClusterNode } from "../cluster-mesh/args";

/** A cluster that somebody else made. */
export interface ExistingClusterArgs {
  /** Text of a kubeconfig, a secret. Not together with `kubeconfigPath`. Files that it refers to are read from the working folder on. */
  kubeconfig?: pulumi.Input<string>;
  /**
   * Path of a kubeconfig file; `~` is the home folder. Read only, never changed. Defaults to the files of `KUBECONFIG`, else
   * `~/.kube/config`; `context` must then be set, so that nothing ever lands in whichever cluster happens to be current.
   */
  kubeconfigPath?: pulumi.Input<string>;
  /** Context in the kubeconfig. Defaults to the current context of the kubeconfig given. */
  context?: pulumi.Input<string>;
  /** Nodes of the cluster. Defaults to what its API server says. */
  nodes?: pulumi.Input<pulumi.Input<ClusterNode>[]>;
  /** How long the API server may take to answer, in seconds, 1–3600. Defaults to 30. */
  timeoutSeconds?: pulumi.Input<number>;
}
