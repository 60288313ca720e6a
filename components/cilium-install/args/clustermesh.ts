import * as pulumi from "@pulumi/pulumi";
import { CiliumImageArgs } from "./chart";

/** How peers prove who they are (`clustermesh.apiserver.tls.authMode`). */
export const CiliumMeshAuthMode = { Legacy: "legacy", Migration: "migration", Cluster: "cluster" } as const;
export type CiliumMeshAuthMode = (typeof CiliumMeshAuthMode)[keyof typeof CiliumMeshAuthMode];

/** Whether CoreDNS is taught `clusterset.local` by the chart. */
export interface CiliumMcsCoreDnsArgs {
  /** Needs CoreDNS 1.12.2 or later. Defaults to false. Helm key `clustermesh.mcsapi.corednsAutoConfigure.enabled`. */
  enabled?: pulumi.Input<boolean>;
}

/** Multi-Cluster Services API (ServiceExport, ServiceImport). */
export interface CiliumMcsApiArgs {
  /** Defaults to false. From 1.17. Helm key `clustermesh.mcsapi.enabled`; before 1.19 it becomes `clustermesh.enableMCSAPISupport`. */
  enabled?: pulumi.Input<boolean>;
  /** Whether the operator installs the kinds. Defaults to true. From 1.19; install them before Cilium on older versions. Helm key `clustermesh.mcsapi.installCRDs`. */
  installCRDs?: pulumi.Input<boolean>;
  /** From 1.19. Helm key `clustermesh.mcsapi.corednsAutoConfigure`. */
  corednsAutoConfigure?: CiliumMcsCoreDnsArgs;
}

/** Certificates of clustermesh-apiserver beyond what the mesh decides. */
export interface CiliumMeshApiserverTlsArgs {
  /** Defaults to `legacy` up to 1.18, `migration` from 1.19. Helm key `clustermesh.apiserver.tls.authMode`. */
  authMode?: pulumi.Input<CiliumMeshAuthMode>;
}

/** KVStoreMesh beyond what the mesh decides. */
export interface CiliumKvstoreMeshModeArgs {
  /** `internal` or `external`. Defaults to `internal`. From 1.18. Helm key `clustermesh.apiserver.kvstoremesh.kvstoreMode`. */
  kvstoreMode?: pulumi.Input<string>;
}

/** The clustermesh-apiserver Deployment. */
export interface CiliumMeshApiserverArgs {
  /** Number of pods; more than one from 1.16 only (#32646). Defaults to 1. Helm key `clustermesh.apiserver.replicas`. */
  replicas?: pulumi.Input<number>;
  /** Image. Helm key `clustermesh.apiserver.image`. */
  image?: CiliumImageArgs;
  /** Helm key `clustermesh.apiserver.tls`. */
  tls?: CiliumMeshApiserverTlsArgs;
  /** Helm key `clustermesh.apiserver.kvstoremesh`. */
  kvstoremesh?: CiliumKvstoreMeshModeArgs;
}

/** Mesh settings that are not membership; who is in the mesh and how it is reached comes from `ClusterMesh`. */
export interface CiliumClusterMeshSettingsArgs {
  /** Whether EndpointSlices of other clusters appear in this one. Defaults to false. From 1.16. Helm key `clustermesh.enableEndpointSliceSynchronization`. */
  enableEndpointSliceSynchronization?: pulumi.Input<boolean>;
  /** The same as `mcsapi.enabled`, under the name it had before 1.19. Helm key `clustermesh.enableMCSAPISupport`; from 1.19 it becomes `clustermesh.mcsapi.enabled`. */
  enableMCSAPISupport?: pulumi.Input<boolean>;
  /** Multi-Cluster Services API. Helm key `clustermesh.mcsapi`. */
  mcsapi?: CiliumMcsApiArgs;
  /** Whether policies without a cluster label mean the own cluster only. Defaults to true from 1.19, false before. From 1.18. Helm key `clustermesh.policyDefaultLocalCluster`. */
  policyDefaultLocalCluster?: pulumi.Input<boolean>;
  /** How long a lost peer's state is kept, as a duration; `0s` is for ever. Defaults to `0s`. From 1.19. Helm key `clustermesh.cacheTTL`. */
  cacheTTL?: pulumi.Input<string>;
  /** Helm key `clustermesh.apiserver`. */
  apiserver?: CiliumMeshApiserverArgs;
}
