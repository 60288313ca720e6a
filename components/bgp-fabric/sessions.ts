import { BgpFamily } from "./args";
import { defaults } from "./defaults";
import { addressOf, peerAddress, rackOf } from "./peers";
import type { FabricInput, PlainLink } from "./plan";
import type {
  ClusterPlan,
  FabricPlan,
  GracefulRestartPlan,
  NodePlan,
  PeerPlan,
  Session,
  SessionEnd,
} from "./types";

type RouterArgs = FabricInput["routers"][number];

/** A cluster's sessions: one from each of its nodes for each peer that has an address for the node's rack. */
export function nodeSessions(cluster: ClusterPlan, routers: readonly RouterArgs[]): Session[] {
  return cluster.peers.flatMap((peer) => {
    const router = routers.find(({ name }) => name === peer.router);
    if (router === undefined) return [];
    return cluster.nodes
      .filter(({ enabled }) => enabled)
      .flatMap((node) => nodeSession({ cluster, peer, router, node }) ?? []);
  });
}

interface NodeSessionSources {
  readonly cluster: ClusterPlan;
  readonly peer: PeerPlan;
  readonly router: RouterArgs;
  readonly node: NodePlan;
}

function nodeSession({ cluster, peer, router, node }: NodeSessionSources): Session | undefined {
  const routerAddress = peerAddress(peer, router, node.rack);
  const address = addressOf(node, peer.family);
  if (routerAddress === undefined || address === undefined) return undefined;
  const listensOn = node.override.localPort ?? cluster.localPort;
  return {
    a: routerEnd(router, routerAddress),
    b: { kind: "node", name: node.name, cluster: cluster.name, rack: node.rack, address, asn: node.asn },
    family: peer.family,
    peer: peer.name,
    peerGroup: peer.peerGroup,
    external: node.asn !== router.asn,
    holdTimeSeconds: peer.holdTimeSeconds,
    keepAliveTimeSeconds: peer.keepAliveTimeSeconds,
    connectRetryTimeSeconds: peer.connectRetryTimeSeconds,
    ebgpMultihop: peer.ebgpMultihop,
    gracefulRestart: peer.gracefulRestart,
    bfd: false,
    ...(listensOn !== undefined && { listensOn }),
    ...(peer.password !== undefined && { password: peer.password }),
  };
}

/** Sessions between routers that share a rack. */
export function linkSessions(links: readonly PlainLink[], routers: readonly RouterArgs[]): Session[] {
  return links.flatMap((link) => {
    const from = routers.find(({ name }) => name === link.from);
    const to = routers.find(({ name }) => name === link.to);
    return from === undefined || to === undefined || from === to ? [] : linkSessionsOf(link, from, to);
  });
}

function linkSessionsOf(link: PlainLink, from: RouterArgs, to: RouterArgs): Session[] {
  const rack =
    link.rack ?? from.interfaces.map((foot) => foot.rack).find((name) => footIn(to, name) !== undefined);
  const feet = rack === undefined ? undefined : { from: footIn(from, rack), to: footIn(to, rack) };
  if (feet?.from === undefined || feet.to === undefined) return [];
  const [mine, other] = [feet.from, feet.to];
  return [BgpFamily.Ipv4, BgpFamily.Ipv6].flatMap((family) => {
    const own = addressOf(mine, family);
    const far = addressOf(other, family);
    if (own === undefined || far === undefined || link.families?.includes(family) === false) return [];
    return [
      linkSession(link, family, { a: routerEnd(from, own), b: routerEnd(to, far), routers: [from, to] }),
    ];
  });
}

function footIn(router: RouterArgs, rack: string): RouterArgs["interfaces"][number] | undefined {
  return router.interfaces.find((foot) => foot.rack === rack);
}

function linkSession(
  link: PlainLink,
  family: BgpFamily,
  ends: { readonly a: SessionEnd; readonly b: SessionEnd; readonly routers: readonly RouterArgs[] },
): Session {
  const { a, b, routers } = ends;
  return {
    a,
    b,
    family,
    peer: b.name,
    external: a.asn !== b.asn,
    holdTimeSeconds: link.holdTimeSeconds ?? defaults.holdTimeSeconds,
    keepAliveTimeSeconds: link.keepAliveTimeSeconds ?? defaults.keepAliveTimeSeconds,
    connectRetryTimeSeconds: link.connectRetryTimeSeconds ?? defaults.connectRetryTimeSeconds,
    ebgpMultihop: 1,
    gracefulRestart: linkRestart(routers),
    bfd: link.bfd ?? false,
    listensOn: defaults.bgpPort,
    ...(link.password !== undefined && { password: link.password }),
  };
}

/** Routers say how long they take themselves, so a link has graceful restart where both have. */
function linkRestart(routers: readonly RouterArgs[]): GracefulRestartPlan {
  const times = routers.map(({ gracefulRestart }) => gracefulRestart?.restartTimeSeconds ?? 0);
  return {
    enabled: routers.every(({ gracefulRestart }) => gracefulRestart?.enabled ?? true),
    restartTimeSeconds: times.reduce((a, b) => Math.max(a, b)) || defaults.restartTimeSeconds,
  };
}

function routerEnd(router: RouterArgs, address: string): SessionEnd {
  return { kind: "router", name: router.name, rack: rackOf(router, address), address, asn: router.asn };
}

/** A session as one router sees it. */
export interface RouterSession {
  readonly session: Session;
  readonly own: SessionEnd;
  readonly other: SessionEnd;
}

const indexes = new WeakMap<FabricPlan, Map<string, RouterSession[]>>();

/** The sessions of one router, links from either end, in the plan's order. */
export function sessionsOf(plan: FabricPlan, router: string): readonly RouterSession[] {
  const index = indexes.get(plan) ?? sessionsByRouter(plan);
  indexes.set(plan, index);
  return index.get(router) ?? [];
}

function sessionsByRouter({ sessions }: FabricPlan): Map<string, RouterSession[]> {
  const index = new Map<string, RouterSession[]>();
  const add = (router: string, session: RouterSession): void => {
    const own = index.get(router);
    if (own === undefined) index.set(router, [session]);
    else own.push(session);
  };
  for (const session of sessions) {
    const { a, b } = session;
    add(a.name, { session, own: a, other: b });
    if (b.kind === "router") add(b.name, { session, own: b, other: a });
  }
  return index;
}
