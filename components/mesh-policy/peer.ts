import type { Requirement, Selector } from "../internal/selector";
import type { PeerInput } from "./plan";

/** Label that every pod's identity has: the `cluster.name` of its cluster. */
export const CLUSTER_LABEL = "io.cilium.k8s.policy.cluster";
export const NAMESPACE_LABEL = "io.kubernetes.pod.namespace";
export const NAMESPACE_LABELS_PREFIX = "io.cilium.k8s.namespace.labels.";

/**
 * A peer as the selector of the policy in one cluster. It always names the cluster label: a selector without it means
 * every cluster's pods up to 1.18 and the own cluster's from 1.19 on.
 */
export function renderPeer(peer: PeerInput, own: string): Selector {
  const cluster = clusterRequirements(peer, own);
  const namespace = namespaceRequirements(peer);
  const matchLabels = {
    ...peer.matchLabels,
    ...Object.fromEntries(
      Object.entries(peer.namespaceLabels ?? {}).map(([key, value]) => [
        `k8s:${NAMESPACE_LABELS_PREFIX}${key}`,
        value,
      ]),
    ),
    ...namespace.matchLabels,
    ...cluster.matchLabels,
  };
  const matchExpressions = [
    ...(peer.matchExpressions ?? []).map(requirement),
    ...(namespace.matchExpressions ?? []),
    ...(cluster.matchExpressions ?? []),
  ];
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

function clusterRequirements({ scope, clusters = [] }: PeerInput, own: string): Selector {
  const anyCluster: Requirement = { key: CLUSTER_LABEL, operator: "Exists" };
  if (scope === "own") return oneOf(CLUSTER_LABEL, [own]);
  if (scope === "all") return { matchExpressions: [anyCluster] };
  // What has no cluster, such as addresses outside, is not "not in the own cluster" but something else.
  if (scope === "others")
    return { matchExpressions: [anyCluster, { key: CLUSTER_LABEL, operator: "NotIn", values: [own] }] };
  return oneOf(CLUSTER_LABEL, clusters);
}

function namespaceRequirements({ namespaces = [], allNamespaces }: PeerInput): Selector {
  const key = `k8s:${NAMESPACE_LABEL}`;
  if (allNamespaces === true) return { matchExpressions: [{ key, operator: "Exists" }] };
  return namespaces.length === 0 ? {} : oneOf(key, namespaces);
}

function oneOf(key: string, values: readonly string[]): Selector {
  const [first, ...rest] = [...new Set(values)].sort();
  if (rest.length === 0) return { matchLabels: { [key]: first ?? "" } };
  return { matchExpressions: [{ key, operator: "In", values: [first ?? "", ...rest] }] };
}

function requirement({ key, operator, values }: Requirement): Requirement {
  return { key, operator, ...(values !== undefined && { values }) };
}
