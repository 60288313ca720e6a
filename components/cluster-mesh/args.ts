import * as pulumi from "@pulumi/pulumi";

/** How a cluster's clustermesh-apiserver is reached by its peers. */
export const MeshServiceType = {
  NodePort: "NodePort",
  LoadBalancer: "LoadBalancer",
  ClusterIP: "ClusterIP",
} as const;
export type MeshServiceType = (typeof MeshServiceType)[keyof typeof MeshServiceType];

/** Which of a member's node addresses its peers are told (NodePort only). */
export const MeshPeerAddresses = {
  /** All nodes: a peer survives the loss of any one of them. */
  AllNodes: "all-nodes",
  /** Control-plane nodes only, as the hands-on notes have it. */
  ControlPlane: "control-plane",
} as const;
export type MeshPeerAddresses = (typeof MeshPeerAddresses)[keyof typeof MeshPeerAddresses];

/** How the mesh's certificates are made (`clustermesh.apiserver.tls.auto.method`). */
export const MeshCertificateMethod = {
  Helm: "helm",
  CronJob: "cronJob",
  CertManager: "certmanager",
} as const;
export type MeshCertificateMethod = (typeof MeshCertificateMethod)[keyof typeof MeshCertificateMethod];

/** A node of a cluster, as its peers and its router need to know it. */
export interface ClusterNode {
  /** Name of the Kubernetes node. */
  name: string;
  /** `control-plane` or `worker`. */
  role: string;
  /** The node's InternalIP. */
  address: string;
}

/** The certificate authority that all members share; the chart signs every mesh and Hubble certificate with it. */
export interface MeshCertificateAuthorityArgs {
  /** The CA's certificate in PEM. Helm key `tls.ca.cert` (base64 of it). */
  certificatePem: pulumi.Input<string>;
  /** The CA's private key in PEM, a secret. Helm key `tls.ca.key` (base64 of it). */
  privateKeyPem: pulumi.Input<string>;
}

/** Certificates of the mesh. */
export interface MeshTlsArgs {
  /** Who makes the leaf certificates. Defaults to `helm`, which is complete in one pass on every version. Helm key `clustermesh.apiserver.tls.auto.method`. */
  method?: pulumi.Input<MeshCertificateMethod>;
  /** Cron schedule of renewal, for `cronJob`. Defaults to `0 0 1 *\/4 *` there. Helm key `clustermesh.apiserver.tls.auto.schedule`. */
  schedule?: pulumi.Input<string>;
  /** Validity of leaf certificates in days. Defaults to the chart's (1095; 365 from 1.20). Helm key `clustermesh.apiserver.tls.auto.certValidityDuration`. */
  certValidityDuration?: pulumi.Input<number>;
}

