import { renderValues } from "../components/cilium-install/values";
import type { CiliumSettings } from "../components/cilium-install/values";
import { valueAt } from "../components/internal/helm-values";
import { policyKind, renderMeshPolicy } from "../components/mesh-policy/manifest";
import {
  type MeshPolicyInput,
  planMeshPolicy,
  type PolicyClusterInput,
} from "../components/mesh-policy/plan";
import type { Origin, TopologyPolicy } from "../components/prover/topology";
import type { PolicyConfig, StackConfig } from "./config";
import { isMember, ResolvedCluster } from "./resolve";

/** A policy of a stack as its component takes it, without the way into its clusters. */
export function policyInput(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  policy: PolicyConfig,
): MeshPolicyInput {
  const { name, clusters: _, ...input } = policy;
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  return {
    ...input,
    policyName: name,
    meshClusters: meshClusters(config),
    clusters: policyClusters(config, policy).map((cluster) => clusterInput(cluster, byName.get(cluster))),
  };
}

/** Peers may be in any member of the mesh; without one each cluster is alone, and has no name for others. */
function meshClusters(config: StackConfig): string[] {
  if (config.mesh === undefined) return [];
  return config.mesh.members ?? config.clusters.map(({ name }) => name);
}

/** The clusters that a policy is in: those listed, else the mesh's members, else all. */
function policyClusters(config: StackConfig, policy: PolicyConfig): string[] {
  if (policy.clusters !== undefined) return policy.clusters;
  return config.clusters
    .filter((cluster) => config.mesh === undefined || isMember(config, cluster))
    .map(({ name }) => name);
}

/** A cluster that does not exist is the prover's to tell; it is given a version that no other rule stumbles over. */
function clusterInput(name: string, cluster: ResolvedCluster | undefined): PolicyClusterInput {
  if (cluster === undefined) return { name, ciliumVersion: NEWEST };
  const settings = cluster.settings as unknown as CiliumSettings;
  const values = renderValues({ settings, values: cluster.values }, cluster.version);
  const local = valueAt(values, "clustermesh.policyDefaultLocalCluster");
  return {
    name,
    ciliumVersion: cluster.version,
    ...(typeof local === "boolean" && { policyDefaultLocalCluster: local }),
  };
}

const NEWEST = "1.20.0";

export function stackPolicies(config: StackConfig, clusters: readonly ResolvedCluster[]): TopologyPolicy[] {
  return config.policies.map((policy, i) => ({
    at: originOf(`policies[${i}]`, policy),
    plan: planMeshPolicy(policy.name, policyInput(config, clusters, policy)),
  }));
}

function originOf(where: string, policy: PolicyConfig): Origin {
  return (field) => {
    if (field === "") return where;
    if (field === "policyName") return `${where}.name`;
    const [, index, rest] = /^clusters\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
    if (index === undefined) return `${where}.${field}`;
    if (rest === "name") return policy.clusters === undefined ? where : `${where}.clusters[${index}]`;
    return where;
  };
}

/** The policies of one cluster, by the names of their files. */
export function policyManifests(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
  cluster: string,
): [string, unknown][] {
  return stackPolicies(config, clusters).flatMap(({ plan }) =>
    plan.clusters
      .filter(({ name }) => name === cluster)
      .map((own): [string, unknown] => [
        [
          policyKind(plan).toLowerCase(),
          ...(plan.namespace === undefined ? [] : [plan.namespace]),
          plan.policyName,
        ].join("-"),
        renderMeshPolicy(plan, own),
      ]),
  );
}

/** The section as `topology.json` has it: nothing where the stack has none. */
export function policiesTopology(config: StackConfig): Record<string, unknown> {
  if (config.policies.length === 0) return {};
  return {
    policies: config.policies.map((policy) => ({ ...policy, clusters: policyClusters(config, policy) })),
  };
}
