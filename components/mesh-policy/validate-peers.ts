import { labelFault } from "../internal/labels";
import { dnsLabelFault } from "../internal/names";
import { selectorFaults } from "../internal/selector";
import { enumerated } from "../prover/report";
import { MeshPolicyScope } from "./args";
import { CLUSTER_LABEL, NAMESPACE_LABEL, NAMESPACE_LABELS_PREFIX } from "./peer";
import { type MeshPolicyPlan, type PeerInput, peersOf } from "./plan";
import { withoutSource } from "./raw";
import type { Report } from "./validate";

const scopes: readonly string[] = Object.values(MeshPolicyScope);

/** Peers that are pods: each says its clusters, and names no label that is written from what it says. */
export function checkPeers(plan: MeshPolicyPlan, report: Report): void {
  for (const rule of plan.rules) {
    const { field, peers } = peersOf(rule);
    peers.forEach((peer, i) => {
      const where = `${rule.list}[${rule.index}].${field}[${i}]`;
      checkPeerClusters(plan, peer, where, report);
      checkPeerNamespaces(plan, peer, where, report);
      checkPeerLabels(plan, peer, where, report);
    });
  }
}

function checkPeerClusters(plan: MeshPolicyPlan, peer: PeerInput, where: string, report: Report): void {
  const { scope, clusters } = peer;
  if ((scope === undefined) === (clusters === undefined))
    report(
      "policy-peer-clusters",
      scope === undefined ? [where] : [`${where}.scope`, `${where}.clusters`],
      scope === undefined
        ? `a peer of policy "${plan.policyName}" does not say which clusters' pods it means`
        : `a peer of policy "${plan.policyName}" has both scope and clusters`,
      `name clusters, or set scope: ${scopes.join(", ")}`.replace(/, (\w+)$/, " or $1"),
    );
  if (scope !== undefined && !scopes.includes(scope))
    report(
      "policy-peer-clusters",
      [`${where}.scope`],
      `"${scope}" is no scope of a peer of policy "${plan.policyName}", expected ${enumerated(scopes, "or")}`,
      "use one of them, or name clusters",
    );
  if (clusters?.length === 0)
    report(
      "policy-list-empty",
      [`${where}.clusters`],
      `a peer of policy "${plan.policyName}" names no cluster in clusters, so that it selects nothing`,
      "name at least one",
    );
  (clusters ?? []).forEach((name, i) => {
    const path = `${where}.clusters[${i}]`;
    if (!plan.meshClusters.includes(name))
      report(
        "policy-peer-outside-mesh",
        [path],
        `a peer of policy "${plan.policyName}" is to be in cluster "${name}", which is not in the mesh: no pod would ever match`,
        plan.meshClusters.length === 0
          ? "set scope: own, for there is no mesh"
          : `use one of ${enumerated(plan.meshClusters, "or")}`,
      );
    if (clusters?.indexOf(name) !== i)
      report(
        "policy-cluster-twice",
        [`${where}.clusters[${clusters?.indexOf(name) ?? 0}]`, path],
        `a peer of policy "${plan.policyName}" names cluster "${name}" twice`,
        "remove one",
      );
  });
}

function checkPeerNamespaces(plan: MeshPolicyPlan, peer: PeerInput, where: string, report: Report): void {
  const { namespaces, allNamespaces, namespaceLabels = {} } = peer;
  if (namespaces?.length === 0)
    report(
      "policy-list-empty",
      [`${where}.namespaces`],
      `a peer of policy "${plan.policyName}" names no namespace in namespaces`,
      "leave it out for the policy's own, or set allNamespaces: true",
    );
  if (namespaces !== undefined && allNamespaces === true)
    report(
      "policy-form",
      [`${where}.namespaces`, `${where}.allNamespaces`],
      `a peer of policy "${plan.policyName}" means both some namespaces and all`,
      "remove one of them",
    );
  (namespaces ?? []).forEach((name, i) => {
    const fault = dnsLabelFault(name);
    if (fault !== undefined)
      report(
        "policy-namespace-invalid",
        [`${where}.namespaces[${i}]`],
        `namespace "${name}" of a peer of policy "${plan.policyName}" ${fault}`,
        "use a name such as default",
      );
  });
  for (const [key, value] of Object.entries(namespaceLabels).sort()) {
    const fault = labelFault(key, value);
    if (fault !== undefined)
      report(
        "selector-invalid",
        [`${where}.namespaceLabels`],
        `a peer of policy "${plan.policyName}": label ${key}: ${value}: ${fault}`,
        "correct the label",
      );
  }
}

function checkPeerLabels(plan: MeshPolicyPlan, peer: PeerInput, where: string, report: Report): void {
  const { matchLabels = {}, matchExpressions = [], everyPod = false } = peer;
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  if (keys.length === 0 && !everyPod)
    report(
      "policy-peer-empty",
      [where],
      `a peer of policy "${plan.policyName}" names no label, which is every pod of its clusters and namespaces`,
      "name the pods' labels, or set everyPod: true",
    );
  if (keys.length > 0 && everyPod)
    report(
      "policy-form",
      [`${where}.everyPod`],
      `a peer of policy "${plan.policyName}" means every pod, and names labels`,
      "remove one of them",
    );
  for (const { field, message, fix } of selectorFaults({ matchLabels, matchExpressions }))
    report(
      "selector-invalid",
      [`${where}.${field}`],
      `a peer of policy "${plan.policyName}": ${message}`,
      fix,
    );
  for (const key of [...new Set(keys)].sort()) {
    const instead = insteadOf(key);
    if (instead !== undefined)
      report(
        "policy-label-reserved",
        [where],
        `a peer of policy "${plan.policyName}" names label ${key}, which is no label of pods`,
        instead,
      );
  }
}

/** What to write instead of a label that Cilium gives to identities itself. */
function insteadOf(key: string): string | undefined {
  const name = withoutSource(key);
  if (name === CLUSTER_LABEL) return "set scope or clusters";
  if (name === NAMESPACE_LABEL) return "set namespaces";
  if (name.startsWith(NAMESPACE_LABELS_PREFIX)) return "set namespaceLabels";
  if (name.startsWith("reserved:")) return "name the entity in fromEntities or toEntities";
  return undefined;
}
