import * as pulumi from "@pulumi/pulumi";

/** Which load balancers Ingresses get. */
export const CiliumIngressLoadbalancerMode = {
  /** One for all Ingresses. */
  Shared: "shared",
  /** One for each Ingress. */
  Dedicated: "dedicated",
} as const;
export type CiliumIngressLoadbalancerMode =
  (typeof CiliumIngressLoadbalancerMode)[keyof typeof CiliumIngressLoadbalancerMode];

/** State that BGP resources report; costs API calls in large clusters. */
export interface CiliumBgpStatusReportArgs {
  /** Defaults to true. From 1.17. Helm key `bgpControlPlane.statusReport.enabled`. */
  enabled?: pulumi.Input<boolean>;
}

/** Namespace of BGP passwords. */
export interface CiliumBgpSecretsNamespaceArgs {
  /** Whether the chart creates it. Defaults to false. Helm key `bgpControlPlane.secretsNamespace.create`. */
  create?: pulumi.Input<boolean>;
  /** Defaults to `kube-system`. Helm key `bgpControlPlane.secretsNamespace.name`. */
  name?: pulumi.Input<string>;
}

/** Where router ids come from. */
export interface CiliumBgpRouterIdAllocationArgs {
  /** `default` (the node's IPv4 address) or `ip-pool`. Defaults to `default`. Helm key `bgpControlPlane.routerIDAllocation.mode`. */
  mode?: pulumi.Input<string>;
  /** IPv4 CIDR of the pool, for `ip-pool`. Helm key `bgpControlPlane.routerIDAllocation.ipPool`. */
  ipPool?: pulumi.Input<string>;
}

/** Cilium's BGP speaker. */
export interface CiliumBgpControlPlaneArgs {
  /** Defaults to false. Helm key `bgpControlPlane.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Helm key `bgpControlPlane.statusReport`. */
  statusReport?: CiliumBgpStatusReportArgs;
  /** From 1.15. Helm key `bgpControlPlane.secretsNamespace`. */
  secretsNamespace?: CiliumBgpSecretsNamespaceArgs;
  /** From 1.18. Helm key `bgpControlPlane.routerIDAllocation`. */
  routerIDAllocation?: CiliumBgpRouterIdAllocationArgs;
}

/** The Service of shared Ingresses. */
export interface CiliumIngressServiceArgs {
  /** Defaults to `LoadBalancer`. Helm key `ingressController.service.type`. */
  type?: pulumi.Input<string>;
  /** NodePort for plain HTTP. Helm key `ingressController.service.insecureNodePort`. */
  insecureNodePort?: pulumi.Input<number>;
  /** NodePort for HTTPS. Helm key `ingressController.service.secureNodePort`. */
  secureNodePort?: pulumi.Input<number>;
  /** Load balancer class. Helm key `ingressController.service.loadBalancerClass`. */
  loadBalancerClass?: pulumi.Input<string>;
  /** Address asked of the load balancer. Helm key `ingressController.service.loadBalancerIP`. */
  loadBalancerIP?: pulumi.Input<string>;
  /** Annotations. Helm key `ingressController.service.annotations`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Ingress on the nodes' own network. */
export interface CiliumIngressHostNetworkArgs {
  /** Defaults to false. From 1.16; broken in 1.18.0 (#40232). Helm key `ingressController.hostNetwork.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Port of the shared listener. Defaults to 8080. Helm key `ingressController.hostNetwork.sharedListenerPort`. */
  sharedListenerPort?: pulumi.Input<number>;
}

/** Cilium as ingress controller; needs kube-proxy replacement and `l7Proxy`. */
export interface CiliumIngressControllerArgs {
  /** Defaults to false. Helm key `ingressController.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Whether its class is the cluster's default. Defaults to false. Helm key `ingressController.default`. */
  default?: pulumi.Input<boolean>;
  /** Defaults to `dedicated`. Helm key `ingressController.loadbalancerMode`. */
  loadbalancerMode?: pulumi.Input<CiliumIngressLoadbalancerMode>;
  /** Whether hosts with TLS redirect plain HTTP. Defaults to true. Helm key `ingressController.enforceHttps`. */
  enforceHttps?: pulumi.Input<boolean>;
  /** Whether clients speak the PROXY protocol. Defaults to false. From 1.15. Helm key `ingressController.enableProxyProtocol`. */
  enableProxyProtocol?: pulumi.Input<boolean>;
  /** Prefixes of annotations copied from an Ingress to its Service. Helm key `ingressController.ingressLBAnnotationPrefixes`. */
  ingressLBAnnotationPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Helm key `ingressController.service`. */
  service?: CiliumIngressServiceArgs;
  /** Helm key `ingressController.hostNetwork`. */
  hostNetwork?: CiliumIngressHostNetworkArgs;
}

/** Layer 7 load balancing of plain Services. */
export interface CiliumLoadBalancerL7Args {
  /** `envoy` or `disabled`. Defaults to `disabled`. Helm key `loadBalancer.l7.backend`. */
  backend?: pulumi.Input<string>;
}

/** Load balancing. */
export interface CiliumLoadBalancerArgs {
  /** Helm key `loadBalancer.l7`. */
  l7?: CiliumLoadBalancerL7Args;
}

/** Announcement of service addresses by ARP; needs kube-proxy replacement. */
export interface CiliumL2AnnouncementsArgs {
  /** Defaults to false. Helm key `l2announcements.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** How long a lease holds, as a duration. Defaults to `15s`. Helm key `l2announcements.leaseDuration`. */
  leaseDuration?: pulumi.Input<string>;
  /** How long renewal is tried, shorter than `leaseDuration`. Defaults to `5s`. Helm key `l2announcements.leaseRenewDeadline`. */
  leaseRenewDeadline?: pulumi.Input<string>;
  /** Pause between tries. Defaults to `2s`. Helm key `l2announcements.leaseRetryPeriod`. */
  leaseRetryPeriod?: pulumi.Input<string>;
}

/** External IPs of Services; part of kube-proxy replacement, the key is gone from 1.17.6. */
export interface CiliumExternalIPsArgs {
  /** Defaults to false. Helm key `externalIPs.enabled`. */
  enabled?: pulumi.Input<boolean>;
}
