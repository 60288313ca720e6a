import type { BgpFabricArgs } from "./args";
import { planCluster } from "./clusters";
import { defaults } from "./defaults";
import { byName, byText, canonicalCidr, canonicalIp, defined, firstByName } from "./plain";
import { linkSessions, nodeSessions } from "./sessions";
import type { FabricPlan, RackPlan, RouterPlan, Session } from "./types";

export type * from "./types";

/** The fabric's declaration as plain data: the arguments without what only leads to the clusters, passwords as given. */
export type FabricInput = Omit<BgpFabricArgs, "clusters" | "links"> & {
  readonly links?: readonly PlainLink[];
  readonly clusters: readonly PlainCluster[];
};
export type PlainLink = Omit<NonNullable<BgpFabricArgs["links"]>[number], "password"> & {
  readonly password?: string;
};
type ClusterArgs = BgpFabricArgs["clusters"][number];
export type PlainPeer = Omit<ClusterArgs["peers"][number], "password"> & { readonly password?: string };
export type PlainCluster = Omit<ClusterArgs, "kubeconfig" | "clusterIdentifier" | "deletedWith" | "peers"> & {
  readonly peers: readonly PlainPeer[];
};
type RouterArgs = FabricInput["routers"][number];

/**
 * Fills in every default and derives each session once, so that both of its ends are rendered from the same data.
 * Takes wrong input as well, for the rules to report: what names something unknown gives no session.
 */
export function planFabric(input: FabricInput): FabricPlan {
  const racks = byName(firstByName(input.racks)).map(planRack);
  const named = byName(firstByName(input.routers)).map(withUsualAddresses);
  const clusters = byName(firstByName(input.clusters)).map((cluster) => planCluster(cluster, named));
  const sessions = [
    ...clusters.flatMap((cluster) => nodeSessions(cluster, named)),
    ...linkSessions(input.links ?? [], named),
  ].sort(bySession);
  const routers = planRouters(named, sessions);
  return { racks, routers, clusters, sessions };
}

function planRack(rack: FabricInput["racks"][number]): RackPlan {
  const { name, subnet, subnet6 } = rack;
  return {
    name,
    ...(subnet !== undefined && { subnet: canonicalCidr(subnet) }),
    ...(subnet6 !== undefined && { subnet6: canonicalCidr(subnet6) }),
  };
}

function withUsualAddresses(router: RouterArgs): RouterArgs {
  const interfaces = router.interfaces.map(({ rack, address, address6 }) => ({
    rack,
    ...(address !== undefined && { address: canonicalIp(address) }),
    ...(address6 !== undefined && { address6: canonicalIp(address6) }),
  }));
  return { ...router, interfaces };
}

/** Routers last: how many paths they use and how long they say to restart follows from their sessions. */
function planRouters(routers: readonly RouterArgs[], sessions: readonly Session[]): RouterPlan[] {
  const own = new Map<string, Session[]>(routers.map(({ name }) => [name, []]));
  for (const session of sessions.filter(({ b }) => b.kind === "node")) own.get(session.a.name)?.push(session);
  return routers.map((router) => planRouter(router, own.get(router.name) ?? []));
}

function planRouter(router: RouterArgs, sessions: readonly Session[]): RouterPlan {
  const nodes = new Set(sessions.map(({ b }) => `${b.cluster ?? ""}/${b.name}`)).size;
  const times = sessions
    .filter((s) => s.gracefulRestart.enabled)
    .map((s) => s.gracefulRestart.restartTimeSeconds);
  const given = router.gracefulRestart;
  return {
    name: router.name,
    asn: router.asn,
    ...defined({
      routerId: router.routerId ?? router.interfaces.find(({ address }) => address !== undefined)?.address,
      holdTimeSeconds: router.holdTimeSeconds,
      keepAliveTimeSeconds: router.keepAliveTimeSeconds,
    }),
    interfaces: router.interfaces,
    networks: [...new Set((router.networks ?? []).map(canonicalCidr))].sort(byText),
    maximumPaths: router.maximumPaths ?? Math.min(Math.max(nodes, defaults.minimumPaths), defaults.mostPaths),
    multipathRelax: router.multipathRelax ?? true,
    gracefulRestart: {
      enabled: given?.enabled ?? true,
      // The longest of the peers' own: none of them then drops routes earlier than its own declaration says.
      restartTimeSeconds: given?.restartTimeSeconds ?? longest(times) ?? defaults.restartTimeSeconds,
    },
    policy: router.policy ?? "declared",
  };
}

function longest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
}

function bySession(x: Session, y: Session): number {
  const key = ({ a, b, family, peer }: Session): string =>
    [a.name, b.kind, b.cluster ?? "", b.name, family, peer, a.address].join("\u0000");
  return byText(key(x), key(y));
}
