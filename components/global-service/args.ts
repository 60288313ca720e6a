import * as pulumi from "@pulumi/pulumi";

/** Which backends a cluster prefers (`service.cilium.io/affinity`). */
export const ServiceAffinity = {
  /** All clusters' backends alike; the annotation is left out, which is the same and free of #46623. */
  None: "none",
  /** Own backends while one is healthy. */
  Local: "local",
  /** Other clusters' backends while one is healthy. */
  Remote: "remote",
} as const;
export type ServiceAffinity = (typeof ServiceAffinity)[keyof typeof ServiceAffinity];

/** Where traffic from outside goes (`externalTrafficPolicy`). */
export const ServiceExternalTrafficPolicy = {
  /** To any pod, with one hop more where it is on another node. */
  Cluster: "Cluster",
  /** Only to pods of the node that it came to; nodes without one do not announce the Service by BGP. */
  Local: "Local",
} as const;
export type ServiceExternalTrafficPolicy =
  (typeof ServiceExternalTrafficPolicy)[keyof typeof ServiceExternalTrafficPolicy];

/** One port of a global service, the same in every cluster. */
export interface GlobalServicePortArgs {
  /** Name of the port. Defaults to `port-<number>`; ports always get a name, for without one 1.18.0 finds no remote backends (#41104). */
  name?: pulumi.Input<string>;
  /** Port of the Service, 1–65535. */
  port: pulumi.Input<number>;
  /** Port of the pods: a number or a port name in text. Defaults to `port`. */
  targetPort?: pulumi.Input<string>;
  /** `TCP`, `UDP` or `SCTP`. Defaults to `TCP`. */
  protocol?: pulumi.Input<string>;
  /** NodePort, 30000–32767, for Services of type NodePort or LoadBalancer. Defaults to the cluster's choice. */
  nodePort?: pulumi.Input<number>;
}

/** The service in one cluster. */
export interface GlobalServiceClusterArgs {
  /** Name of the cluster. */
  name: string;
  /** Kubeconfig of the cluster, a secret. */
  kubeconfig: pulumi.Input<string>;
  /** What tells this cluster from any other ever made, e.g. `clusterIdentifier` of `KindCluster`; when it changes, the Service is made anew. Defaults to the kubeconfig's server and CA. */
  clusterIdentifier?: pulumi.Input<string>;
  /** URN of the resource that the cluster ends with, e.g. `lifetimeUrn` of `KindCluster`: when that is deleted, the Service counts as deleted too. Defaults to none. */
  deletedWith?: pulumi.Input<string>;
  /** Whether the Service takes part in the global one. Defaults to true. Annotation `service.cilium.io/global`. */
  global?: pulumi.Input<boolean>;
  /** Whether this cluster's backends are offered to the others. Defaults to true. Annotation `service.cilium.io/shared`, written only when false. */
  shared?: pulumi.Input<boolean>;
  /** Which backends clients of this cluster prefer. Defaults to none. Annotation `service.cilium.io/affinity`, never written for `none`. */
  affinity?: pulumi.Input<ServiceAffinity>;
  /** A cluster with clients but no backends: its Service selects the label `cilium-fabric.io/backends: none`, which no pod has, and exports nothing, so that name and ClusterIP exist. Defaults to false. */
  clientOnly?: boolean;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides which annotation asks for `loadBalancerAddresses`. Defaults to one from 1.16 on. */
  ciliumVersion?: pulumi.Input<string>;
  /** Addresses asked of this cluster's pools. Defaults to the service's. */
  loadBalancerAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Labels of the pods in this cluster; not for a client-only one. Defaults to the service's `selector`. */
  selector?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** One service across all clusters of a mesh: the same name, namespace and ports in each. */
export interface GlobalServiceArgs {
  /** Name of the Service in every cluster. Defaults to the component's name. */
  serviceName?: pulumi.Input<string>;
  /** Namespace of the Service in every cluster. Defaults to `default`. */
  namespace?: pulumi.Input<string>;
  /** Ports, at least one. */
  ports: pulumi.Input<pulumi.Input<GlobalServicePortArgs>[]>;
  /** Labels of the pods behind it. */
  selector: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Service type: `ClusterIP`, `NodePort` or `LoadBalancer`. Defaults to `ClusterIP`. */
  type?: pulumi.Input<string>;
  /** Where traffic from outside goes, for Services of type NodePort or LoadBalancer. Defaults to Kubernetes' own, `Cluster`. */
  externalTrafficPolicy?: pulumi.Input<ServiceExternalTrafficPolicy>;
  /** Addresses asked of the pools, for Services of type LoadBalancer: at most one for each address family, unless a sharing key says more. Defaults to whatever is free. Annotation `lbipam.cilium.io/ips`, up to 1.15 `io.cilium/lb-ipam-ips`. */
  loadBalancerAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Who provides the load balancer: `io.cilium/l2-announcer`, `io.cilium/bgp-control-plane`, `io.cilium/node` or another's. Defaults to none, which Cilium serves by every way that is on. */
  loadBalancerClass?: pulumi.Input<string>;
  /** CIDRs that may reach a Service of type LoadBalancer. Defaults to all. */
  loadBalancerSourceRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** Labels of the Service itself in every cluster, by which pools and BGP advertisements choose it. Defaults to none. */
  labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Further annotations for the Service in every cluster; `service.cilium.io/global`, `shared` and `affinity` are written from `clusters`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The clusters, at least one, each once. */
  clusters: GlobalServiceClusterArgs[];
}
