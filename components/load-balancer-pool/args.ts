import * as pulumi from "@pulumi/pulumi";

/** Whether the first and last address of a block are handed out. */
export const LoadBalancerFirstLast = { Yes: "Yes", No: "No" } as const;
export type LoadBalancerFirstLast = (typeof LoadBalancerFirstLast)[keyof typeof LoadBalancerFirstLast];

/** A requirement of a label selector. */
export interface LabelRequirementArgs {
  /** Key of the label. */
  key: pulumi.Input<string>;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  operator: pulumi.Input<string>;
  /** Values, for `In` and `NotIn` only. */
  values?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Labels that something must have; everything in it must hold. */
export interface LabelSelectorArgs {
  /** Labels with exactly these values. */
  matchLabels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Further requirements. */
  matchExpressions?: pulumi.Input<pulumi.Input<LabelRequirementArgs>[]>;
}

/** Addresses of a pool: either a CIDR, or a range. */
export interface LoadBalancerPoolBlockArgs {
  /** CIDR, e.g. `172.16.1.0/24`. */
  cidr?: pulumi.Input<string>;
  /** First address of a range. From 1.15. */
  start?: pulumi.Input<string>;
  /** Last address of a range. Defaults to `start`. From 1.15. */
  stop?: pulumi.Input<string>;
}

/** Addresses for Services of type LoadBalancer: one CiliumLoadBalancerIPPool in the cluster of the inherited Kubernetes provider. */
export interface LoadBalancerPoolArgs {
  /** Name of the pool. Defaults to the component's name. */
  poolName?: string;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides the resource's API version and form. */
  ciliumVersion: string;
  /** Its addresses, at least one block; no two pools of a cluster may share one. Key `spec.blocks`, `spec.cidrs` on 1.14. */
  blocks: pulumi.Input<pulumi.Input<LoadBalancerPoolBlockArgs>[]>;
  /** Whether the first and last address of each CIDR are handed out; without meaning for ranges, /31 and /32. From 1.15. Defaults to Cilium's own: `No` in 1.15, `Yes` from 1.16. Key `spec.allowFirstLastIPs`. */
  allowFirstLastIPs?: pulumi.Input<LoadBalancerFirstLast>;
  /** Labels of the Services that it serves; `io.kubernetes.service.name` and `io.kubernetes.service.namespace` stand for a Service's name and namespace. Defaults to all. Key `spec.serviceSelector`. */
  serviceSelector?: pulumi.Input<LabelSelectorArgs>;
  /** Whether it hands out no more addresses; those in use stay. Defaults to false. Key `spec.disabled`. */
  disabled?: pulumi.Input<boolean>;
}
