import * as fs from "node:fs";
import { findSimulator, type RunningRouter } from "../../simulator";
import { Workspace } from "./workspace";

/** A router of a stack that is up in the simulator. */
export async function routerOf(workspace: Workspace, stack: string, name: string): Promise<RunningRouter> {
  const simulator = await findSimulator(workspace.path(".fabric", stack, "simulator"));
  const router = simulator?.routers.find((candidate) => candidate.name === name);
  if (router === undefined) throw new Error(`no router ${name} runs for stack ${stack}`);
  return router;
}

/** How one neighbour stands, and how often its session came and went. */
export interface SessionLife {
  state: string;
  /** Seconds since 1970. */
  since: number;
  established: number;
  dropped: number;
}

interface FrrPeer {
  state: string;
  peerUptimeEstablishedEpoch?: number;
  connectionsEstablished: number;
  connectionsDropped: number;
}

/** Sessions that are not the same ones any more, by address: gone, new, or ended and begun again. */
export function changedSessions(
  before: Readonly<Record<string, SessionLife>>,
  after: Readonly<Record<string, SessionLife>>,
): string[] {
  const isSame = (a: SessionLife | undefined, b: SessionLife | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    a.state === b.state &&
    a.established === b.established &&
    a.dropped === b.dropped &&
    // FRR works it out of the time since then, in whole seconds.
    Math.abs(a.since - b.since) <= 1;
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return all.filter((address) => !isSame(before[address], after[address]));
}

/** Every neighbour of a router by address, in its own words. */
export async function sessionLives(router: RunningRouter): Promise<Record<string, SessionLife>> {
  const text = await router.run("show bgp summary json");
  const summary = JSON.parse(text) as Record<string, { peers?: Record<string, FrrPeer> }>;
  const peers = Object.values(summary).flatMap(({ peers: found = {} }) => Object.entries(found));
  return Object.fromEntries(
    peers
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([address, peer]) => [
        address,
        {
          state: peer.state,
          since: peer.peerUptimeEstablishedEpoch ?? 0,
          established: peer.connectionsEstablished,
          dropped: peer.connectionsDropped,
        },
      ]),
  );
}

/** Neighbours of which a session is up. */
export async function establishedPeers(router: RunningRouter): Promise<string[]> {
  const lives = await sessionLives(router);
  return Object.keys(lives).filter((address) => lives[address]?.state === "Established");
}

interface FrrPath {
  /** Address of the neighbour; `(unspec)` for what the router announces itself. */
  peerId: string;
  valid?: boolean;
  bestpath?: boolean;
  multipath?: boolean;
  stale?: boolean;
  nexthops: { ip: string }[];
}

/** Next hops in use for each prefix of a router's BGP table, sorted. */
export async function bgpRoutes(router: RunningRouter, family = "ipv4"): Promise<Record<string, string[]>> {
  const text = await router.run(`show bgp ${family} unicast json`);
  const { routes = {} } = JSON.parse(text) as { routes?: Record<string, FrrPath[]> };
  return Object.fromEntries(
    Object.entries(routes).map(([prefix, paths]) => [
      prefix,
      paths
        .filter(({ bestpath, multipath }) => bestpath === true || multipath === true)
        .flatMap(({ nexthops }) => nexthops.slice(0, 1).map(({ ip }) => ip))
        .sort(),
    ]),
  );
}

/** Peers that each prefix in use was learned from, sorted; in both families. */
export async function learnedFrom(router: RunningRouter): Promise<Record<string, string[]>> {
  const learned: Record<string, string[]> = {};
  for (const family of ["ipv4", "ipv6"]) {
    const { routes = {} } = JSON.parse(await router.run(`show bgp ${family} unicast json`)) as {
      routes?: Record<string, FrrPath[]>;
    };
    for (const [prefix, paths] of Object.entries(routes)) {
      const peers = paths
        .filter(({ bestpath, multipath }) => bestpath === true || multipath === true)
        .map(({ peerId }) => peerId)
        .filter((peer) => peer !== "(unspec)");
      if (peers.length > 0) learned[prefix] = peers.sort();
    }
  }
  return learned;
}

/** Prefixes that a router keeps for a neighbour that is away. */
export async function stalePrefixes(router: RunningRouter): Promise<string[]> {
  const { routes = {} } = JSON.parse(await router.run("show bgp ipv4 unicast json")) as {
    routes?: Record<string, FrrPath[]>;
  };
  return Object.entries(routes)
    .filter(([, paths]) => paths.some(({ stale }) => stale === true))
    .map(([prefix]) => prefix)
    .sort();
}

/** Next hops of every BGP route in the kernel of a router's namespace, sorted. */
export async function kernelRoutes(router: RunningRouter): Promise<Record<string, string[]>> {
  const text = await router.exec(["ip", "-json", "route", "show", "proto", "bgp"]);
  const routes = JSON.parse(text) as { dst: string; gateway?: string; nexthops?: { gateway: string }[] }[];
  return Object.fromEntries(
    routes.map(({ dst, gateway, nexthops = [] }) => [
      dst,
      [...(gateway === undefined ? [] : [gateway]), ...nexthops.map((hop) => hop.gateway)].sort(),
    ]),
  );
}

/** Process of a node's Cilium agent in a stack's simulator: a child of its daemon, whatever else runs on the machine. */
export function agentProcess(workspace: Workspace, stack: string, node: string): number {
  const daemon = workspace.read(`.fabric/${stack}/simulator/lock`).trim();
  const found = fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        if (parent !== daemon) return false;
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0] ?? "";
        const environment = fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
        return /cilium-agent$/.test(command) && environment.includes(`K8S_NODE_NAME=${node}`);
      } catch {
        return false; // gone meanwhile
      }
    });
  const [pid, ...others] = found;
  if (pid === undefined || others.length > 0) {
    throw new Error(`${node} has ${found.length} agents below daemon ${daemon}`);
  }
  return Number(pid);
}
