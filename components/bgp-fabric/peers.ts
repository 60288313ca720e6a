import { BgpFamily } from "./args";
import { defaults } from "./defaults";
import type { FabricInput, PlainCluster, PlainPeer } from "./plan";
import { byName, canonicalIp } from "./plain";
import type { NodePlan, PeerPlan } from "./types";

type RouterArgs = FabricInput["routers"][number];
const families = [BgpFamily.Ipv4, BgpFamily.Ipv6];

/** A cluster's peers, one for each router and family, sorted by name. */
export function planPeers(
  cluster: PlainCluster,
  nodes: readonly NodePlan[],
  routers: readonly RouterArgs[],
): PeerPlan[] {
  const speaking = nodes.filter(({ enabled }) => enabled);
  return byName(
    cluster.peers.flatMap((peer) => {
      const router = routers.find(({ name }) => name === peer.router);
      return router === undefined ? [] : planPeer({ peer, cluster, router, nodes: speaking });
    }),
  );
}

interface PeerSources {
  readonly peer: PlainPeer;
  readonly cluster: PlainCluster;
  readonly router: RouterArgs;
  /** Those that speak BGP. */
  readonly nodes: readonly NodePlan[];
}

function planPeer(sources: PeerSources): PeerPlan[] {
  const { peer, cluster, router } = sources;
  const used = families.filter((family) => peer.families?.includes(family) ?? isShared(family, sources));
  const name = peer.name ?? peer.router;
  const peerConfig = peer.peerConfig ?? name;
  return used.map((family) => {
    const address = addressOf(peer, family);
    const suffix = used.length > 1 && family === BgpFamily.Ipv6 ? "-ipv6" : "";
    return {
      name: `${name}${suffix}`,
      router: peer.router,
      family,
      ...(address !== undefined && { address: canonicalIp(address) }),
      peerGroup: peer.peerGroup ?? `${defaults.peerGroup}-${cluster.name.toUpperCase()}`,
      peerConfig: `${peerConfig}${suffix}`,
      external: cluster.asn !== router.asn,
      holdTimeSeconds: peer.holdTimeSeconds ?? defaults.holdTimeSeconds,
      keepAliveTimeSeconds: peer.keepAliveTimeSeconds ?? defaults.keepAliveTimeSeconds,
      connectRetryTimeSeconds: peer.connectRetryTimeSeconds ?? defaults.connectRetryTimeSeconds,
      ebgpMultihop: peer.ebgpMultihop ?? (leavesRack(family, sources) ? 2 : 1),
      gracefulRestart: {
        enabled: peer.gracefulRestart?.enabled ?? true,
        restartTimeSeconds: peer.gracefulRestart?.restartTimeSeconds ?? defaults.restartTimeSeconds,
      },
      advertisements: peer.advertisements ?? { ...defaults.advertisementLabels },
      ...(peer.password !== undefined && {
        password: peer.password,
        passwordSecret: `${peerConfig}-password`,
      }),
    };
  });
}

/** True where each node that finds the router in this family has an address to speak from. */
function isShared(family: BgpFamily, { peer, router, nodes }: PeerSources): boolean {
  const near = nodes.filter(({ rack }) => routerAddress(peer, family, { router, rack }) !== undefined);
  return near.length > 0 && near.every((node) => addressOf(node, family) !== undefined);
}

function leavesRack(family: BgpFamily, { peer, router, nodes }: PeerSources): boolean {
  return nodes.some(({ rack }) => {
    const address = routerAddress(peer, family, { router, rack });
    return address !== undefined && rackOf(router, canonicalIp(address)) !== rack;
  });
}

/** Where nodes of a rack find the router of a planned peer. */
export function peerAddress(
  { address, family }: PeerPlan,
  router: RouterArgs,
  rack: string,
): string | undefined {
  return address ?? addressInRack(router, rack, family);
}

function routerAddress(
  peer: PlainPeer,
  family: BgpFamily,
  { router, rack }: { readonly router: RouterArgs; readonly rack: string },
): string | undefined {
  return addressOf(peer, family) ?? addressInRack(router, rack, family);
}

function addressInRack({ interfaces }: RouterArgs, rack: string, family: BgpFamily): string | undefined {
  const foot = interfaces.find((candidate) => candidate.rack === rack);
  return foot && addressOf(foot, family);
}

/** The rack of a router's address; empty where none of its interfaces has it. */
export function rackOf({ interfaces }: RouterArgs, address: string): string {
  return interfaces.find((foot) => foot.address === address || foot.address6 === address)?.rack ?? "";
}

/** The address in one family of whatever has one of each. */
export function addressOf(
  owner: { readonly address?: string; readonly address6?: string },
  family: BgpFamily,
): string | undefined {
  return family === BgpFamily.Ipv4 ? owner.address : owner.address6;
}