/** The Service in front of clustermesh-apiserver. */
export interface MeshServiceArgs {
  /** Defaults to `NodePort`. Plain, for it decides whether a Service is made before the installs. Helm key `clustermesh.apiserver.service.type`. */
  type?: MeshServiceType;
  /** Annotations, e.g. a cloud's internal load balancer. Helm key `clustermesh.apiserver.service.annotations`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** KVStoreMesh: a cache of the peers' state in each cluster. */
export interface MeshKvstoreMeshArgs {
  /** Defaults to true on every version, also where the chart's own default is off (1.14, 1.15). Helm key `clustermesh.apiserver.kvstoremesh.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** How long a starting clustermesh-apiserver waits for a peer that does not answer before it serves its own agents, 1–600 seconds. In a new mesh all wait for each other, so a first install takes this long. Defaults to 3, where Cilium's own is 15. From 1.16. Argument `--per-cluster-ready-timeout` in Helm key `clustermesh.apiserver.kvstoremesh.extraArgs`. */
  peerTimeoutSeconds?: pulumi.Input<number>;
}

/** One cluster of a mesh. */
export interface ClusterMeshMemberArgs {
  /** Name of the cluster, `cluster.name` in Cilium: 1–32 characters of a–z, 0–9 and `-`, unique in the mesh, not `default`. */
  name: string;
  /** `cluster.id` in Cilium: 1–255, or 1–511 with `maxConnectedClusters: 511`; unique in the mesh. */
  id: pulumi.Input<number>;
  /** Version of Cilium in this cluster, e.g. `1.18.1`. At most one minor release from any other member. */
  ciliumVersion: string;
  /** Pod CIDRs; no two members' may overlap. */
  podCidrs: pulumi.Input<pulumi.Input<string>[]>;
  /** Nodes of the cluster; with `NodePort` their addresses are where the peers connect. */
  nodes?: pulumi.Input<pulumi.Input<ClusterNode>[]>;
  /** NodePort of clustermesh-apiserver, 30000–32767. Defaults to 32379 where Cilium allows the same in all clusters (1.18.2 and later), else 32379 + id − 1 (#24692). */
  nodePort?: pulumi.Input<number>;
  /** Addresses or one DNS name under which peers reach this member, instead of its nodes' addresses. Needed for `ClusterIP`, and for `LoadBalancer` before 1.19: bring the mesh up once with NodePort, read the load balancer's address, then give it here. */
  endpoints?: pulumi.Input<pulumi.Input<string>[]>;
  /** Port that goes with `endpoints`. Defaults to 2379 (the NodePort for `NodePort`). */
  endpointPort?: pulumi.Input<number>;
  /** Kubeconfig of the cluster, a secret. Only needed for `LoadBalancer`, whose Service must exist before its address is known. */
  kubeconfig?: pulumi.Input<string>;
  /** Names of the members this one connects to. Defaults to all others (full mesh). Links must be declared from both sides to carry traffic both ways. */
  peers?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether kube-proxy replacement is on; decides whether NodePorts must differ (#24692). Defaults to true. */
  kubeProxyReplacement?: pulumi.Input<boolean>;
  /** `native` or `tunnel`, as in the member's Cilium install; must be the same in all. Defaults to not compared. */
  routingMode?: pulumi.Input<string>;
}

/** A mesh of clusters: checked as a whole, then handed to each cluster's install as its membership. */
export interface ClusterMeshArgs {
  /** The members; at least one. Order does not matter. */
  members: ClusterMeshMemberArgs[];
  /** 255 or 511; the same in all clusters and fixed for their life. Defaults to 255 (65,535 identities per cluster; 511 leaves 32,767). Helm key `clustermesh.maxConnectedClusters`. */
  maxConnectedClusters?: pulumi.Input<number>;
  /** The Service in front of clustermesh-apiserver. Defaults to a NodePort. */
  service?: MeshServiceArgs;
  /** KVStoreMesh. Defaults to on. */
  kvstoreMesh?: MeshKvstoreMeshArgs;
  /** Leaf certificates. Defaults to the chart's Helm method. */
  tls?: MeshTlsArgs;
  /** Which node addresses peers are told. Defaults to `all-nodes`. */
  peerAddresses?: pulumi.Input<MeshPeerAddresses>;
  /** A CA brought along. Defaults to one that this component makes (ECDSA P-256, 10 years, protected). */
  certificateAuthority?: MeshCertificateAuthorityArgs;
  /** Whether the CA made here refuses deletion. Defaults to true; stacks that are torn down as a whole set false. */
  protectCertificateAuthority?: boolean;
}

/** One peer of a member, as it stands in `clustermesh.config.clusters`. */
export interface CiliumMeshPeer {
  /** Name of the peer cluster. */
  name: string;
  /** Addresses of the peer's clustermesh-apiserver; left out where `address` is used. */
  ips?: string[];
  /** DNS name of the peer's clustermesh-apiserver. */
  address?: string;
  /** Port of the peer's clustermesh-apiserver. */
  port: number;
}

/** What a mesh hands to one member's `CiliumInstall`. Plain data: it may cross component boundaries and languages. */
export interface CiliumMeshMembership {
  /** `cluster.name`. */
  name: string;
  /** `cluster.id`. */
  id: number;
  /** 255 or 511. */
  maxConnectedClusters: number;
  /** The peers, sorted by name. */
  peers: CiliumMeshPeer[];
  /** `NodePort`, `LoadBalancer` or `ClusterIP`. */
  serviceType: string;
  /** NodePort of the own clustermesh-apiserver; absent unless the type is `NodePort` and it differs from the chart's 32379. */
  nodePort?: number;
  /** Annotations of the own Service. */
  serviceAnnotations?: Record<string, string>;
  /** True where the Service is made before the chart (`clustermesh.apiserver.service.externallyCreated`). */
  serviceExternallyCreated?: boolean;
  /** DNS names under which peers reach this member; its server certificate must carry them (`clustermesh.apiserver.tls.server.extraDnsNames`). */
  serverDnsNames?: string[];
  /** Whether KVStoreMesh runs. */
  kvstoreMesh: boolean;
  /** How long its readiness waits for a peer that does not answer, in seconds. Defaults to Cilium's 15. */
  kvstoreMeshPeerTimeoutSeconds?: number;
  /** Leaf certificates: method. */
  tlsMethod: string;
  /** Leaf certificates: schedule, for `cronJob`. */
  tlsSchedule?: string;
  /** Leaf certificates: validity in days. */
  tlsCertValidityDuration?: number;
  /** The CA's certificate, PEM. */
  caCertificatePem: string;
  /** The CA's private key, PEM; secret. */
  caPrivateKeyPem: string;
}
