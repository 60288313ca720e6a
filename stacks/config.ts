import { HelmValues } from "../components/internal/helm-values";
import {
  BgpAdvertisementArgs,
  BgpPeerArgs,
  BgpRouterArgs,
  BgpRouterLinkArgs,
} from "../components/bgp-fabric/args";
import { ClusterNode } from "../components/cluster-mesh/args";
import type {
  IngressConfig,
  IngressPolicyConfig,
  L2AnnouncementConfig,
  LoadBalancerPoolConfig,
  PolicyConfig,
} from "./placed-config";

export type {
  IngressConfig,
  IngressPathConfig,
  IngressPolicyConfig,
  L2AnnouncementConfig,
  LoadBalancerPoolConfig,
  PlacedConfig,
  PolicyConfig,
  SelectorConfig,
} from "./placed-config";

/**
 * A stack's configuration as its file says it, merged with its overlays and valid by the JSON Schema
 * (schemas/stack-config.schema.json). Nothing is resolved yet: defaults and merging are in resolve.ts.
 */
export interface StackConfig {
  clusters: ClusterConfig[];
  /** Settings of every cluster's Cilium, in the chart's own groups. */
  cilium: CiliumConfig;
  /** Left out where the clusters are not meshed. */
  mesh?: MeshConfig;
  services: ServiceConfig[];
  samples: SampleConfig[];
  /** Networks that nodes and routers stand in. */
  racks: RackConfig[];
  /** Routers that clusters with `bgp` peer with. */
  routers: RouterConfig[];
  /** Sessions between routers. */
  routerLinks: RouterLinkConfig[];
  /** Addresses for Services of type LoadBalancer. */
  loadBalancerPools: LoadBalancerPoolConfig[];
  /** Which nodes answer for them by ARP and NDP. */
  l2Announcements: L2AnnouncementConfig[];
  /** Ingresses of class `cilium`. */
  ingresses: IngressConfig[];
  /** Who may come in. */
  ingressPolicies: IngressPolicyConfig[];
  /** Network policies across clusters. */
  policies: PolicyConfig[];
  /** Services by the Multi-Cluster Services API among the mesh's members; left out where there are none. */
  mcs?: McsConfig;
}

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
  /** Left out where its nodes do not speak BGP. */
  bgp?: ClusterBgpConfig;
  /** An etcd for identities. Left out where they stay in the API server, or the etcd is named in `cilium.etcd` alone. */
  etcd?: ClusterEtcdConfig;
}

/** As `EtcdArgs` without what the cluster itself says, with certificates in files. */
export interface ClusterEtcdConfig {
  mode?: "nodes" | "pod" | "outside";
  members?: string[];
  endpoints?: string[];
  image?: string;
  clientPort?: number;
  peerPort?: number;
  metricsPort?: number;
  dataDirectory?: string;
  initialClusterState?: "new" | "existing";
  autoCompactionHours?: number;
  quotaMebibytes?: number;
  extraArgs?: string[];
  resources?: { cpuRequest?: string; memoryRequest?: string; memoryLimit?: string };
  tls?: {
    enabled?: boolean;
    certificates?: EtcdCertificateFiles;
    validityHours?: number;
    protectCertificateAuthority?: boolean;
  };
  timeoutSeconds?: number;
}

/** PEM files of certificates brought along. */
export interface EtcdCertificateFiles {
  caCertificateFile: string;
  clientCertificateFile: string;
  clientPrivateKeyFile: string;
  memberCertificateFile?: string;
  memberPrivateKeyFile?: string;
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
  /** The rack that the node stands in, with its addresses there; its InternalIP then. */
  rack?: NodeRackConfig;
}

export interface NodeRackConfig {
  name: string;
  address?: string;
  address6?: string;
}

export interface ExistingConfig {
  /** Path of a kubeconfig file; `~` is the home folder. */
  kubeconfigPath?: string;
  context?: string;
  /** What cannot be read before the cluster answers, but lets the prover check more. */
  podSubnet?: string;
  serviceSubnet?: string;
  nodes?: ExistingNodeConfig[];
  timeoutSeconds?: number;
}

