import { parseCidr, parseIp } from "../internal/cidr";
import { BgpAdvertisementType, BgpFamily } from "./args";
import { canonicalCidr } from "./plain";
import type { ClusterPlan, FabricPlan } from "./types";

/** What is known only of running clusters. */
export interface FabricFacts {
  /** Pod CIDRs of each node, by cluster and node. */
  readonly podCidrs?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Addresses of Services that the clusters' advertisements select. */
  readonly serviceAddresses?: readonly AnnouncedAddress[];
}

export interface AnnouncedAddress {
  readonly cluster: string;
  readonly address: string;
  /** The nodes that announce it: those with a backend where `externalTrafficPolicy` is Local. Defaults to all that speak BGP. */
  readonly nodes?: readonly string[];
}

/** What an expected prefix is. */
export type RouteKind = "pod-cidr" | "service" | "network";

/** A prefix and all that announce it. */
export interface RouteOrigin {
  readonly prefix: string;
  readonly family: BgpFamily;
  readonly kind: RouteKind;
  readonly routers: readonly string[];
  readonly nodes: readonly { readonly cluster: string; readonly name: string }[];
}

/** Every prefix that somebody in the fabric announces, each once. */
export function originsIn(plan: FabricPlan, facts: FabricFacts): RouteOrigin[] {
  const origins = new Map<string, RouteOrigin>();
  const add = (kind: RouteKind, text: string, by: Pick<RouteOrigin, "routers" | "nodes">): void => {
    const prefix = canonicalCidr(text);
    const family = parseCidr(prefix)?.family;
    if (family === undefined) return;
    const known = origins.get(prefix) ?? { prefix, family, kind, routers: [], nodes: [] };
    const routers = [...known.routers, ...by.routers];
    origins.set(prefix, { ...known, routers, nodes: [...known.nodes, ...by.nodes] });
  };
  for (const { name, networks } of plan.routers)
    for (const network of networks) add("network", network, { routers: [name], nodes: [] });
  for (const cluster of plan.clusters) {
    for (const { name, prefixes } of podPrefixes(cluster, facts))
      for (const prefix of prefixes)
        add("pod-cidr", prefix, { routers: [], nodes: [{ cluster: cluster.name, name }] });
    for (const { prefix, nodes } of servicePrefixes(cluster, facts))
      add("service", prefix, { routers: [], nodes: nodes.map((name) => ({ cluster: cluster.name, name })) });
  }
  return [...origins.values()];
}

function podPrefixes(
  cluster: ClusterPlan,
  { podCidrs }: FabricFacts,
): { name: string; prefixes: readonly string[] }[] {
  const known = podCidrs?.[cluster.name] ?? {};
  return speaking(cluster, BgpAdvertisementType.PodCIDR).map((name) => ({
    name,
    prefixes: known[name] ?? [],
  }));
}

function servicePrefixes(
  cluster: ClusterPlan,
  { serviceAddresses }: FabricFacts,
): { prefix: string; nodes: string[] }[] {
  const able = speaking(cluster, BgpAdvertisementType.Service);
  return (serviceAddresses ?? [])
    .filter((announced) => announced.cluster === cluster.name)
    .map(({ address, nodes }) => ({
      prefix: `${address}/${parseIp(address)?.family === "ipv6" ? 128 : 32}`,
      nodes: able.filter((name) => nodes?.includes(name) ?? true),
    }));
}

/** Names of the nodes that announce something of a type: those that speak, where a peer chooses such an advertisement. */
function speaking({ nodes, peers, advertisements }: ClusterPlan, type: BgpAdvertisementType): string[] {
  const labels = advertisements.filter((advertisement) => advertisement.type === type).map((a) => a.labels);
  const chosen = peers.some((peer) =>
    labels.some((has) => Object.entries(peer.advertisements).every(([key, value]) => has[key] === value)),
  );
  return chosen ? nodes.filter(({ enabled }) => enabled).map(({ name }) => name) : [];
}
