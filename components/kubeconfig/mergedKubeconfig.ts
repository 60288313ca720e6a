import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expandHome, mergeKubeconfigs } from "../internal/kubeconfig";
import { writeSecretFile } from "../internal/secret-file";
import { MergedKubeconfigArgs } from "./args";

/** One kubeconfig for several clusters, apart from the user's own. */
export class MergedKubeconfig extends pulumi.ComponentResource {
  /** The kubeconfig, a secret. */
  public readonly kubeconfig: pulumi.Output<string>;

  constructor(name: string, args: MergedKubeconfigArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:MergedKubeconfig", name, {}, opts);
    const { clusters, currentContext, path } = args;
    this.kubeconfig = pulumi.secret(
      pulumi.output({ clusters, currentContext, path }).apply((plain) => {
        const text = mergeKubeconfigs(plain.clusters, plain.currentContext);
        if (plain.path !== undefined && !pulumi.runtime.isDryRun())
          writeSecretFile(resolve(expandHome(plain.path)), text);
        return text;
      }),
    );
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}
