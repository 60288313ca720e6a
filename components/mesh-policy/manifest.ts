import { apiVersionOf } from "../internal/versions";
import { renderPeer } from "./peer";
import {
  directionOf,
  type IcmpInput,
  type MeshPolicyPlan,
  peersOf,
  type PolicyClusterPlan,
  type PortRuleInput,
  RULE_LISTS,
  type RulePlan,
} from "./plan";

export interface MeshPolicyManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

export function policyKind({ clusterwide }: { readonly clusterwide?: boolean }): string {
  return clusterwide === true ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy";
}

/** The policy as it stands in one of its clusters. */
export function renderMeshPolicy(plan: MeshPolicyPlan, cluster: PolicyClusterPlan): MeshPolicyManifest {
  const kind = policyKind(plan);
  return {
    apiVersion: apiVersionOf(kind, cluster.ciliumVersion) ?? "",
    kind,
    metadata: { name: plan.policyName, ...(plan.namespace !== undefined && { namespace: plan.namespace }) },
    spec: plan.raw ?? renderSpec(plan, cluster),
  };
}

function renderSpec(plan: MeshPolicyPlan, cluster: PolicyClusterPlan): Record<string, unknown> {
  const lists = RULE_LISTS.filter((list) => plan.written.includes(list)).map((list): [string, unknown] => [
    list,
    plan.rules.filter((rule) => rule.list === list).map((rule) => renderRule(rule, cluster.name)),
  ]);
  const { description, endpointSelector, enableDefaultDeny } = plan;
  return {
    ...(description !== undefined && { description }),
    endpointSelector: endpointSelector ?? {},
    ...(Object.keys(enableDefaultDeny).length > 0 && { enableDefaultDeny }),
    ...Object.fromEntries(lists),
  };
}

function renderRule(plan: RulePlan, own: string): Record<string, unknown> {
  const { rule } = plan;
  const { field, peers } = peersOf(plan);
  const endpoints = peers.length > 0 ? { [field]: peers.map((peer) => renderPeer(peer, own)) } : {};
  const { toPorts, icmps, fromEndpoints: _from, toEndpoints: _to, ...asWritten } = rule;
  const wanted = Object.entries(asWritten).filter(([key]) => key.startsWith(directionOf(plan.list)));
  return {
    ...endpoints,
    ...Object.fromEntries(wanted),
    ...(toPorts !== undefined && { toPorts: toPorts.map(renderPorts) }),
    ...(icmps !== undefined && { icmps: icmps.map(({ fields }) => ({ fields: fields.map(renderIcmp) })) }),
  };
}

function renderPorts({ ports, rules }: PortRuleInput): Record<string, unknown> {
  return {
    ports: ports.map(({ port, endPort, protocol }) => ({
      port,
      ...(endPort !== undefined && { endPort }),
      ...(protocol !== undefined && { protocol }),
    })),
    ...(rules !== undefined && { rules }),
  };
}

/** The definition fills the family in, and a preview would show that as a change. */
function renderIcmp({ family, type }: IcmpInput): Record<string, unknown> {
  return { family: family ?? "IPv4", type: /^\d+$/.test(type) ? Number(type) : type };
}
