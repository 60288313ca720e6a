import * as pulumi from "@pulumi/pulumi";

/** Where Cilium's Helm chart comes from; at most one of the three. Defaults to the official repository. */
export interface CiliumChartArgs {
  /** Address of a Helm repository. Defaults to `https://helm.cilium.io`. */
  repository?: pulumi.Input<string>;
  /** Address of the chart in an OCI registry, e.g. `oci://registry.example.org/charts/cilium`. */
  oci?: pulumi.Input<string>;
  /** Path of a chart archive (`cilium-1.18.1.tgz`) or unpacked chart on this machine. */
  archive?: pulumi.Input<string>;
}

/** A container image. */
export interface CiliumImageArgs {
  /** Full reference that replaces all of the below. Helm key `….override`. */
  override?: pulumi.Input<string>;
  /** Repository, e.g. `quay.io/cilium/cilium`. Defaults to the chart's. Helm key `….repository`. */
  repository?: pulumi.Input<string>;
  /** Tag, e.g. `v1.18.1`. Defaults to the chart's. Helm key `….tag`. */
  tag?: pulumi.Input<string>;
  /** Digest. Defaults to the chart's. Helm key `….digest`. */
  digest?: pulumi.Input<string>;
  /** Whether the digest is part of the reference; false for images of one's own. Defaults to true. Helm key `….useDigest`. */
  useDigest?: pulumi.Input<boolean>;
  /** `IfNotPresent`, `Always` or `Never`. Defaults to `IfNotPresent`. Helm key `….pullPolicy`. */
  pullPolicy?: pulumi.Input<string>;
}
