import { parseIp } from "../../internal/cidr";
import { defaults } from "../defaults";
import { byText, groupBy } from "../plain";
import { type RouterSession, sessionsOf } from "../sessions";
import type { FabricPlan, RouterPlan } from "../types";
import type { BgpFamily } from "../args";

/** A neighbor's statements after `neighbor <address>`. */
export interface Neighbor {
  readonly address: string;
  readonly of: RouterSession;
  readonly statements: readonly string[];
}

/** Nodes that a router treats alike: of one cluster and family, all of its own AS or all of others. */
export interface PeerGroup {
  readonly name: string;
  readonly cluster: string;
  readonly family: BgpFamily;
  readonly external: boolean;
  /** What holds for every member. */
  readonly statements: readonly string[];
  readonly members: readonly Neighbor[];
}

/** Passwords as they are, or as a word that says they are left out. */
export type PasswordText = (password: string) => string;

/** A router's peer groups by name, each with its members by address. */
export function peerGroupsOf(
  plan: FabricPlan,
  router: RouterPlan,
  text: PasswordText = (password) => password,
): PeerGroup[] {
  const sessions = sessionsOf(plan, router.name).filter(({ other }) => other.kind === "node");
  return [
    ...groupBy(
      sessions,
      ({ other, session }) => `${other.cluster ?? ""} ${session.peerGroup ?? ""}`,
    ).values(),
  ]
    .flatMap((own) => {
      const [first] = own;
      const base = first?.session.peerGroup ?? "";
      return groupsOfCluster({ base, cluster: first?.other.cluster ?? "", router, text }, own);
    })
    .sort((a, b) => byText(a.name, b.name));
}

interface GroupSources {
  readonly base: string;
  readonly cluster: string;
  readonly router: RouterPlan;
  readonly text: PasswordText;
}

/** What tells groups of one cluster apart follows an underscore, which no cluster's name has. */
function groupsOfCluster(sources: GroupSources, sessions: readonly RouterSession[]): PeerGroup[] {
  const { base, cluster, router, text } = sources;
  const mixed = new Set(sessions.map(({ session }) => session.external)).size > 1;
  return [...groupBy(sessions, ({ session }) => `${session.family} ${session.external}`).values()].flatMap(
    (own) => {
      const [first] = own;
      if (first === undefined) return [];
      const { family, external } = first.session;
      const name = [base, ...(family === "ipv6" ? ["IPV6"] : []), ...(mixed && !external ? ["IBGP"] : [])];
      const neighbors = neighborsOf(own, (of) => nodeStatements(of, router, text));
      const common = sharedStatements(neighbors);
      const members = neighbors.map((neighbor) => ({
        ...neighbor,
        statements: neighbor.statements.filter((statement) => !common.includes(statement)),
      }));
      return [{ name: name.join("_"), cluster, family, external, statements: common, members }];
    },
  );
}

/** The other routers that a router has sessions with, by address. */
export function linksOf(
  plan: FabricPlan,
  router: RouterPlan,
  text: PasswordText = (password) => password,
): Neighbor[] {
  const links = sessionsOf(plan, router.name).filter(({ other }) => other.kind === "router");
  return neighborsOf(links, (of) => linkStatements(of, router, text));
}

/** One neighbor for each address: FRR knows no second session with the same one. */
function neighborsOf(
  sessions: readonly RouterSession[],
  statementsOf: (of: RouterSession) => string[],
): Neighbor[] {
  return [...groupBy(sessions, ({ other }) => other.address).values()]
    .flatMap(([of]) =>
      of === undefined ? [] : [{ address: of.other.address, of, statements: statementsOf(of) }],
    )
    .sort(byAddress);
}

function byAddress(a: Neighbor, b: Neighbor): number {
  const [x, y] = [parseIp(a.address), parseIp(b.address)];
  if (x === undefined || y === undefined || x.family !== y.family) return byText(a.address, b.address);
  return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
}

/** Statements that all members have and that FRR takes for a group. */
function sharedStatements(neighbors: readonly Neighbor[]): string[] {
  const counts = new Map<string, number>();
  for (const { statements } of neighbors)
    for (const statement of statements) counts.set(statement, (counts.get(statement) ?? 0) + 1);
  return [...counts]
    .filter(([statement, count]) => count === neighbors.length && !ownStatement.test(statement))
    .map(([statement]) => statement);
}

/** FRR takes a port for single neighbors only, does not hand graceful restart down from a group, and a description is about one. */
const ownStatement = /^(description|port|graceful-restart)/;

function nodeStatements(
  { session, own, other }: RouterSession,
  router: RouterPlan,
  text: PasswordText,
): string[] {
  const { listensOn, external } = session;
  const near = router.interfaces.some(({ rack }) => rack === other.rack);
  const opens = listensOn !== undefined;
  return [
    `description ${other.cluster ?? ""}/${other.name}`,
    // The hops that lie between this router and the node, whatever the node allows for its own way here.
    ...(external && !near ? [`ebgp-multihop ${Math.max(session.ebgpMultihop, 2)}`] : []),
    // A node without a port never listens: trying would only fill logs with refusals.
    ...(opens ? [] : ["passive"]),
    ...(opens && listensOn !== defaults.bgpPort ? [`port ${listensOn}`] : []),
    // The node knows this router by one address, which is not the one that leads to it.
    ...(opens && own.rack !== other.rack ? [`update-source ${own.address}`] : []),
    ...timers({ session, own, other }, router, opens),
    ...restartStatements({ session, own, other }, router),
    ...passwordStatements({ session, own, other }, text),
  ];
}

function linkStatements(of: RouterSession, router: RouterPlan, text: PasswordText): string[] {
  return [
    `description router ${of.other.name}`,
    ...(of.session.bfd ? ["bfd", `bfd profile ${bfdProfile}`] : []),
    ...timers(of, router, true),
    ...restartStatements(of, router),
    ...passwordStatements(of, text),
  ];
}

/** Name of the BFD profile of links. */
export const bfdProfile = "FABRIC";

function timers({ session }: RouterSession, router: RouterPlan, opens: boolean): string[] {
  const keepAlive = router.keepAliveTimeSeconds ?? session.keepAliveTimeSeconds;
  const hold = router.holdTimeSeconds ?? session.holdTimeSeconds;
  return [
    `timers ${keepAlive} ${hold}`,
    ...(opens ? [`timers connect ${session.connectRetryTimeSeconds}`] : []),
  ];
}

function restartStatements({ session }: RouterSession, { gracefulRestart }: RouterPlan): string[] {
  return gracefulRestart.enabled && !session.gracefulRestart.enabled ? ["graceful-restart-disable"] : [];
}

function passwordStatements({ session }: RouterSession, text: PasswordText): string[] {
  return session.password === undefined ? [] : [`password ${text(session.password)}`];
}
