import * as pulumi from "@pulumi/pulumi";
import { CiliumImageArgs } from "./chart";

/** Name and number of the cluster; comes from the mesh where there is one. */
export interface CiliumClusterArgs {
  /** 1–32 characters of a–z, 0–9 and `-`. Defaults to `default`, which cannot be meshed. Helm key `cluster.name`. */
  name?: pulumi.Input<string>;
  /** 0 outside a mesh, else 1–255 (1–511). Defaults to 0. Helm key `cluster.id`. */
  id?: pulumi.Input<number>;
}

/** Debug logging. */
export interface CiliumDebugArgs {
  /** Defaults to false. Helm key `debug.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Subsystems to be verbose about: `flow`, `kvstore`, `envoy`, `datapath`, `policy`, separated by spaces. Helm key `debug.verbose`. */
  verbose?: pulumi.Input<string>;
}

/** Probing of each node's health endpoint. */
export interface CiliumEndpointHealthCheckingArgs {
  /** Defaults to true. Helm key `endpointHealthChecking.enabled`. */
  enabled?: pulumi.Input<boolean>;
}

/** Cilium's operator. */
export interface CiliumOperatorArgs {
  /** Number of operator pods, each on its own node: 1 where the cluster has one node. Defaults to 2. Helm key `operator.replicas`. */
  replicas?: pulumi.Input<number>;
  /** Whether operator pods restart when the configuration changes. Defaults to false. Helm key `operator.rollOutPods`. */
  rollOutPods?: pulumi.Input<boolean>;
  /** Image of the operator; the chart adds `-generic` to the repository. Helm key `operator.image`. */
  image?: CiliumOperatorImageArgs;
}

/** Image of the operator, whose digest key differs from the other images'. */
export interface CiliumOperatorImageArgs {
  /** Full reference that replaces all of the below. Helm key `operator.image.override`. */
  override?: pulumi.Input<string>;
  /** Defaults to `quay.io/cilium/operator`. Helm key `operator.image.repository`. */
  repository?: pulumi.Input<string>;
  /** Defaults to the chart's. Helm key `operator.image.tag`. */
  tag?: pulumi.Input<string>;
  /** Digest of the generic operator. Defaults to the chart's. Helm key `operator.image.genericDigest`. */
  genericDigest?: pulumi.Input<string>;
  /** Defaults to true. Helm key `operator.image.useDigest`. */
  useDigest?: pulumi.Input<boolean>;
  /** Defaults to `IfNotPresent`. Helm key `operator.image.pullPolicy`. */
  pullPolicy?: pulumi.Input<string>;
}

/** Envoy for L7: a DaemonSet of its own or part of the agent. */
export interface CiliumEnvoyArgs {
  /** True for a DaemonSet `cilium-envoy`. Defaults to true for new installs from 1.16, false before. Helm key `envoy.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Whether its pods restart when the configuration changes. Defaults to false. Helm key `envoy.rollOutPods`. */
  rollOutPods?: pulumi.Input<boolean>;
  /** Image of Envoy. Helm key `envoy.image`. */
  image?: CiliumImageArgs;
}

/** How fast the operator may ask the API server. */
export interface CiliumOperatorRateLimitArgs {
  /** Queries per second. Helm key `k8sClientRateLimit.operator.qps`. */
  qps?: pulumi.Input<number>;
  /** Queries at once. Helm key `k8sClientRateLimit.operator.burst`. */
  burst?: pulumi.Input<number>;
}

/** How fast the agents may ask the API server; L2 announcements of many services need more. */
export interface CiliumK8sClientRateLimitArgs {
  /** Queries per second. Defaults to 10 (5 on 1.14). Helm key `k8sClientRateLimit.qps`. */
  qps?: pulumi.Input<number>;
  /** Queries at once. Defaults to 20 (10 on 1.14). Helm key `k8sClientRateLimit.burst`. */
  burst?: pulumi.Input<number>;
  /** The operator's own limits, from 1.17. Helm key `k8sClientRateLimit.operator`. */
  operator?: CiliumOperatorRateLimitArgs;
}
