import type { JsonSchema, StackVariant } from "./stack-schema";

const clusters: JsonSchema = {
  type: "array",
  items: { type: "string" },
  description: "Clusters that have it, the same in each. Defaults to all.",
};

function name(description: string): JsonSchema {
  return { type: "string", description };
}

function section(variant: string, description: string): JsonSchema {
  return { type: "array", description, items: { allOf: [{ $ref: `#/definitions/${variant}` }] } };
}

/** The keys of a stack file about addresses for Services and what comes in by them. */
export const LOAD_BALANCING_SETTINGS: Record<string, JsonSchema> = {
  loadBalancerPools: section("Pool", "Addresses for Services of type LoadBalancer."),
  l2Announcements: section("Announcement", "Which nodes answer for such addresses by ARP and NDP."),
  ingresses: section("Ingress", "Ingresses of class `cilium`."),
  ingressPolicies: section("Policy", "Who may come in."),
};

/** The components' inputs as entries of these sections: the stack knows each cluster's version. */
export const LOAD_BALANCING_VARIANTS: Record<string, StackVariant> = {
  Pool: {
    of: "LoadBalancerPool",
    without: ["poolName", "ciliumVersion"],
    with: { name: name("Name of the pool."), clusters },
    requires: ["name"],
  },
  Announcement: {
    of: "L2Announcement",
    without: ["policyName", "ciliumVersion"],
    with: { name: name("Name of the policy."), clusters },
    requires: ["name"],
  },
  Ingress: {
    of: "CiliumIngress",
    without: ["ingressName", "ciliumVersion"],
    with: { name: name("Name of the Ingress."), clusters },
    requires: ["name"],
  },
  Policy: {
    of: "IngressPolicy",
    without: ["policyName", "ciliumVersion"],
    with: { name: name("Name of the policy. Defaults to its kind."), clusters },
  },
};

/** What a Service of type LoadBalancer may say beside its ports. */
export const LOAD_BALANCER_SERVICE_SETTINGS: Record<string, JsonSchema> = {
  loadBalancerAddresses: {
    type: "array",
    items: { type: "string" },
    description: "Addresses asked of the pools. Defaults to whatever is free.",
  },
  loadBalancerClass: name("Who provides the load balancer. Defaults to none, which Cilium serves by every way that is on."),
  loadBalancerSourceRanges: {
    type: "array",
    items: { type: "string" },
    description: "CIDRs that may reach it. Defaults to all.",
  },
};
