import * as pulumi from "@pulumi/pulumi";
import { SampleWorkload } from "../../components/sample-workload";
import { planSample } from "../../components/sample-workload/manifests";
import { SampleConfig } from "../config";
import { sampleIn } from "../resolve";
import { inCluster, runningCluster, StackRun } from "./running";

export interface DeployedSample {
  /** The namespace that it makes, if any. */
  madeNamespace?: string;
  resource: pulumi.Resource;
}

/** Samples do not wait for Cilium: their pods start when its nodes are ready, while the mesh is still settling. */
export function deploySamples(run: StackRun): DeployedSample[] {
  return run.config.samples.flatMap((sample) => deploySample(run, sample));
}

function deploySample(run: StackRun, sample: SampleConfig): DeployedSample[] {
  const { clusters = run.config.clusters.map((c) => c.name), ...args } = sample;
  const { createNamespace, namespace } = planSample(sample);
  return clusters.map((cluster) => {
    const resource = new SampleWorkload(
      `${cluster}-${sample.sample}`,
      sampleIn(args, cluster),
      inCluster(runningCluster(run, cluster)),
    );
    return { ...(createNamespace ? { madeNamespace: namespace } : {}), resource };
  });
}
