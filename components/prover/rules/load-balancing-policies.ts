import { Finding } from "../../internal/finding";
import { Selector } from "../../internal/selector";
import { validateIngressPolicy } from "../../ingress-policy/validate";
import { error, enumerated, groupBy, quoted, warning } from "../report";
import { Origin, Topology, TopologyIngressPolicy } from "../topology";
import { ingressesIn, LoadBalancingCluster, loadBalancingOf } from "./load-balancing-view";

/** Policies about who may come in. */
export function ingressPolicies(topology: Topology): Finding[] {
  const all = topology.loadBalancing?.policies ?? [];
  if (all.length === 0) return [];
  return loadBalancingOf(topology).flatMap((view) => {
    const here = all.filter(({ cluster }) => cluster === view.cluster.name);
    return [
      ...here.flatMap(({ plan, at }) => validateIngressPolicy(plan, at)),
      ...lockedOut(topology, view, here),
      ...withoutIngress(view, here),
    ];
  });
}

const fromOutside = ["all", "world"];

function lockedOut(
  topology: Topology,
  { cluster }: LoadBalancingCluster,
  here: readonly TopologyIngressPolicy[],
): Finding[] {
  const ingresses = ingressesIn(topology, cluster.name);
  const locks = here.filter(({ plan }) => selectsAll(plan.endpointSelector) && !admitsOutside(plan));
  const opened = here.some(
    ({ plan }) =>
      (selectsIngress(plan.endpointSelector) || selectsAll(plan.endpointSelector)) && admitsOutside(plan),
  );
  if (ingresses.length === 0 || locks.length === 0 || opened) return [];
  return [
    warning(
      "ingress-locked-out",
      [...locks.map(({ at }) => at("")), ...ingresses.map(({ at }) => at(""))],
      `policy ${quoted(locks.map(({ plan }) => plan.policyName))} of cluster "${cluster.name}" shuts out everybody outside the cluster, also from ${enumerated(ingresses.map(({ plan }) => `ingress "${plan.ingressName}"`))}`,
      "add a policy of kind allow-cidr with the clients' networks",
    ),
  ];
}

function admitsOutside({ cidrs, entities }: TopologyIngressPolicy["plan"]): boolean {
  return cidrs.length > 0 || entities.some((entity) => fromOutside.includes(entity));
}

function selectsAll({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function selectsIngress({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return "reserved:ingress" in matchLabels || matchExpressions.some(({ key }) => key === "reserved:ingress");
}

function withoutIngress(
  { cluster, install }: LoadBalancingCluster,
  here: readonly TopologyIngressPolicy[],
): Finding[] {
  if (install.on("ingressController.enabled") || install.on("gatewayAPI.enabled")) return [];
  return here
    .filter(({ plan }) => selectsIngress(plan.endpointSelector))
    .map(({ plan, at }) =>
      warning(
        "ingress-policy-without-ingress",
        [at(""), install.at("ingressController.enabled")],
        `policy "${plan.policyName}" is about Cilium's ingress, but cluster "${cluster.name}" has none: ingressController.enabled is false`,
        "set ingressController.enabled: true, or remove the policy",
      ),
    );
}

interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly cluster: string;
  readonly at: Origin;
}

/** Clusters that pools, announcements, ingresses and policies name, and their names in each. */
export function placedEntries(topology: Topology): Finding[] {
  const known = new Set(topology.clusters.map(({ name }) => name));
  const entries = entriesOf(topology);
  const unknown = entries
    .filter(({ cluster }) => !known.has(cluster))
    .map(({ kind, name, cluster, at }) =>
      error(
        "placed-in-unknown-cluster",
        [at("clusters")],
        `${kind} "${name}" is to be in cluster "${cluster}", which does not exist`,
        known.size === 0 ? "declare the cluster" : `use one of ${enumerated([...known], "or")}`,
      ),
    );
  const twice = [...groupBy(entries, ({ kind, name, cluster }) => `${kind} ${name} ${cluster}`).values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const [{ kind, name, cluster } = { kind: "", name: "", cluster: "" }] = same;
      return error(
        "placed-twice",
        same.map(({ at }) => at("name")),
        `${kind} "${name}" is declared ${same.length} times for cluster "${cluster}"`,
        "rename one of them, or name its cluster once",
      );
    });
  return [...unknown, ...twice];
}

function entriesOf({ pools, loadBalancing }: Topology): Entry[] {
  return [
    ...pools.map(({ name, cluster, at }) => ({ kind: "pool", name, cluster, at })),
    ...(loadBalancing?.l2Announcements ?? []).map(({ plan, cluster, at }) => ({
      kind: "L2 announcement",
      name: plan.policyName,
      cluster,
      at,
    })),
    ...(loadBalancing?.ingresses ?? []).map(({ plan, cluster, at }) => ({
      kind: "ingress",
      name: `${plan.namespace}/${plan.ingressName}`,
      cluster,
      at,
    })),
    ...(loadBalancing?.policies ?? []).map(({ plan, cluster, at }) => ({
      kind: "ingress policy",
      name: plan.policyName,
      cluster,
      at,
    })),
  ];
}