export interface ExistingNodeConfig extends ClusterNode {
  /** The rack that the node stands in; its address there is `address`. */
  rack?: NodeRackConfig;
}

export interface MeshConfig {
  /** Names of the clusters in the mesh. Defaults to all. */
  members?: string[];
  maxConnectedClusters?: number;
  service?: { type?: "NodePort" | "LoadBalancer" | "ClusterIP"; annotations?: Record<string, string> };
  kvstoreMesh?: { enabled?: boolean; peerTimeoutSeconds?: number };
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
  externalTrafficPolicy?: "Cluster" | "Local";
  /** Addresses asked of the pools. */
  loadBalancerAddresses?: string[];
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: string[];
  /** Labels of the Service itself. */
  labels?: Record<string, string>;
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
  /** Addresses asked of this cluster's pools. Defaults to the service's. */
  loadBalancerAddresses?: string[];
  selector?: Record<string, string>;
}

export interface SampleConfig {
  sample: "webpod" | "curl-pod" | "bookinfo" | "userlist" | "rebel-base";
  /** Defaults to every cluster. */
  clusters?: string[];
  replicas?: number;
  namespace?: string;
  image?: string;
  nodeSelector?: Record<string, string>;
  /** Node to pin the pods to. */
  nodeName?: string;
}

/** As `BgpRackArgs`, and how the network comes to be. */
export interface RackConfig {
  name: string;
  subnet?: string;
  subnet6?: string;
  /** Name of the Docker network. Defaults to `rack-<stack>-<name>`. */
  network?: string;
  /** Addresses that Docker takes for this host. Default to the first of each subnet. */
  gateway?: string;
  gateway6?: string;
}

/** As `BgpRouterArgs`, and how the router runs. */
export interface RouterConfig extends BgpRouterArgs {
  /** False for a router that is there: its configuration is rendered and left to its owner. Defaults to true. */
  managed?: boolean;
  /** Image of FRR. Defaults to `quay.io/frrouting/frr:8.4.4`. */
  image?: string;
  /** Name of its container. Defaults to `<stack>-<name>`. */
  containerName?: string;
  /** Kernel settings of the container, over the defaults (forwarding, layer-4 hash for equal paths, loose rp_filter). */
  sysctls?: Record<string, string>;
}

/** As `BgpRouterLinkArgs`, with the password in a file. */
export interface RouterLinkConfig extends Omit<BgpRouterLinkArgs, "password"> {
  passwordFile?: string;
}

/** As `BgpClusterArgs` without what the cluster itself says. */
export interface ClusterBgpConfig {
  asn: number;
  configName?: string;
  instance?: string;
  nodeLabels?: Record<string, string>;
  labelNodes?: boolean;
  localPort?: number;
  peers: BgpPeerConfig[];
  advertisements?: BgpAdvertisementArgs[];
  /** What a single node has of its own, by node name. */
  nodes?: Record<string, { enabled?: boolean; routerId?: string; localPort?: number; asn?: number }>;
  /** Whether kind nodes get routes to the other racks by the rack's router. Defaults to true: Cilium learns no routes. */
  nodeRoutes?: boolean;
}

export interface BgpPeerConfig extends Omit<BgpPeerArgs, "password"> {
  passwordFile?: string;
}

/** As `MultiClusterServicesArgs` without the clusters, which are the mesh's members. */
export interface McsConfig {
  exports: { name: string; namespace?: string; clusters?: string[] }[];
  createNamespaces?: boolean;
  coreDns?: ClustersetDnsConfig;
  timeoutSeconds?: number;
}

/** As `ClustersetDnsArgs`. */
export interface ClustersetDnsConfig {
  mode?: "dedicated" | "cluster" | "chart" | "none";
  image?: string;
  plugin?: "kubernetes" | "multicluster";
  replicas?: number;
  route?: "mount" | "custom" | "none";
  clusterDnsName?: string;
  timeoutSeconds?: number;
}
