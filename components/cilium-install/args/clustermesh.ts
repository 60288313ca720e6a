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

/** How leaf certificates of clustermesh-apiserver are made. A membership decides all of it. */
export interface CiliumMeshTlsAutoArgs {
  /** Whether the chart makes them. Defaults to true. Helm key `clustermesh.apiserver.tls.auto.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** `helm`, `cronJob` or `certmanager`. Defaults to `helm`. Helm key `clustermesh.apiserver.tls.auto.method`. */
  method?: pulumi.Input<string>;
  /** When `cronJob` renews them, in cron's five fields; needed with it before 1.20. Helm key `clustermesh.apiserver.tls.auto.schedule`. */
  schedule?: pulumi.Input<string>;
  /** Days they are valid. Defaults to 1095, 365 from 1.20. Helm key `clustermesh.apiserver.tls.auto.certValidityDuration`. */
  certValidityDuration?: pulumi.Input<number>;
}

/** Certificates of clustermesh-apiserver. */
export interface CiliumMeshApiserverTlsArgs {
  /** A membership decides it. Helm key `clustermesh.apiserver.tls.auto`. */
  auto?: CiliumMeshTlsAutoArgs;
  /** Defaults to `legacy` up to 1.18, `migration` from 1.19. Helm key `clustermesh.apiserver.tls.authMode`. */
  authMode?: pulumi.Input<CiliumMeshAuthMode>;
}

/** KVStoreMesh. */
export interface CiliumKvstoreMeshModeArgs {
  /** A membership decides it. Defaults to true from 1.16, false before. Helm key `clustermesh.apiserver.kvstoremesh.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** `internal` or `external`. Defaults to `internal`. From 1.18. Helm key `clustermesh.apiserver.kvstoremesh.kvstoreMode`. */
  kvstoreMode?: pulumi.Input<string>;
}

/** The Service in front of clustermesh-apiserver. A membership decides all of it. */
export interface CiliumMeshApiserverServiceArgs {
  /** `NodePort`, `LoadBalancer` or `ClusterIP`. Defaults to `NodePort`. Helm key `clustermesh.apiserver.service.type`. */
  type?: pulumi.Input<string>;
  /** NodePort, 30000–32767; not the same in two clusters before 1.18.2 (#24692). Defaults to 32379. Helm key `clustermesh.apiserver.service.nodePort`. */
  nodePort?: pulumi.Input<number>;
  /** Annotations. Helm key `clustermesh.apiserver.service.annotations`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A cluster that this one connects to. */
export interface CiliumRemoteClusterArgs {
  /** Its name in Cilium. Helm key `clustermesh.config.clusters[].name`. */
  name: pulumi.Input<string>;
  /** Addresses of its clustermesh-apiserver; left out where `address` is given. Helm key `clustermesh.config.clusters[].ips`. */
  ips?: pulumi.Input<pulumi.Input<string>[]>;
  /** DNS name of its clustermesh-apiserver. Helm key `clustermesh.config.clusters[].address`. */
  address?: pulumi.Input<string>;
  /** Port of its clustermesh-apiserver, e.g. 32379. Helm key `clustermesh.config.clusters[].port`. */
  port: pulumi.Input<number>;
}

/** Which clusters this one connects to, where no `ClusterMesh` knows them all. A membership decides all of it. */
export interface CiliumMeshConfigArgs {
  /** Defaults to false. Helm key `clustermesh.config.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Domain of the names that peers go by in certificates. Defaults to `mesh.cilium.io`. Helm key `clustermesh.config.domain`. */
  domain?: pulumi.Input<string>;
  /** The other clusters, never the own one. Helm key `clustermesh.config.clusters`. */
  clusters?: CiliumRemoteClusterArgs[];
}

/** The clustermesh-apiserver Deployment. */
export interface CiliumMeshApiserverArgs {
  /** Number of pods; more than one from 1.16 only (#32646). Defaults to 1. Helm key `clustermesh.apiserver.replicas`. */
  replicas?: pulumi.Input<number>;
  /** Image. Helm key `clustermesh.apiserver.image`. */
  image?: CiliumImageArgs;
  /** Helm key `clustermesh.apiserver.service`. */
  service?: CiliumMeshApiserverServiceArgs;
  /** Helm key `clustermesh.apiserver.tls`. */
  tls?: CiliumMeshApiserverTlsArgs;
  /** Helm key `clustermesh.apiserver.kvstoremesh`. */
  kvstoremesh?: CiliumKvstoreMeshModeArgs;
}

/**
 * Mesh settings of one cluster. Who is in the mesh and how it is reached comes from `ClusterMesh` as the membership; the
 * same settings are here for a cluster whose peers this program does not know.
 */
export interface CiliumClusterMeshSettingsArgs {
  /** Whether clustermesh-apiserver runs. A membership decides it. Defaults to false. Helm key `clustermesh.useAPIServer`. */
  useAPIServer?: pulumi.Input<boolean>;
  /** 255 (up to 65,535 identities a cluster) or 511 (32,767); the same in all clusters and never changed on a running one, which is refused. A membership decides it. Defaults to 255. From 1.15. Helm key `clustermesh.maxConnectedClusters`. */
  maxConnectedClusters?: pulumi.Input<number>;
  /** Helm key `clustermesh.config`. */
  config?: CiliumMeshConfigArgs;
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
