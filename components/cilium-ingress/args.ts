import * as pulumi from "@pulumi/pulumi";
import { CiliumIngressLoadbalancerMode } from "../cilium-install/args/announce";

/** How a path is compared with that of a request. */
export const IngressPathType = {
  /** Whole elements from the start: `/details` takes `/details/1`, not `/detailsfoo`. */
  Prefix: "Prefix",
  /** The very same path. */
  Exact: "Exact",
  /** A regular expression in Cilium. */
  ImplementationSpecific: "ImplementationSpecific",
} as const;
export type IngressPathType = (typeof IngressPathType)[keyof typeof IngressPathType];

/** Where requests for one path go. */
export interface IngressPathArgs {
  /** Path, starting with `/`. Defaults to `/`. */
  path?: pulumi.Input<string>;
  /** Defaults to `Prefix`. */
  pathType?: pulumi.Input<IngressPathType>;
  /** Service in the Ingress' namespace. */
  serviceName: pulumi.Input<string>;
  /** Port of the Service, 1–65535; exactly one of `servicePort` and `servicePortName`. */
  servicePort?: pulumi.Input<number>;
  /** Name of the Service's port. */
  servicePortName?: pulumi.Input<string>;
}

/** Paths of one host. */
export interface IngressRuleArgs {
  /** Host name, the first label may be `*`. Defaults to all hosts. */
  host?: pulumi.Input<string>;
  /** Paths, at least one; the longest that fits wins. */
  paths: pulumi.Input<pulumi.Input<IngressPathArgs>[]>;
}

/** A certificate for hosts. */
export interface IngressTlsArgs {
  /** Host names. Defaults to those that the certificate names. */
  hosts?: pulumi.Input<pulumi.Input<string>[]>;
  /** Secret of type `kubernetes.io/tls` in the Ingress' namespace. */
  secretName: pulumi.Input<string>;
}

/** One Ingress of class `cilium` in the cluster of the inherited Kubernetes provider. Needs `ingressController.enabled`. */
export interface CiliumIngressArgs {
  /** Name of the Ingress. Defaults to the component's name. */
  ingressName?: pulumi.Input<string>;
  /** Namespace of the Ingress and of its Services. Defaults to `default`. */
  namespace?: pulumi.Input<string>;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides which annotation asks for addresses. */
  ciliumVersion: pulumi.Input<string>;
  /** Whether it has a load balancer of its own or the one of all shared Ingresses. Defaults to `ingressController.loadbalancerMode`. Annotation `ingress.cilium.io/loadbalancer-mode`. */
  loadbalancerMode?: pulumi.Input<CiliumIngressLoadbalancerMode>;
  /** Hosts and paths, at least one. */
  rules: pulumi.Input<pulumi.Input<IngressRuleArgs>[]>;
  /** Certificates. Defaults to none: plain HTTP. */
  tls?: pulumi.Input<pulumi.Input<IngressTlsArgs>[]>;
  /** Addresses asked of the pools, for a dedicated load balancer; the shared one has them in `ingressController.service.annotations`. Defaults to whatever is free. Annotation `lbipam.cilium.io/ips`, up to 1.15 `io.cilium/lb-ipam-ips`. */
  loadBalancerAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further annotations, e.g. `ingress.cilium.io/force-https: enabled`. */
  annotations?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
