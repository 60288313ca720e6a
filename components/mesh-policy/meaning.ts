import type { Finding } from "../internal/finding";
import { distinct, quoted, warning } from "../prover/report";
import type { MeshPolicyPlan, PolicyClusterPlan } from "./plan";
import { type ImplicitPeer, implicitPeers } from "./raw";

type At = (field: string) => string;

/**
 * Where `policyDefaultLocalCluster` decides what a policy means. Peers with a scope or clusters always say which cluster
 * they mean, so that only a spec by the user's own hand can depend on it; alone in the mesh, a cluster cannot differ.
 */
export function meaningFindings(plan: MeshPolicyPlan, at: At = (field) => field): Finding[] {
  const { raw, clusters } = plan;
  if (raw === undefined || plan.meshClusters.length < 2) return [];
  const peers = implicitPeers(raw);
  if (peers.length === 0 || clusters.length === 0) return [];
  const paths = peers.map(({ path }) => at(`raw.${path}`));
  const subject = `policy "${plan.policyName}" names no cluster in ${peers.map(({ path }) => path).join(", ")}`;
  const local = clusters.filter(({ localByDefault }) => localByDefault);
  const all = clusters.filter(({ localByDefault }) => !localByDefault);
  if (local.length > 0 && all.length > 0)
    return [
      warning(
        "policy-cluster-meaning-differs",
        paths,
        `${subject}: in ${withVersions(all)} that means pods of every cluster, in ${withVersions(local)} pods of the own cluster alone (clustermesh.policyDefaultLocalCluster)`,
        fixFor(peers),
      ),
    ];
  // Whoever set the switch chose a meaning, and keeps it through upgrades.
  const versioned = clusters.filter(({ byVersion }) => byVersion);
  if (versioned.length === 0) return [];
  const means =
    local.length > 0
      ? `in ${withVersions(versioned)} that means pods of the own cluster alone, up to Cilium 1.18 it meant those of every cluster`
      : `in ${withVersions(versioned)} that means pods of every cluster, from Cilium 1.19 on those of the own cluster alone`;
  return [
    warning(
      "policy-cluster-implicit",
      paths,
      `${subject}: ${means} (clustermesh.policyDefaultLocalCluster)`,
      fixFor(peers),
    ),
  ];
}

function withVersions(clusters: readonly PolicyClusterPlan[]): string {
  const versions = distinct(clusters.map(({ ciliumVersion }) => ciliumVersion));
  return `${quoted(clusters.map(({ name }) => name))} (Cilium ${versions.join(", ")})`;
}

function fixFor(peers: readonly ImplicitPeer[]): string {
  const services = peers.some(({ service }) => service);
  const others = peers.some(({ service }) => !service);
  return [
    ...(others
      ? [
          "add label io.cilium.k8s.policy.cluster to the selectors (operator Exists for every cluster), or write the peers with scope or clusters",
        ]
      : []),
    ...(services ? ["write toEndpoints for toServices, which cannot name a cluster"] : []),
  ].join("; ");
}
