import { atLeast, isCiliumVersion } from "../internal/cilium-version";
import type { Requirement, Selector } from "../internal/selector";

/** A policy as plain data; the component's arguments without Inputs and kubeconfigs. */
export interface MeshPolicyInput {
  readonly policyName?: string;
  readonly namespace?: string;
  readonly clusterwide?: boolean;
  readonly endpointSelector?: Selector;
  readonly ingress?: readonly RuleInput[];
  readonly ingressDeny?: readonly RuleInput[];
  readonly egress?: readonly RuleInput[];
  readonly egressDeny?: readonly RuleInput[];
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
  readonly description?: string;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly meshClusters?: readonly string[];
  readonly clusters: readonly PolicyClusterInput[];
}

export interface PolicyClusterInput {
  readonly name: string;
  readonly ciliumVersion: string;
  readonly policyDefaultLocalCluster?: boolean;
}

/** A rule of either direction; the schema and the types see to it that `from…` is for ingress and `to…` for egress. */
export interface RuleInput {
  readonly fromEndpoints?: readonly PeerInput[];
  readonly fromEntities?: readonly string[];
  readonly fromCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly CidrInput[];
  readonly toEndpoints?: readonly PeerInput[];
  readonly toEntities?: readonly string[];
  readonly toCIDR?: readonly string[];
  readonly toCIDRSet?: readonly CidrInput[];
  readonly toFQDNs?: readonly NameInput[];
  readonly toPorts?: readonly PortRuleInput[];
  readonly icmps?: readonly { readonly fields: readonly IcmpInput[] }[];
}

export interface PeerInput {
  readonly scope?: string;
  readonly clusters?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly allNamespaces?: boolean;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
  readonly everyPod?: boolean;
}

export interface CidrInput {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface NameInput {
  readonly matchName?: string;
  readonly matchPattern?: string;
}

export interface PortRuleInput {
  readonly ports: readonly PortInput[];
  readonly rules?: { readonly http?: readonly HttpInput[]; readonly dns?: readonly NameInput[] };
}

export interface PortInput {
  readonly port: string;
  readonly endPort?: number;
  readonly protocol?: string;
}

export interface HttpInput {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
}

export interface IcmpInput {
  readonly family?: string;
  readonly type: string;
}

/** A policy with every default filled in. */
export interface MeshPolicyPlan {
  readonly policyName: string;
  /** Undefined for a clusterwide one. */
  readonly namespace?: string;
  readonly clusterwide: boolean;
  readonly endpointSelector?: Selector;
  readonly rules: readonly RulePlan[];
  readonly enableDefaultDeny: { readonly ingress?: boolean; readonly egress?: boolean };
  readonly description?: string;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly meshClusters: readonly string[];
  readonly clusters: readonly PolicyClusterPlan[];
  /** Which of the settings the user wrote, for findings about contradictions. */
  readonly written: readonly string[];
}

/** The lists of a policy's rules, as Cilium calls them. */
export const RULE_LISTS = ["ingress", "ingressDeny", "egress", "egressDeny"] as const;
export type RuleList = (typeof RULE_LISTS)[number];

export interface RulePlan {
  readonly list: RuleList;
  /** Where it stands in its list. */
  readonly index: number;
  readonly rule: RuleInput;
}

export interface PolicyClusterPlan {
  readonly name: string;
  readonly ciliumVersion: string;
  /** Whether its Cilium takes a selector without a cluster for the own cluster alone. */
  readonly localByDefault: boolean;
  /** Whether that is the version's own default, which the next version may change. */
  readonly byVersion: boolean;
}

/** Fills in every default; `name` is the component's name. */
export function planMeshPolicy(name: string, input: MeshPolicyInput): MeshPolicyPlan {
  const clusterwide = input.clusterwide ?? false;
  const { endpointSelector, description, raw } = input;
  return {
    policyName: input.policyName ?? name,
    ...(clusterwide ? {} : { namespace: input.namespace ?? "default" }),
    clusterwide,
    ...(endpointSelector !== undefined && { endpointSelector }),
    rules: RULE_LISTS.flatMap((list) => (input[list] ?? []).map((rule, index) => ({ list, index, rule }))),
    enableDefaultDeny: input.enableDefaultDeny ?? {},
    ...(description !== undefined && { description }),
    ...(raw !== undefined && { raw }),
    meshClusters: input.meshClusters ?? input.clusters.map((cluster) => cluster.name),
    clusters: input.clusters.map(planCluster),
    written: Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key),
  };
}

function planCluster({
  name,
  ciliumVersion,
  policyDefaultLocalCluster,
}: PolicyClusterInput): PolicyClusterPlan {
  const since = (version: string): boolean =>
    isCiliumVersion(ciliumVersion) && atLeast(ciliumVersion, version);
  // Before 1.18 there is no such setting.
  const own = since("1.18.0") ? policyDefaultLocalCluster : undefined;
  return {
    name,
    ciliumVersion,
    localByDefault: own ?? since("1.19.0"),
    byVersion: own === undefined,
  };
}

/** Which way a rule's peers are named. */
export function directionOf(list: RuleList): "from" | "to" {
  return list === "ingress" || list === "ingressDeny" ? "from" : "to";
}

export function isDeny(list: RuleList): boolean {
  return list.endsWith("Deny");
}

/** A rule's pods, with the name of their field. */
export function peersOf({ list, rule }: RulePlan): { field: string; peers: readonly PeerInput[] } {
  return directionOf(list) === "from"
    ? { field: "fromEndpoints", peers: rule.fromEndpoints ?? [] }
    : { field: "toEndpoints", peers: rule.toEndpoints ?? [] };
}

/** A rule's entities, with the name of their field. */
export function entitiesOf({ list, rule }: RulePlan): { field: string; entities: readonly string[] } {
  return directionOf(list) === "from"
    ? { field: "fromEntities", entities: rule.fromEntities ?? [] }
    : { field: "toEntities", entities: rule.toEntities ?? [] };
}
