import * as pulumi from "@pulumi/pulumi";
import { LabelSelectorArgs } from "../load-balancer-pool/args";

/** Nodes answer for addresses of Services by ARP and NDP: one CiliumL2AnnouncementPolicy in the cluster of the inherited Kubernetes provider. Needs `l2announcements.enabled` and kube-proxy replacement. */
export interface L2AnnouncementArgs {
  /** Name of the policy. Defaults to the component's name. */
  policyName?: string;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides the resource's API version. */
  ciliumVersion: string;
  /** Labels of the Services whose addresses are announced; `io.kubernetes.service.name` and `io.kubernetes.service.namespace` stand for a Service's name and namespace. Defaults to all. Key `spec.serviceSelector`. */
  serviceSelector?: pulumi.Input<LabelSelectorArgs>;
  /** Labels of the nodes that announce; one of them at a time for each Service. Defaults to all. Key `spec.nodeSelector`. */
  nodeSelector?: pulumi.Input<LabelSelectorArgs>;
  /** Regular expressions (Go's) for the interfaces to announce on, e.g. `^eth1$`; one that is found anywhere in a name matches. Defaults to all of the agent's devices. Key `spec.interfaces`. */
  interfaces?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether `externalIPs` of Services are announced. Defaults to false. Key `spec.externalIPs`. */
  externalIPs?: pulumi.Input<boolean>;
  /** Whether load-balancer addresses of Services are announced. Defaults to false. Key `spec.loadBalancerIPs`. */
  loadBalancerIPs?: pulumi.Input<boolean>;
}
