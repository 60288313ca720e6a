import type { Selector } from "../internal/selector";
import { apiVersionOf } from "../internal/versions";
import type { IngressPolicyPlan } from "./plan";

export interface IngressPolicyManifest {
  apiVersion: string;
  kind: "CiliumClusterwideNetworkPolicy";
  metadata: { name: string };
  spec: { description?: string; endpointSelector: Selector; ingress: PolicyRule[] };
}

/** One rule admits what is of an entity, or what is of a CIDR; Cilium allows only one of them in a rule. */
export interface PolicyRule {
  fromEntities?: string[];
  fromCIDRSet?: { cidr: string }[];
}

export const POLICY_KIND = "CiliumClusterwideNetworkPolicy";

export function renderIngressPolicy(plan: IngressPolicyPlan): IngressPolicyManifest {
  return {
    apiVersion: apiVersionOf(POLICY_KIND, plan.ciliumVersion) ?? "",
    kind: POLICY_KIND,
    metadata: { name: plan.policyName },
    spec: {
      ...(plan.description !== undefined && { description: plan.description }),
      endpointSelector: plan.endpointSelector,
      ingress: [
        ...(plan.entities.length > 0 ? [{ fromEntities: [...plan.entities] }] : []),
        ...(plan.cidrs.length > 0 ? [{ fromCIDRSet: plan.cidrs.map((cidr) => ({ cidr })) }] : []),
      ],
    },
  };
}
