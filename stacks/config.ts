import { HelmValues } from "../components/internal/helm-values";
import { ClusterNode } from "../components/cluster-mesh/args";

/**
 * A stack's configuration as its file says it, merged with its overlays and valid by the JSON Schema
 * (schemas/stack-config.schema.json). Nothing is resolved yet: defaults and merging are in resolve.ts.
 */
export interface StackConfig {
  topology: Topologies;
  clusters: ClusterConfig[];
  /** Settings of every cluster's Cilium, in the chart's own groups. */
  cilium: CiliumConfig;
  /** Left out where the clusters are not meshed. */
  mesh?: MeshConfig;
  services: ServiceConfig[];
  samples: SampleConfig[];
}

/** The topologies that a stack file may name; each is a function in this folder. */
export const Topologies = { Mesh: "mesh" } as const;
export type Topologies = (typeof Topologies)[keyof typeof Topologies];

/** The typed settings of `CiliumInstall` without Inputs; the schema guarantees their shape. */
export interface CiliumConfig extends HelmValues {
  version: string;
}

export interface ClusterConfig {
  name: string;
  id: number;
  /** A cluster to make; exactly one of `kind` and `existing`. */
  kind?: KindConfig;
  /** A cluster that is there. */
  existing?: ExistingConfig;
  /** Settings of this cluster's Cilium alone, over the shared ones. */
  cilium?: HelmValues;
  mesh?: MemberConfig;
}

export interface KindConfig {
  clusterName?: string;
  nodeImage?: string;
  nodes?: KindNodeConfig[];
  podSubnet: string;
  serviceSubnet: string;
  disableDefaultCni?: boolean;
  kubeProxyMode?: string;
  apiServerPort?: number;
  schedulableControlPlane?: boolean;
  nodePackages?: string[];
  kubeconfigDirectory?: string;
  timeoutSeconds?: number;
}

export interface KindNodeConfig {
  role: "control-plane" | "worker";
  image?: string;
  labels?: Record<string, string>;
  portMappings?: { containerPort: number; hostPort?: number; listenAddress?: string; protocol?: string }[];
  mounts?: { hostPath: string; containerPath: string; readOnly?: boolean }[];
}

export interface ExistingConfig {
  /** Path of a kubeconfig file; `~` is the home folder. */
  kubeconfigPath?: string;
  context?: string;
  /** What cannot be read before the cluster answers, but lets the prover check more. */
  podSubnet?: string;
  serviceSubnet?: string;
  nodes?: ClusterNode[];
  timeoutSeconds?: number;
}

export interface MeshConfig {
  /** Names of the clusters in the mesh. Defaults to all. */
  members?: string[];
  maxConnectedClusters?: number;
  service?: { type?: "NodePort" | "LoadBalancer" | "ClusterIP"; annotations?: Record<string, string> };
  kvstoreMesh?: { enabled?: boolean };
  tls?: { method?: "helm" | "cronJob" | "certmanager"; schedule?: string; certValidityDuration?: number };
  peerAddresses?: "all-nodes" | "control-plane";
  /** A CA brought along, as PEM files. Defaults to one that the mesh makes. */
  certificateAuthority?: { certificateFile: string; privateKeyFile: string };
  protectCertificateAuthority?: boolean;
}

export interface MemberConfig {
  nodePort?: number;
  endpoints?: string[];
  endpointPort?: number;
  peers?: string[];
}

export interface ServiceConfig {
  name: string;
  namespace?: string;
  selector: Record<string, string>;
  ports: ServicePortConfig[];
  type?: string;
  annotations?: Record<string, string>;
  /** Defaults to every member of the mesh. */
  clusters?: ServiceClusterConfig[];
}

export interface ServicePortConfig {
  name?: string;
  port: number;
  targetPort?: string;
  protocol?: string;
  nodePort?: number;
}

export interface ServiceClusterConfig {
  name: string;
  global?: boolean;
  shared?: boolean;
  affinity?: "none" | "local" | "remote";
  clientOnly?: boolean;
  selector?: Record<string, string>;
}

export interface SampleConfig {
  sample: "webpod" | "curl-pod" | "userlist";
  /** Defaults to every cluster. */
  clusters?: string[];
  replicas?: number;
  namespace?: string;
  image?: string;
}
