import type { Selector } from "../internal/selector";

/** A policy's settings as plain data; the component's arguments without Inputs. */
export interface IngressPolicyInput {
  readonly policyName?: string;
  readonly kind: string;
  readonly ciliumVersion: string;
  readonly cidrs?: readonly string[];
  readonly entities?: readonly string[];
  readonly endpointSelector?: Selector;
  readonly description?: string;
}

/** A policy with every default filled in. */
export interface IngressPolicyPlan {
  readonly policyName: string;
  readonly kind: string;
  readonly ciliumVersion: string;
  readonly cidrs: readonly string[];
  readonly entities: readonly string[];
  readonly endpointSelector: Selector;
  readonly description?: string;
  /** Which of the settings the user wrote, for findings about contradictions. */
  readonly written: readonly string[];
}

/** Cilium's own ingress, whatever node its proxy runs on. */
export const INGRESS_SELECTOR: Selector = {
  matchExpressions: [{ key: "reserved:ingress", operator: "Exists" }],
};

interface Preset {
  readonly entities: readonly string[];
  readonly endpointSelector: Selector;
  readonly description?: string;
}

const presets: Readonly<Record<string, Preset>> = {
  "external-lockdown": {
    entities: ["cluster"],
    endpointSelector: {},
    description: "Block all the traffic originating from outside of the cluster",
  },
  "allow-cidr": {
    entities: [],
    endpointSelector: INGRESS_SELECTOR,
    description: "Allow all the traffic originating from a specific CIDR",
  },
};
const own: Preset = { entities: [], endpointSelector: INGRESS_SELECTOR };

/** Fills in every default; `name` is the component's name. */
export function planIngressPolicy(name: string, input: IngressPolicyInput): IngressPolicyPlan {
  const preset = presets[input.kind] ?? own;
  const description = input.description ?? preset.description;
  return {
    policyName: ingressPolicyName(name, input),
    kind: input.kind,
    ciliumVersion: input.ciliumVersion,
    cidrs: input.cidrs ?? [],
    entities: input.entities ?? preset.entities,
    endpointSelector: input.endpointSelector ?? preset.endpointSelector,
    ...(description !== undefined && { description }),
    written: Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key),
  };
}

/** A preset's policy has the name by which the documents know it. */
export function ingressPolicyName(
  name: string,
  { policyName, kind }: Pick<IngressPolicyInput, "policyName" | "kind">,
): string {
  return policyName ?? (kind in presets ? kind : name);
}
