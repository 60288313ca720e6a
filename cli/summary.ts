import { StackConfig } from "../stacks/config";
import { stackMemberships } from "../stacks/memberships";
import { resolveClusters, serviceClusters } from "../stacks/resolve";
import { AgentStatus } from "./probes";
import { SessionRow } from "./status/report";
import { sessionTable } from "./status/session-table";
import { cell, formatTable } from "./table";

/** What a stack came to, as `up` says at its end. */
export interface StackSummary {
  readonly clusters: readonly {
    readonly name: string;
    readonly id: number;
    readonly cilium: string;
    readonly nodes: string[];
  }[];
  readonly mesh: readonly MeshRow[];
  /** BGP sessions from both ends; empty where nothing speaks BGP. */
  readonly sessions: readonly SessionRow[];
  readonly services: readonly { readonly name: string; readonly clusters: string[] }[];
  readonly urls: readonly { readonly name: string; readonly url: string }[];
}

export interface MeshRow {
  readonly cluster: string;
  /** Where its peers reach it. */
  readonly addresses: string[];
  /** One for each peer, with how many agents are connected to it. */
  readonly peers: string[];
}

interface RunNode {
  readonly name: string;
  readonly role: string;
  readonly address: string;
}

/** Nodes of a cluster, as the stack's outputs have them. */
export type RunNodes = Readonly<Record<string, readonly RunNode[]>>;

/** Takes the nodes out of a stack's outputs. */
export function nodesOfOutputs(outputs: Readonly<Record<string, unknown>>): RunNodes {
  const clusters = (outputs["clusters"] ?? {}) as Record<string, { nodes?: RunNode[] }>;
  return Object.fromEntries(Object.entries(clusters).map(([name, cluster]) => [name, cluster.nodes ?? []]));
}

/** The summary of a stack; without statuses nobody could be asked how the mesh stands. */
export function summarize(
  config: StackConfig,
  nodes: RunNodes,
  statuses?: ReadonlyMap<string, readonly AgentStatus[]>,
  seen: { readonly sessions?: readonly SessionRow[]; readonly urls?: StackSummary["urls"] } = {},
): StackSummary {
  const clusters = resolveClusters(config);
  const memberships = stackMemberships(config, clusters);
  return {
    clusters: clusters.map((cluster) => ({
      name: cluster.name,
      id: cluster.id,
      cilium: cluster.version,
      nodes: (nodes[cluster.name] ?? []).map((node) => `${node.name} ${node.address}`),
    })),
    mesh: [...memberships.values()].map((membership) => ({
      cluster: membership.name,
      addresses: reachedAt(membership.name, memberships, nodes),
      peers: membership.peers.map((peer) => peerState(peer.name, statuses?.get(membership.name))),
    })),
    sessions: seen.sessions ?? [],
    services: config.services.map((service) => ({
      name: `${service.namespace ?? "default"}/${service.name}`,
      clusters: serviceClusters(config, service).map(serviceState),
    })),
    urls: seen.urls ?? [],
  };
}

/** As some peer is told, with the nodes' real addresses in place of what stands for them. */
function reachedAt(
  cluster: string,
  memberships: ReturnType<typeof stackMemberships>,
  nodes: RunNodes,
): string[] {
  const peer = [...memberships.values()].flatMap((m) => m.peers).find((p) => p.name === cluster);
  if (peer === undefined) return [];
  const own = nodes[cluster] ?? [];
  const hosts = peer.ips ?? (peer.address === undefined ? [] : [peer.address]);
  return hosts.flatMap((host) => realAddresses(host, own).map((address) => `${address}:${peer.port}`));
}

function realAddresses(host: string, nodes: readonly RunNode[]): string[] {
  const index = /^\$\{.*\.nodes\[(\d+|\*)\]\.address\}$/.exec(host)?.[1];
  if (index === undefined) return [host];
  if (index === "*") return nodes.map((node) => node.address);
  return [nodes[Number(index)]?.address ?? host];
}

function peerState(peer: string, agents: readonly AgentStatus[] | undefined): string {
  if (agents === undefined) return peer;
  const remotes = agents.map((agent) => agent.remotes.find((remote) => remote.name === peer));
  const ready = remotes.filter((remote) => remote?.ready === true);
  const counts = ready[0] === undefined ? "" : `, ${ready[0].nodes} nodes, ${ready[0].services} services`;
  return `${peer} (${ready.length} of ${agents.length} agents connected${counts})`;
}

function serviceState(cluster: NonNullable<StackConfig["services"][number]["clusters"]>[number]): string {
  const traits = [
    ...(cluster.clientOnly === true ? ["clients only"] : []),
    ...(cluster.global === false ? ["not global"] : []),
    ...(cluster.shared === false ? ["not shared"] : []),
    ...(cluster.affinity !== undefined && cluster.affinity !== "none"
      ? [`affinity ${cluster.affinity}`]
      : []),
  ];
  return traits.length === 0 ? cluster.name : `${cluster.name} (${traits.join(", ")})`;
}

/** Pages among the stack's outputs, by cluster. */
export function urlsOfOutputs(outputs: Readonly<Record<string, unknown>>): StackSummary["urls"] {
  const hubble = (outputs["hubble"] ?? {}) as Record<string, { ui?: string; relay?: string }>;
  return Object.entries(hubble).flatMap(([cluster, { ui, relay }]) => [
    ...(ui === undefined ? [] : [{ name: `Hubble UI of ${cluster}`, url: ui }]),
    ...(relay === undefined ? [] : [{ name: `Hubble relay of ${cluster}`, url: relay }]),
  ]);
}

/** The summary for people: one table for clusters, one for each of the rest that there is. */
export function formatSummary(summary: StackSummary): string {
  const tables = [
    formatTable(
      ["cluster", "id", "Cilium", "nodes"],
      summary.clusters.map((c) => [c.name, String(c.id), c.cilium, cell(c.nodes)]),
    ),
    formatTable(
      ["mesh member", "reached at", "peers"],
      summary.mesh.map((m) => [m.cluster, cell(m.addresses), cell(m.peers)]),
    ),
    sessionTable(summary.sessions),
    formatTable(
      ["global service", "clusters"],
      summary.services.map((s) => [s.name, cell(s.clusters)]),
    ),
    formatTable(
      ["Hubble", "address"],
      summary.urls.map((u) => [u.name, u.url]),
    ),
  ];
  return tables.filter((text) => text !== "").join("\n");
}
