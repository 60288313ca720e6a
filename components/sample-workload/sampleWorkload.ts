import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError } from "../internal/finding";
import { knownNow } from "../internal/inputs";
import { SampleWorkloadArgs } from "./args";
import {
  type DeploymentManifest,
  planSample,
  type PodManifest,
  renderSample,
  type SampleInput,
  type SampleManifest,
  type SamplePlan,
  validateSample,
} from "./manifests";

/** A small workload in one cluster, to see services and pods at work. */
export class SampleWorkload extends pulumi.ComponentResource {
  /** Namespace that its pods are in. */
  public readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: SampleWorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:SampleWorkload", name, {}, opts);
    // Which objects there are hangs on plain arguments alone; numbers and images may come later.
    const { sample, namespace, createNamespace, clusterName } = args;
    const input = { ...args } as pulumi.Input<SampleInput>;
    const shape = checkedPlan(name, knownNow(input) ?? { sample, namespace, createNamespace, clusterName });
    const plan = pulumi.output(input).apply((complete) => checkedPlan(name, complete));
    let made: pulumi.Resource[] = [];
    for (const manifest of renderSample(shape)) {
      const child = objectOf(this, name, manifest, plan, made);
      // Pods start at once only where their ConfigMap is there.
      if (manifest.kind === "Namespace" || manifest.kind === "ConfigMap") made = [...made, child];
    }
    this.namespace = pulumi.output(shape.namespace);
    this.registerOutputs({ namespace: this.namespace });
  }
}

function checkedPlan(name: string, input: SampleInput): SamplePlan {
  const plan = planSample(input);
  const findings = validateSample(plan);
  if (findings.length > 0) throw new InvalidInputError(`sample workload "${name}"`, findings);
  return plan;
}

function objectOf(
  parent: SampleWorkload,
  name: string,
  shape: SampleManifest,
  plan: pulumi.Output<SamplePlan>,
  dependsOn: pulumi.Resource[],
): pulumi.Resource {
  const child = `${name}-${shape.metadata.name}`;
  const options = { parent, dependsOn };
  switch (shape.kind) {
    case "Namespace":
      return new k8s.core.v1.Namespace(child, { metadata: shape.metadata }, { parent });
    case "Service": {
      const { metadata, spec } = shape;
      // Its pods may come later than it, and none are needed for it to be there.
      const annotations = { "pulumi.com/skipAwait": "true" };
      return new k8s.core.v1.Service(child, { metadata: { ...metadata, annotations }, spec }, options);
    }
    case "ConfigMap":
      return new k8s.core.v1.ConfigMap(child, { metadata: shape.metadata, data: shape.data }, options);
    case "Deployment": {
      const { metadata, spec } = found(plan, shape);
      return new k8s.apps.v1.Deployment(child, { metadata, spec }, options);
    }
    case "Pod": {
      const { metadata, spec } = found(plan, shape);
      return new k8s.core.v1.Pod(child, { metadata, spec }, options);
    }
  }
}

/** The manifest once every input is known. */
function found<T extends DeploymentManifest | PodManifest>(
  plan: pulumi.Output<SamplePlan>,
  shape: T,
): pulumi.Output<T> {
  return pulumi.output(
    plan.apply((complete) => {
      const same = renderSample(complete).find((manifest) => isSame(manifest, shape));
      return (same ?? shape) as T;
    }),
  ) as pulumi.Output<T>;
}

function isSame(a: SampleManifest, b: SampleManifest): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name;
}
