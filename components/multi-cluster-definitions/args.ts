/** The kinds ServiceExport and ServiceImport, in the cluster of the inherited Kubernetes provider. */
export interface MultiClusterDefinitionsArgs {
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides which API version is stored, and whether Cilium's operator brings the kinds itself, as it does from 1.19 on. */
  ciliumVersion: string;
}
