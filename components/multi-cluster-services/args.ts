import * as pulumi from "@pulumi/pulumi";
import { ClustersetDnsArgs } from "../clusterset-dns/args";

/** A Service offered to the other clusters: a ServiceExport of its name in each cluster that has it. */
export interface MultiClusterServiceExportArgs {
  /** Name of the Service. */
  name: string;
  /** Namespace of the Service, the same in every cluster. Defaults to `default`. */
  namespace?: string;
  /** Names of the clusters that export it; the others import it all the same. Defaults to all. */
  clusters?: string[];
}

/** One cluster of the mesh; each imports everything that any exports. */
export interface MultiClusterServicesClusterArgs {
  /** Name of the cluster, `cluster.name` in Cilium. */
  name: string;
  /** Kubeconfig of the cluster, a secret. */
  kubeconfig: pulumi.Input<string>;
  /** What tells this cluster from any other ever made, e.g. `clusterIdentifier` of `KindCluster`; when it changes, everything in it is made anew. Defaults to the kubeconfig's server and CA. */
  clusterIdentifier?: pulumi.Input<string>;
  /** URN of the resource that the cluster ends with, e.g. `lifetimeUrn` of `KindCluster`: when that is deleted, everything in it counts as deleted too. Defaults to none. */
  deletedWith?: pulumi.Input<string>;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides the API version of the ServiceExports. */
  ciliumVersion: string;
  /** Namespaces of exports that something else makes in this cluster. Defaults to none. */
  namespaces?: string[];
}

/** Services across clusters by the Multi-Cluster Services API; Cilium must be there with its switch on (`clustermesh.mcsapi.enabled`). */
export interface MultiClusterServicesArgs {
  /** The clusters of the mesh, at least one, each once. */
  clusters: MultiClusterServicesClusterArgs[];
  /** What is offered. An empty list leaves the API on and takes every export back, which is the step before taking the API away. */
  exports: MultiClusterServiceExportArgs[];
  /** Whether the exports' namespaces are made in every cluster: without one nothing is imported there. Never deleted again, for others may use them. Defaults to true. */
  createNamespaces?: boolean;
  /** Names under `clusterset.local`. Defaults to a dedicated CoreDNS in every cluster. */
  coreDns?: ClustersetDnsArgs;
  /** How long every cluster may take to import everything, in seconds, 1–86400. Defaults to 300. */
  timeoutSeconds?: number;
}
