import * as pulumi from "@pulumi/pulumi";

/** One cluster of a merged kubeconfig. */
export interface MergedKubeconfigClusterArgs {
  /** Name of its context in the merged kubeconfig; each once. */
  name: string;
  /** Kubeconfig of the cluster, a secret; its current context is taken. */
  kubeconfig: pulumi.Input<string>;
}

/** One kubeconfig for several clusters, with a context for each. */
export interface MergedKubeconfigArgs {
  /** The clusters, in the order of their contexts. */
  clusters: MergedKubeconfigClusterArgs[];
  /** Name of the cluster whose context is current. Defaults to the first. */
  currentContext?: pulumi.Input<string>;
  /**
   * File to write it to as well, mode 0600, in every update; `~` is the home folder. Must not be a kubeconfig of the user's own,
   * for it is overwritten. It stays when the stack is destroyed. Defaults to no file.
   */
  path?: pulumi.Input<string>;
}
