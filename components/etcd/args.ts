import * as pulumi from "@pulumi/pulumi";
import { CiliumIdentityAllocationMode } from "../cilium-install/args";
import { ClusterNode } from "../cluster-mesh/args";

/** Where the etcd runs. */
export const EtcdMode = {
  /** On the nodes' own network, with node addresses for endpoints: needs nothing of Cilium, so it comes before it. */
  Nodes: "nodes",
  /** One plain Pod behind a Service, as the hands-on notes have it: a circle with Cilium, which it needs and which needs it. */
  Pod: "pod",
  /** Somewhere else: it is there already, and only its addresses and certificates are taken. */
  Outside: "outside",
} as const;
export type EtcdMode = (typeof EtcdMode)[keyof typeof EtcdMode];

/** What a member without data does when it starts. */
export const EtcdClusterState = {
  /** Found the cluster together with the other members. */
  New: "new",
  /** Join the cluster that is there, which has been told of it with `etcdctl member add`. */
  Existing: "existing",
} as const;
export type EtcdClusterState = (typeof EtcdClusterState)[keyof typeof EtcdClusterState];

/** Certificates brought along, in PEM. */
export interface EtcdCertificatesArgs {
  /** Certificate of the CA that signed the others; several in one text are all trusted. */
  caCertificatePem: pulumi.Input<string>;
  /** Certificate that Cilium shows; its extended key usage must allow clients. Goes into Secret `cilium-etcd-secrets`. */
  clientCertificatePem: pulumi.Input<string>;
  /** Its private key, a secret. */
  clientPrivateKeyPem: pulumi.Input<string>;
  /** Certificate of all members, for clients and for each other: with every member's address and 127.0.0.1 (::1 for IPv6) among its names, for servers and clients. For `nodes` only. */
  memberCertificatePem?: pulumi.Input<string>;
  /** Its private key, a secret. For `nodes` only. */
  memberPrivateKeyPem?: pulumi.Input<string>;
}

/** TLS between etcd and its clients, and between its members. */
export interface EtcdTlsArgs {
  /** Plain, for it decides what is made. Defaults to true; `pod` has none. Helm key `etcd.ssl`. */
  enabled?: boolean;
  /** Certificates brought along; needed for `outside`. Defaults to ones that this component makes (ECDSA P-256). */
  certificates?: EtcdCertificatesArgs;
  /** Validity of the certificates made here in hours; the CA has ten years. An `up` in the last third of it renews them, without a restart. At least 24. Defaults to 26280, three years. */
  validityHours?: number;
  /** Whether the CA made here refuses deletion. Defaults to true; stacks that are torn down as a whole set false. */
  protectCertificateAuthority?: boolean;
}

/** What a member may use of its node. */
export interface EtcdResourcesArgs {
  /** CPU that is kept for it, e.g. `100m`. Defaults to `100m`. */
  cpuRequest?: pulumi.Input<string>;
  /** Memory that is kept for it. Defaults to `128Mi`. */
  memoryRequest?: pulumi.Input<string>;
  /** Memory at which it is ended; must leave room for `quotaMebibytes`. Defaults to none. */
  memoryLimit?: pulumi.Input<string>;
}

/** An etcd for Cilium's identities in the cluster of the inherited Kubernetes provider. Comes before `CiliumInstall`, which takes its endpoints. */
export interface EtcdArgs {
  /** Where it runs. Plain, for it decides what is made. Defaults to `nodes`. */
  mode?: EtcdMode;
  /** Version of Cilium in the cluster, e.g. `1.18.1`; decides what `pod` is warned of. */
  ciliumVersion: string;
  /** The cluster's nodes with their InternalIPs. Needed for `nodes`. */
  nodes?: pulumi.Input<pulumi.Input<ClusterNode>[]>;
  /** Names of the nodes that run a member: one, three or five. Which nodes these are cannot change as other inputs do, see `initialClusterState`. Defaults to the first control-plane node alone. For `nodes` only. */
  members?: pulumi.Input<pulumi.Input<string>[]>;
  /** URLs of an etcd that is there, e.g. `https://192.0.2.9:2379`. For `outside` only, and needed there. Helm key `etcd.endpoints`. */
  endpoints?: pulumi.Input<pulumi.Input<string>[]>;
  /** Image. Its program must be `etcd` on the PATH. Defaults to `quay.io/coreos/etcd:v3.5.21`, for `pod` to the notes' `v3.5.0`. */
  image?: pulumi.Input<string>;
  /** Port for clients on each member's node, 1–65535. Defaults to 12379: control-plane nodes have kubeadm's etcd on 2379 to 2381. For `nodes` only. */
  clientPort?: pulumi.Input<number>;
  /** Port for the other members on each member's node, 1–65535. Defaults to 12380. For `nodes` only. */
  peerPort?: pulumi.Input<number>;
  /** Port of probes and metrics on the loopback of each member's node, 1–65535. Defaults to 12381. For `nodes` only. */
  metricsPort?: pulumi.Input<number>;
  /** Folder on each member's node that its data live in; made where it is missing, and never deleted. Defaults to `/var/lib/cilium-etcd`; not `/var/lib/etcd`, which is kubeadm's. For `nodes` only. */
  dataDirectory?: pulumi.Input<string>;
  /** What a member without data does: set `existing` while a member that etcd was told of comes up, and leave it then. Defaults to `new`. For `nodes` only. */
  initialClusterState?: pulumi.Input<EtcdClusterState>;
  /** Hours of history that are kept before etcd compacts it, 1–168. Defaults to 1. For `nodes` only. */
  autoCompactionHours?: pulumi.Input<number>;
  /** Size of the database at which etcd refuses writes, in MiB, 64–8192. Defaults to 2048. For `nodes` only. */
  quotaMebibytes?: pulumi.Input<number>;
  /** Further arguments of etcd, e.g. `--snapshot-count=10000`; a change restarts the members one by one. Defaults to none. For `nodes` only. */
  extraArgs?: pulumi.Input<pulumi.Input<string>[]>;
  /** What a member may use of its node. For `nodes` only. */
  resources?: EtcdResourcesArgs;
  /** TLS. Defaults to on, with certificates made here. */
  tls?: EtcdTlsArgs;
  /** Kubeconfig of the cluster, a secret. With it a change of members is refused before it does harm. Defaults to no such check. */
  kubeconfig?: pulumi.Input<string>;
  /** Cilium's `identityAllocationMode` as it is to be, the same as `CiliumInstall` gets. With `kubeconfig`, nothing of the etcd is made where the Cilium that runs cannot go over to it. Defaults to no such check: `CiliumInstall` then refuses alone, when the etcd is there. */
  identityAllocationMode?: pulumi.Input<CiliumIdentityAllocationMode>;
  /** How long the members may take to become healthy, in seconds, 1–86400. Defaults to 600. */
  timeoutSeconds?: number;
}
