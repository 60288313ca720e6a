import * as pulumi from "@pulumi/pulumi";
import { LabelSelectorArgs } from "../load-balancer-pool/args";

/** What a policy is for. */
export const IngressPolicyKind = {
  /** Nothing from outside the cluster reaches any pod or Cilium's ingress: all endpoints admit the entity `cluster` alone. */
  ExternalLockdown: "external-lockdown",
  /** Cilium's ingress (`reserved:ingress`) admits the CIDRs named. */
  AllowCidr: "allow-cidr",
  /** Own choice of who is protected and who is admitted. */
  Own: "own",
} as const;
export type IngressPolicyKind = (typeof IngressPolicyKind)[keyof typeof IngressPolicyKind];

/** Who may come in: one CiliumClusterwideNetworkPolicy in the cluster of the inherited Kubernetes provider. What a policy selects admits only what some policy names. */
export interface IngressPolicyArgs {
  /** Name of the policy. Defaults to its kind, and to the component's name for `own`. */
  policyName?: string;
  /** What it is for. */
  kind: IngressPolicyKind;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides the resource's API version. */
  ciliumVersion: string;
  /** CIDRs that are admitted; one at least for `allow-cidr`, none for `external-lockdown`. Key `spec.ingress[].fromCIDRSet`. */
  cidrs?: pulumi.Input<pulumi.Input<string>[]>;
  /** Entities that are admitted (`cluster`, `host`, `remote-node`, `kube-apiserver`, `ingress`, `health`, `world`, `all`, from 1.20 `cluster-mesh`), for `own` alone. Key `spec.ingress[].fromEntities`. */
  entities?: pulumi.Input<pulumi.Input<string>[]>;
  /** Labels of what is protected, for `own` alone. Defaults to Cilium's ingress, label `reserved:ingress`. Key `spec.endpointSelector`. */
  endpointSelector?: pulumi.Input<LabelSelectorArgs>;
  /** What it is for, in words. Defaults to a sentence of its kind. Key `spec.description`. */
  description?: pulumi.Input<string>;
}
