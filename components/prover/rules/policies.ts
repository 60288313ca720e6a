import { CLUSTER_MESH_ENTITY } from "../../internal/policy-entities";
import { Finding } from "../../internal/finding";
import { Selector } from "../../internal/selector";
import { policyKind } from "../../mesh-policy/manifest";
import { entitiesOf, isDeny, MeshPolicyPlan, peersOf } from "../../mesh-policy/plan";
import { validateMeshPolicy } from "../../mesh-policy/validate";
import { enumerated, error, groupBy, quoted, warning } from "../report";
import { Origin, Topology, TopologyIngressPolicy, TopologyPolicy } from "../topology";
import { installIn, membersOf } from "./view";

/** Network policies of the stack, each by itself and with the clusters that they are in. */
export function policies(topology: Topology): Finding[] {
  const all = topology.policies ?? [];
  return [
    ...all.flatMap(({ plan, at }) => validateMeshPolicy(plan, at)),
    ...all.flatMap((policy) => unknownClusters(topology, policy)),
    ...all.flatMap((policy) => withoutProxy(topology, policy)),
  ];
}

function unknownClusters({ clusters }: Topology, { plan, at }: TopologyPolicy): Finding[] {
  const known = clusters.map(({ name }) => name);
  return plan.clusters.flatMap(({ name }, i) => {
    if (known.includes(name)) return [];
    return [
      error(
        "policy-cluster-unknown",
        [at(`clusters[${i}].name`)],
        `policy "${plan.policyName}" is to be in cluster "${name}", which does not exist`,
        known.length === 0 ? "declare the cluster" : `use one of ${enumerated(known, "or")}`,
      ),
    ];
  });
}

function withoutProxy({ clusters }: Topology, { plan, at }: TopologyPolicy): Finding[] {
  const uses = plan.rules.flatMap(({ list, index, rule }) => [
    ...(rule.toFQDNs === undefined ? [] : [at(`${list}[${index}].toFQDNs`)]),
    ...(rule.toPorts ?? []).flatMap(({ rules }, i) =>
      rules === undefined ? [] : [at(`${list}[${index}].toPorts[${i}].rules`)],
    ),
  ]);
  if (uses.length === 0) return [];
  return clusters
    .filter(({ name }) => plan.clusters.some((cluster) => cluster.name === name))
    .map((cluster) => ({ cluster, install: installIn(cluster) }))
    .filter(({ install }) => !install.on("l7Proxy"))
    .map(({ cluster, install }) =>
      error(
        "policy-layer-7-without-proxy",
        [...uses, install.at("l7Proxy")],
        `policy "${plan.policyName}" has rules about HTTP or names, but l7Proxy is false in cluster "${cluster.name}", where agents refuse the whole policy`,
        `set l7Proxy: true, or leave cluster "${cluster.name}" out`,
      ),
    );
}

interface NamedPolicy {
  readonly kind: string;
  readonly name: string;
  readonly cluster: string;
  readonly path: string;
}

/** Policies of one kind and name in one cluster, whatever part of the stack they come from: the later takes the earlier's place. */
export function policyNames(topology: Topology): Finding[] {
  const meshed = (topology.policies ?? []).flatMap(({ plan, at }) =>
    plan.clusters.map((cluster): NamedPolicy => ({
      kind: policyKind(plan),
      name: plan.namespace === undefined ? plan.policyName : `${plan.namespace}/${plan.policyName}`,
      cluster: cluster.name,
      path: at("policyName"),
    })),
  );
  const ingress = (topology.loadBalancing?.policies ?? []).map(({ plan, cluster, at }): NamedPolicy => ({
    kind: policyKind({ clusterwide: true }),
    name: plan.policyName,
    cluster,
    path: at("policyName"),
  }));
  return (
    [...groupBy([...meshed, ...ingress], ({ kind, name, cluster }) => `${kind} ${name} ${cluster}`).values()]
      // The same list may name a cluster twice, or two ingress policies have one name: rules of their own say so.
      .filter(
        (same) => new Set(same.map(({ path }) => path)).size > 1 && same.some((one) => meshed.includes(one)),
      )
      .map((same) => {
        const [{ kind, name, cluster } = { kind: "", name: "", cluster: "" }] = same;
        return error(
          "policy-duplicate",
          same.map(({ path }) => path),
          `${same.length} policies are ${kind} ${name} in cluster "${cluster}"`,
          "rename all but one, or put their rules into one",
        );
      })
  );
}

/** `cluster` is the own cluster on every version, so that a lock meant for the world shuts out the mesh as well. */
export function lockedOutOfMesh(topology: Topology): Finding[] {
  const members = membersOf(topology);
  if (members.length < 2) return [];
  return members.flatMap(({ cluster }) => {
    const here = (topology.loadBalancing?.policies ?? []).filter((one) => one.cluster === cluster.name);
    const open = (topology.policies ?? []).some(({ plan }) => isIn(plan, cluster.name) && admitsOthers(plan));
    const locks = here.filter(locksOthers);
    if (open || locks.length === 0 || here.some(admitsAll)) return [];
    const others = members.filter((member) => member.cluster !== cluster).map(({ name }) => name);
    return [
      warning(
        "policy-entity-cluster-in-mesh",
        locks.map(({ at }: { at: Origin }) => at("")),
        `policy ${quoted(locks.map(({ plan }) => plan.policyName))} of cluster "${cluster.name}" admits the entity cluster alone, which is its own cluster: pods of ${quoted(others)} cannot reach its pods`,
        "add a policy in policies that admits them, e.g. a clusterwide one with scope: others",
      ),
    ];
  });
}

function isIn(plan: MeshPolicyPlan, cluster: string): boolean {
  return plan.clusters.some(({ name }) => name === cluster);
}

/** Whether it opens the pods to those of another cluster; what a raw spec does is its author's business. */
function admitsOthers(plan: MeshPolicyPlan): boolean {
  if (plan.raw !== undefined) return true;
  return plan.rules
    .filter(({ list }) => list === "ingress" && !isDeny(list))
    .some((rule) => {
      const entities = entitiesOf(rule).entities;
      return (
        peersOf(rule).peers.some(({ scope }) => scope !== "own") ||
        entities.some((entity) => entity === "all" || entity === CLUSTER_MESH_ENTITY)
      );
    });
}

function locksOthers({ plan }: TopologyIngressPolicy): boolean {
  return plan.entities.includes("cluster") && selectsAll(plan.endpointSelector) && !admitsAll({ plan });
}

function admitsAll({ plan }: Pick<TopologyIngressPolicy, "plan">): boolean {
  return (
    selectsAll(plan.endpointSelector) &&
    plan.entities.some((entity) => entity === "all" || entity === CLUSTER_MESH_ENTITY)
  );
}

function selectsAll({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
