import { messageOf } from "../errors";
import { SeenPath, SeenPeer, SeenRoute, SeenRouter } from "../status/seen";
import { bounded } from "./bounded";
import { RouterShell } from "./router-shell";

const LIMIT = 8_000;

/** Everything that `status` wants of a router; why it does not answer where it does not. */
export async function seeRouter(
  name: string,
  shell: RouterShell,
  families: readonly string[],
  milliseconds = LIMIT,
): Promise<SeenRouter> {
  const over = new AbortController();
  const ask = async (command: string): Promise<unknown> =>
    parseAnswer(await bounded(shell.run(command, over.signal), milliseconds, `vtysh (${command})`));
  try {
    const summary = parseSummary(await ask("show bgp summary json"));
    const details = parseNeighbors(await ask("show bgp neighbors json"));
    const tables = [];
    for (const family of families) {
      tables.push(parseRoutes(await ask(`show bgp ${family} unicast json`), family));
    }
    return {
      name,
      ...(summary.asn !== undefined ? { asn: summary.asn } : {}),
      ...(summary.routerId !== undefined ? { routerId: summary.routerId } : {}),
      peers: summary.peers.map((peer) => ({ ...peer, ...details.get(peer.address) })),
      routes: tables.flat(),
    };
  } catch (error) {
    return { name, fault: firstLine(messageOf(error)), peers: [], routes: [] };
  } finally {
    over.abort();
  }
}

/** vtysh explains itself in words where it has no JSON to give. */
function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`vtysh says: ${firstLine(text) === "" ? "nothing" : firstLine(text)}`);
  }
}

interface RawSummary {
  routerId?: string;
  as?: number;
  peers?: Record<string, RawPeer>;
}

interface RawPeer {
  remoteAs?: number;
  msgRcvd?: number;
  peerUptimeMsec?: number;
  pfxRcd?: number;
  pfxSnt?: number;
  state?: string;
  peerState?: string;
}

/** Reads `show bgp summary json`; a neighbour in several families counts in that of its own address. */
export function parseSummary(answer: unknown): { asn?: number; routerId?: string; peers: SeenPeer[] } {
  const families = answer as Record<string, RawSummary>;
  const peers = new Map<string, SeenPeer>();
  for (const family of ["ipv4Unicast", "ipv6Unicast"]) {
    for (const [address, raw] of Object.entries(families[family]?.peers ?? {})) {
      const isOwn = address.includes(":") === (family === "ipv6Unicast");
      if (isOwn || !peers.has(address)) peers.set(address, peerOf(address, raw));
    }
  }
  const [first] = Object.values(families);
  return {
    ...(first?.as !== undefined ? { asn: first.as } : {}),
    ...(first?.routerId !== undefined ? { routerId: first.routerId } : {}),
    peers: [...peers.values()].sort((a, b) => (a.address < b.address ? -1 : 1)),
  };
}

function peerOf(address: string, raw: RawPeer): SeenPeer {
  const state = stateWord(raw.state ?? "unknown");
  const isUp = state === "established";
  return {
    address,
    ...(raw.remoteAs !== undefined && raw.remoteAs > 0 ? { peerAsn: raw.remoteAs } : {}),
    state,
    ...(isUp && raw.peerUptimeMsec !== undefined ? { upSeconds: Math.floor(raw.peerUptimeMsec / 1000) } : {}),
    ...(isUp && raw.pfxRcd !== undefined ? { received: raw.pfxRcd } : {}),
    ...(isUp && raw.pfxSnt !== undefined ? { sent: raw.pfxSnt } : {}),
    ...(raw.peerState === "Admin" ? { shutDown: true } : {}),
    ...(raw.peerState === "NSF passive" ? { restarting: true } : {}),
  };
}

/** `Established`, `Idle (Admin)`, `open_sent` → `established`, `idle`, `opensent`. */
export function stateWord(state: string): string {
  return state
    .replace(/\s*\(.*\)$/, "")
    .replace(/[_\s]/g, "")
    .toLowerCase();
}

interface RawNeighbor {
  bgpTimerHoldTimeMsecs?: number;
  bgpTimerKeepAliveIntervalMsecs?: number;
  authenticationEnabled?: number;
  lastNotificationReason?: string;
  bgpState?: string;
}

/** Reads `show bgp neighbors json` for what the summary does not say. */
export function parseNeighbors(answer: unknown): Map<string, Partial<SeenPeer>> {
  const neighbors = Object.entries(answer as Record<string, RawNeighbor | null>);
  return new Map(
    neighbors.flatMap(([address, raw]): [string, Partial<SeenPeer>][] => {
      // Beside the neighbours stand the instance's own fields.
      if (typeof raw !== "object" || raw === null || raw.bgpState === undefined) return [];
      const isUp = stateWord(raw.bgpState) === "established";
      const { bgpTimerHoldTimeMsecs: hold, bgpTimerKeepAliveIntervalMsecs: keepAlive } = raw;
      return [
        [
          address,
          {
            signed: (raw.authenticationEnabled ?? 0) > 0,
            ...(isUp && hold !== undefined ? { holdSeconds: hold / 1000 } : {}),
            ...(isUp && keepAlive !== undefined ? { keepAliveSeconds: keepAlive / 1000 } : {}),
            ...(!isUp && raw.lastNotificationReason !== undefined
              ? { lastError: `notification ${raw.lastNotificationReason}` }
              : {}),
          },
        ],
      ];
    }),
  );
}

interface RawPath {
  bestpath?: boolean;
  multipath?: boolean;
  stale?: boolean;
  peerId?: string;
  nexthops?: { ip?: string; scope?: string }[];
}

/** Reads `show bgp <family> unicast json`. */
export function parseRoutes(answer: unknown, family: string): SeenRoute[] {
  const { routes = {} } = answer as { routes?: Record<string, RawPath[]> };
  return Object.entries(routes).map(([prefix, paths]) => ({ prefix, family, paths: paths.map(pathOf) }));
}

function pathOf(raw: RawPath): SeenPath {
  const hops = raw.nexthops ?? [];
  // Of IPv6's two next hops the global one is the neighbour's address.
  const hop = hops.find(({ scope }) => scope !== "link-local") ?? hops[0];
  return {
    ...(raw.peerId !== undefined && raw.peerId !== "(unspec)" ? { from: raw.peerId } : {}),
    nextHop: hop?.ip ?? "",
    used: raw.bestpath === true || raw.multipath === true,
    stale: raw.stale === true,
  };
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
