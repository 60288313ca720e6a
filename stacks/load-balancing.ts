import { renderIngress } from "../components/cilium-ingress/manifest";
import { planIngress } from "../components/cilium-ingress/plan";
import { renderIngressPolicy } from "../components/ingress-policy/manifest";
import { planIngressPolicy } from "../components/ingress-policy/plan";
import { renderL2 } from "../components/l2-announcement/manifest";
import { planL2 } from "../components/l2-announcement/plan";
import { renderPool } from "../components/load-balancer-pool/manifest";
import { planPool, type PoolPlan } from "../components/load-balancer-pool/plan";
import type { Origin, TopologyLoadBalancing, TopologyPool } from "../components/prover/topology";
import { StackConfig } from "./config";
import { ResolvedCluster } from "./resolve";

/** An entry of a section in one of its clusters. */
export interface Placed<T> {
  readonly entry: T;
  readonly cluster: string;
  /** Where the inputs of the entry stand. */
  readonly at: Origin;
}

/** The pools of load-balancer addresses that a stack's sections are, and where each of their inputs stands. */
export function stackPools(config: StackConfig): TopologyPool[] {
  return placed(config, "loadBalancerPools").map(({ entry, cluster, at }) => {
    const { name, clusters, disabled, ...pool } = entry;
    return { ...pool, name, cluster, at, disabled: disabled ?? false };
  });
}

/** What else of load balancing a stack has; undefined for a stack without any. */
export function stackLoadBalancing(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): TopologyLoadBalancing | undefined {
  const { l2Announcements, ingresses, ingressPolicies } = config;
  if (l2Announcements.length + ingresses.length + ingressPolicies.length === 0) return undefined;
  const versions = new Map(clusters.map((c) => [c.name, c.version]));
  const version = (cluster: string): { ciliumVersion: string } => ({
    ciliumVersion: versions.get(cluster) ?? "",
  });
  return {
    l2Announcements: placed(config, "l2Announcements").map(({ entry, cluster, at }) => ({
      cluster,
      at,
      plan: planL2(entry.name, { ...entry, ...version(cluster) }),
    })),
    ingresses: placed(config, "ingresses").map(({ entry, cluster, at }) => ({
      cluster,
      at,
      plan: planIngress(entry.name, { ...entry, ...version(cluster) }),
    })),
    policies: placed(config, "ingressPolicies").map(
      ({ entry: { name, clusters: _, ...entry }, cluster, at }) => ({
        cluster,
        at,
        plan: planIngressPolicy(name ?? entry.kind, { ...entry, ...named(name), ...version(cluster) }),
      }),
    ),
  };
}

/** The custom resources and Ingresses of one cluster, by the names of their files. */
export function loadBalancingManifests(config: StackConfig, cluster: ResolvedCluster): [string, unknown][] {
  const here = <T extends { readonly cluster: string }>(list: readonly T[] = []): T[] =>
    list.filter((item) => item.cluster === cluster.name);
  const rest = stackLoadBalancing(config, [cluster]);
  return [
    ...here(stackPools(config)).map((pool): [string, unknown] => [
      `ciliumloadbalancerippool-${pool.name}`,
      renderPool(poolPlan(pool, cluster.version)),
    ]),
    ...here(rest?.l2Announcements).map(({ plan }): [string, unknown] => [
      `ciliuml2announcementpolicy-${plan.policyName}`,
      renderL2(plan),
    ]),
    ...here(rest?.ingresses).map(({ plan }): [string, unknown] => [
      `ingress-${plan.namespace}-${plan.ingressName}`,
      renderIngress(plan),
    ]),
    ...here(rest?.policies).map(({ plan }): [string, unknown] => [
      `ciliumclusterwidenetworkpolicy-${plan.policyName}`,
      renderIngressPolicy(plan),
    ]),
  ];
}

/** The sections as `topology.json` has them: nothing where the stack has none. */
export function loadBalancingTopology(config: StackConfig): Record<string, unknown> {
  const sections = ["loadBalancerPools", "l2Announcements", "ingresses", "ingressPolicies"] as const;
  return Object.fromEntries(
    sections.flatMap((section): [string, unknown][] => {
      const list = placed<Section>(config, section).map(({ entry: { clusters, ...entry }, cluster }) => ({
        // A policy without a name has that of its kind.
        ...("kind" in entry ? { name: entry.kind } : {}),
        ...entry,
        cluster,
      }));
      return list.length === 0 ? [] : [[section, list]];
    }),
  );
}

export function poolPlan(pool: Omit<TopologyPool, "at">, ciliumVersion: string): PoolPlan {
  const { name, cluster, ...input } = pool;
  return planPool(name, { ...input, ciliumVersion });
}

type Section = "loadBalancerPools" | "l2Announcements" | "ingresses" | "ingressPolicies";

/** The entries of a section, once for each of their clusters; names of no cluster are left to the prover. */
export function placed<S extends Section>(config: StackConfig, section: S): Placed<StackConfig[S][number]>[] {
  const all = config.clusters.map(({ name }) => name);
  return config[section].flatMap((entry, i) =>
    (entry.clusters ?? all).map((cluster) => ({ entry, cluster, at: originOf(`${section}[${i}]`) })),
  );
}

const NAMES = ["poolName", "policyName", "ingressName"];

function originOf(where: string): Origin {
  return (field) => (field === "" ? where : `${where}.${NAMES.includes(field) ? "name" : field}`);
}

function named(name: string | undefined): { policyName?: string } {
  return name === undefined ? {} : { policyName: name };
}
