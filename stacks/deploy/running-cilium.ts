import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError } from "../../components/internal/finding";
import { withoutStack } from "../../components/internal/judging";
import { ClusterConfig } from "../config";
import { runningFindings } from "../running-cilium";
import { runningCluster, StackRun } from "./running";

/**
 * Asks the clusters, before anything that comes after them is asked for, whether the Cilium that runs there can become what
 * the stack wants. Of clusters that kind makes only those with an etcd are waited for: others need not wait for each other.
 */
export async function refuseUnfitChanges(run: StackRun): Promise<void> {
  const findings = await runningFindings(run.config, (cluster) =>
    isAsked(cluster) ? known(runningCluster(run, cluster.name).kubeconfig) : Promise.resolve(undefined),
  );
  if (findings.length > 0) throw withoutStack(new InvalidInputError("the stack", findings));
}

function isAsked({ existing, etcd }: ClusterConfig): boolean {
  return existing !== undefined || etcd !== undefined;
}

/** The value of an output as soon as it has one; undefined where a preview cannot know it. */
function known<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  // Not declared, and the only way out of an output that a preview may never learn.
  return (output as unknown as { promise(): Promise<T | undefined> }).promise();
}
