import * as pulumi from "@pulumi/pulumi";

/** Who answers for `clusterset.local`. */
export const ClustersetDnsMode = {
  /** A CoreDNS of our own, to which the cluster's own sends this zone on. Serves clusters whose CoreDNS is of any version. */
  Dedicated: "dedicated",
  /** The cluster's own CoreDNS. It must be 1.12.2 or later, as from Kubernetes 1.35 on. */
  Cluster: "cluster",
  /** Cilium's chart, from 1.19 on, with a Job that writes into the cluster's Corefile and does not take that back. CoreDNS must be 1.12.2 or later. */
  Chart: "chart",
  /** Nobody here. */
  None: "none",
} as const;
export type ClustersetDnsMode = (typeof ClustersetDnsMode)[keyof typeof ClustersetDnsMode];

/** How the image of a dedicated CoreDNS says multicluster. */
export const ClustersetDnsPlugin = {
  /** As an option of the plugin kubernetes: CoreDNS 1.12.2 and later. */
  Kubernetes: "kubernetes",
  /** As a plugin of its own, compiled into an older CoreDNS. */
  Multicluster: "multicluster",
} as const;
export type ClustersetDnsPlugin = (typeof ClustersetDnsPlugin)[keyof typeof ClustersetDnsPlugin];

/** How the cluster's own CoreDNS comes to know the zone; its ConfigMap stays as it is either way. */
export const ClustersetDnsRoute = {
  /** Its Deployment mounts, over its Corefile, one that imports it and adds the zone. For kubeadm, kind and all that keep their Corefile in a ConfigMap. */
  Mount: "mount",
  /** A key `clusterset.server` in ConfigMap `coredns-custom`, for clusters whose Corefile imports that, as those of k3s and AKS do. */
  Custom: "custom",
  /** Not at all: whoever owns it adds `serverBlock`. */
  None: "none",
} as const;
export type ClustersetDnsRoute = (typeof ClustersetDnsRoute)[keyof typeof ClustersetDnsRoute];

/** Names under `clusterset.local` in the cluster of the inherited Kubernetes provider. It needs the kind ServiceImport there. */
export interface ClustersetDnsArgs {
  /** Who answers: `dedicated` or `cluster`. Defaults to `dedicated`. */
  mode?: ClustersetDnsMode;
  /** Image of a dedicated CoreDNS. Defaults to `registry.k8s.io/coredns/coredns:v1.13.1`. */
  image?: pulumi.Input<string>;
  /** How that image says multicluster. Defaults to `kubernetes`. */
  plugin?: ClustersetDnsPlugin;
  /** Number of pods of a dedicated CoreDNS, 1–100. Defaults to 2. */
  replicas?: pulumi.Input<number>;
  /** How the cluster's own CoreDNS comes to know the zone. Defaults to `mount`. */
  route?: ClustersetDnsRoute;
  /** Name of the cluster's own CoreDNS in `kube-system`: of its Deployment, its container, its ConfigMap and its service account. Defaults to `coredns`. */
  clusterDnsName?: string;
  /** How long each workload may take to be ready, in seconds, 1–86400. Defaults to 300. */
  timeoutSeconds?: number;
}
