import { byAddress, parseCidr } from "../internal/cidr";
import { BgpFamily } from "./args";
import { originsIn, type FabricFacts, type RouteKind, type RouteOrigin } from "./origins";
import { byText } from "./plain";
import { type RouterSession, sessionsOf } from "./sessions";
import type { FabricPlan, SessionEnd } from "./types";

export type { AnnouncedAddress, FabricFacts, RouteKind } from "./origins";

/** A prefix that a router must learn. */
export interface ExpectedRoute {
  readonly prefix: string;
  readonly family: BgpFamily;
  readonly kind: RouteKind;
  /** Neighbors that lead to it by the fewest ASes; where there are several, the router spreads over them as far as `maximumPaths` goes. */
  readonly from: readonly SessionEnd[];
}

/** How far a prefix is: ASes on the way, then steps inside the last of them. */
interface Distance {
  readonly ases: readonly number[];
  readonly steps: number;
}

/** The prefixes that a router must learn and from whom, in the order of addresses. */
export function expectedRoutes(plan: FabricPlan, router: string, facts: FabricFacts = {}): ExpectedRoute[] {
  const maps = { ipv4: new RouteMap(plan, "ipv4"), ipv6: new RouteMap(plan, "ipv6") };
  return originsIn(plan, facts)
    .filter((origin) => !origin.routers.includes(router))
    .flatMap((origin) => {
      const from = maps[origin.family].sources(router, origin);
      const { prefix, family, kind } = origin;
      return from.length === 0 ? [] : [{ prefix, family, kind, from }];
    })
    .sort(byPrefix);
}

/** Who hears of a prefix from whom, in one family. */
class RouteMap {
  private readonly near = new Map<string, RouterSession[]>();
  /** Session with each node by router, and back. */
  private readonly toNode = new Map<string, Map<string, RouterSession>>();
  /** Distances from the same places are the same for all prefixes there. */
  private readonly known = new Map<string, Map<string, Distance>>();

  constructor(plan: FabricPlan, family: BgpFamily) {
    for (const { name } of plan.routers) {
      const own = sessionsOf(plan, name).filter(({ session }) => session.family === family);
      this.near.set(
        name,
        own.filter(({ other }) => other.kind === "router"),
      );
      for (const session of own.filter(({ other }) => other.kind === "node")) {
        const node = nodeKey(session.other.cluster ?? "", session.other.name);
        const routers = this.toNode.get(node) ?? new Map<string, RouterSession>();
        this.toNode.set(node, routers.set(name, session));
      }
    }
  }

  sources(router: string, origin: RouteOrigin): SessionEnd[] {
    const direct = this.heardDirectly(origin);
    const distances = this.distances(direct);
    const offers = [
      ...origin.nodes.flatMap((node) => {
        const session = this.toNode.get(nodeKey(node.cluster, node.name))?.get(router);
        return session === undefined ? [] : [{ end: session.other, distance: firstDistance(session) }];
      }),
      ...(this.near.get(router) ?? []).flatMap((link) => {
        const far = distances.get(link.other.name);
        const distance = far && over(link, far);
        return distance === undefined ? [] : [{ end: link.other, distance }];
      }),
    ];
    const best = offers.map(({ distance }) => distance).sort(byDistance)[0];
    return offers
      .filter(({ distance }) => best !== undefined && byDistance(distance, best) === 0)
      .map(({ end }) => end)
      .sort((a, b) => byText(endKey(a), endKey(b)));
  }

  private heardDirectly({ nodes, routers }: RouteOrigin): Map<string, Distance> {
    const direct = new Map<string, Distance>(routers.map((name) => [name, { ases: [], steps: 0 }]));
    for (const node of nodes) {
      for (const [router, session] of this.toNode.get(nodeKey(node.cluster, node.name)) ?? []) {
        const distance = firstDistance(session);
        const known = direct.get(router);
        if (known === undefined || byDistance(distance, known) < 0) direct.set(router, distance);
      }
    }
    return direct;
  }

  private distances(direct: ReadonlyMap<string, Distance>): Map<string, Distance> {
    const key = JSON.stringify([...direct].sort(([a], [b]) => byText(a, b)));
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const settled = this.spread(direct);
    this.known.set(key, settled);
    return settled;
  }

  /** Nearest first, as BGP tells its best path on. */
  private spread(direct: ReadonlyMap<string, Distance>): Map<string, Distance> {
    const open = new Map(direct);
    const settled = new Map<string, Distance>();
    for (;;) {
      const [next] = [...open].sort(([a, x], [b, y]) => byDistance(x, y) || byText(a, b));
      if (next === undefined) return settled;
      const [name, distance] = next;
      open.delete(name);
      settled.set(name, distance);
      for (const { session, own, other } of this.near.get(name) ?? []) {
        const offered = over({ session, own: other, other: own }, distance);
        const found = open.get(other.name);
        if (offered === undefined || settled.has(other.name)) continue;
        if (found === undefined || byDistance(offered, found) < 0) open.set(other.name, offered);
      }
    }
  }
}

/** What a router makes of a neighbor's path; undefined where its own AS is on it already. */
function over({ session, own, other }: RouterSession, { ases, steps }: Distance): Distance | undefined {
  if (!session.external) return { ases, steps: steps + 1 };
  return ases.includes(own.asn) ? undefined : { ases: [other.asn, ...ases], steps: 0 };
}

function firstDistance({ session, other }: RouterSession): Distance {
  return { ases: session.external ? [other.asn] : [], steps: 0 };
}

function byDistance(a: Distance, b: Distance): number {
  return a.ases.length - b.ases.length || a.steps - b.steps;
}

function nodeKey(cluster: string, name: string): string {
  return `${cluster}/${name}`;
}

function endKey({ kind, cluster, name, address }: SessionEnd): string {
  return [kind, cluster ?? "", name, address].join("\u0000");
}

function byPrefix(a: ExpectedRoute, b: ExpectedRoute): number {
  const [x, y] = [parseCidr(a.prefix), parseCidr(b.prefix)];
  if (x === undefined || y === undefined || x.family !== y.family) return byText(a.prefix, b.prefix);
  return byAddress(x, y);
}
