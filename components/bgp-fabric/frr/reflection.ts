import type { BgpFamily } from "../args";
import type { FabricPlan, RouterPlan } from "../types";
import type { Neighbor, PeerGroup } from "./neighbors";

/** Whether a router hands routes of its own AS's nodes on inside that AS. */
export interface Reflection {
  readonly nodes: boolean;
}

/** Nodes of the router's AS are clients where anybody else of that AS is there to be told. */
export function reflectionOf(groups: readonly PeerGroup[], links: readonly Neighbor[]): Reflection {
  const nodes = groups
    .filter(({ external }) => !external)
    .reduce((sum, { members }) => sum + members.length, 0);
  const routers = links.filter(({ of }) => !of.session.external).length;
  return { nodes: nodes + routers > 1 };
}

/**
 * Whether routers of one AS reflect each other's routes: where each has a session with each other they need not, else a
 * router in the middle must.
 */
export function linkReflection(plan: FabricPlan, router: RouterPlan, family: BgpFamily): boolean {
  const links = plan.sessions.filter(
    ({ a, b, ...session }) =>
      b.kind === "router" && !session.external && session.family === family && a.asn === router.asn,
  );
  const members = new Set(links.flatMap(({ a, b }) => [a.name, b.name]));
  const pairs = new Set(links.map(({ a, b }) => [a.name, b.name].sort().join(" ")));
  return pairs.size < (members.size * (members.size - 1)) / 2;
}
