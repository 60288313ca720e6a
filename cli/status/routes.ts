import { ExpectedRoute, expectedRoutes } from "../../components/bgp-fabric/expected";
import { FabricPlan, Session, SessionEnd } from "../../components/bgp-fabric/plan";
import { contains, parseCidr } from "../../components/internal/cidr";
import { Declared } from "./declared";
import { factsOf, serviceNames } from "./facts";
import { Cause, grouped } from "./problems";
import { Problem, ProblemCode, RouteRow } from "./report";
import { Seen, SeenRoute, SeenRouter } from "./seen";
import { endName } from "./sessions";
import { canonical, View, viewOf } from "./view";

/** Routes declared against routes learned, router by router. */
export function judgeRoutes(declared: Declared, seen: Seen): { rows: RouteRow[]; problems: Problem[] } {
  const { fabric } = declared;
  const view = viewOf(declared, seen);
  const facts = factsOf(declared, seen);
  const expected = new Map(
    fabric.routers.map(({ name }) => [name, expectedRoutes(fabric, name, facts)] as const),
  );
  const everything = new Set([
    ...fabric.routers.flatMap((router) => router.networks),
    ...[...expected.values()].flatMap((routes) => routes.map((route) => route.prefix)),
  ]);
  const services = serviceNames(seen);
  const judged = fabric.routers.map((router) => {
    const there = seen.routers.find((candidate) => candidate.name === router.name);
    const table = new RouterTable(fabric, router.name, there, view, seen);
    const due = expected.get(router.name) ?? [];
    return {
      router: router.name,
      rows: table.rows(due, services, everything),
      table,
      networks: router.networks,
    };
  });
  return {
    rows: judged.flatMap(({ rows }) => rows),
    problems: grouped(
      judged.flatMap(({ rows, table, networks }) => [
        ...table.unannounced(networks),
        ...rows.flatMap((row) => [...missing(row, table), ...undeclared(row)]),
      ]),
    ),
  };
}

/** One router's table beside what it must learn. */
class RouterTable {
  private readonly routes: ReadonlyMap<string, SeenRoute>;
  /** The other ends of its declared sessions, by address. */
  private readonly neighbors: ReadonlyMap<string, { readonly end: SessionEnd; readonly session: Session }>;

  constructor(
    private readonly fabric: FabricPlan,
    private readonly router: string,
    seen: SeenRouter | undefined,
    private readonly view: View,
    everything: Seen,
  ) {
    const sessions = fabric.sessions.flatMap((session) =>
      [
        { own: session.a, end: session.b, session },
        { own: session.b, end: session.a, session },
      ].filter(({ own }) => own.kind === "router" && own.name === router),
    );
    this.neighbors = new Map(sessions.map(({ end, session }) => [canonical(end.address), { end, session }]));
    const routes = seen?.hidden !== undefined ? announcedTo(sessions, everything) : (seen?.routes ?? []);
    this.routes = new Map(routes.map((route) => [route.prefix, route]));
  }

  rows(
    expected: readonly ExpectedRoute[],
    services: ReadonlyMap<string, readonly string[]>,
    everything: ReadonlySet<string>,
  ): RouteRow[] {
    if (this.view.stateOf(this.router) === "unreachable") return [];
    const due = new Map(expected.map((route) => [route.prefix, route]));
    const others = [...this.routes.values()].filter(
      (route) => !due.has(route.prefix) && route.paths.some((path) => path.from !== undefined),
    );
    return [
      ...expected.map((route) => this.row(route.prefix, whatIs(route, services), route.from, everything)),
      ...others.map((route) => this.row(route.prefix, "", [], everything)),
    ];
  }

  private row(
    prefix: string,
    what: string,
    from: readonly SessionEnd[],
    everything: ReadonlySet<string>,
  ): RouteRow {
    const paths = (this.routes.get(prefix)?.paths ?? []).filter((path) => path.from !== undefined);
    const declared = from.map(endName);
    const ends = paths.map((path) => this.neighbors.get(canonical(path.from ?? ""))?.end ?? path.from ?? "");
    const learned = ends.map((end) => (typeof end === "string" ? end : endName(end)));
    const stray = ends.filter((end) => !this.mayTell(end, prefix, declared, everything));
    return {
      router: this.router,
      prefix,
      what,
      declared,
      learned: [...new Set(learned)].sort(),
      nextHops: [...new Set(paths.filter((path) => path.used).map((path) => path.nextHop))].sort(),
      stale: paths.some((path) => path.stale),
      state:
        stray.length > 0
          ? "undeclared"
          : learned.length === 0
            ? "missing"
            : declared.every((name) => learned.includes(name))
              ? "learned"
              : "partly",
    };
  }

  /** Routers pass on what is anybody's; nodes only what is theirs. */
  private mayTell(
    end: SessionEnd | string,
    prefix: string,
    declared: readonly string[],
    everything: ReadonlySet<string>,
  ): boolean {
    if (typeof end === "string") return false;
    if (end.kind === "router") return everything.has(prefix);
    return declared.includes(endName(end)) || this.hasPodPools(end);
  }

  /** Which prefixes multi-pool IPAM gives a node nobody outside it knows. */
  private hasPodPools(end: SessionEnd): boolean {
    const cluster = this.fabric.clusters.find(({ name }) => name === end.cluster);
    return cluster?.advertisements.some(({ type }) => type === "CiliumPodIPPool") ?? false;
  }

  /** Whether the session by which a speaker would tell is up, so that a missing route has a reason of its own. */
  isUp(speaker: string): boolean {
    return [...this.neighbors.values()].some(({ end, session }) => {
      if (endName(end) !== speaker) return false;
      const own = session.a === end ? session.b : session.a;
      const peer =
        this.view.stateOf(this.router) === "outside" ? this.view.peer(end, own) : this.view.peer(own, end);
      return typeof peer !== "string" && peer.state === "established";
    });
  }

  /** Whether the router's own filter lets a prefix of a cluster's nodes in. */
  accepts(prefix: string): boolean {
    const router = this.view.router(this.router);
    const cidr = parseCidr(prefix);
    if (router?.policy !== "declared" || cidr === undefined) return true;
    return this.fabric.clusters.some((cluster) =>
      cluster.accepted.some((accepted) => {
        const outer = parseCidr(accepted.prefix);
        return outer !== undefined && contains(outer, cidr) && cidr.bits <= accepted.longest;
      }),
    );
  }

  /** Its own networks that it does not announce, as it has no route to them itself. */
  unannounced(networks: readonly string[]): Cause[] {
    if (this.view.stateOf(this.router) !== "seen") return [];
    return networks
      .filter(
        (network) =>
          !(this.routes.get(network)?.paths.some((path) => path.from === undefined && path.used) ?? false),
      )
      .map((network) => ({
        code: ProblemCode.RouteMissing,
        subject: `router ${this.router}`,
        member: network,
        message: "it does not announce its network %: it has no route to it itself",
        fix: "give the router an address in it, or a static route",
      }));
  }
}

/** Where nobody can look into the router, what its neighbors say that they announce stands for its table. */
function announcedTo(
  sessions: readonly { readonly own: SessionEnd; readonly end: SessionEnd }[],
  seen: Seen,
): SeenRoute[] {
  const routes = new Map<string, SeenRoute>();
  for (const { own, end } of sessions) {
    const cluster = seen.clusters.find(({ name }) => name === end.cluster);
    const announced = cluster?.speakers.find(({ node }) => node === end.name)?.announced ?? {};
    for (const prefix of announced[canonical(own.address)] ?? []) {
      const known = routes.get(prefix) ?? { prefix, family: parseCidr(prefix)?.family ?? "", paths: [] };
      const path = { from: end.address, nextHop: end.address, used: true, stale: false };
      routes.set(prefix, { ...known, paths: [...known.paths, path] });
    }
  }
  return [...routes.values()];
}

function whatIs(route: ExpectedRoute, services: ReadonlyMap<string, readonly string[]>): string {
  const nodes = route.from.filter((end) => end.kind === "node");
  if (route.kind === "pod-cidr") {
    return nodes.length === 0
      ? "pod CIDR"
      : `pod CIDR of ${[...new Set(nodes.map((n) => n.name))].join(", ")}`;
  }
  if (route.kind === "network") return "a router's network";
  const address = route.prefix.replace(/\/\d+$/, "");
  const suffix = ` ${address}`;
  const names = [...services].filter(([key]) => key.endsWith(suffix)).flatMap(([, list]) => list);
  return `Service ${[...new Set(names)].join(", ")}`;
}

function missing(row: RouteRow, table: RouterTable): Cause[] {
  return row.declared
    .filter((speaker) => !row.learned.includes(speaker) && table.isUp(speaker))
    .map((member) => ({
      code: ProblemCode.RouteMissing,
      subject: `router ${row.router}`,
      member,
      message: `${row.prefix} (${row.what}) is not learned from %, although the session is up`,
      fix: table.accepts(row.prefix)
        ? "ask the agent what it announces: cilium-dbg bgp routes advertised"
        : "the router takes only what is declared: add the prefix to the cluster's pools, or make its policy open",
    }));
}

function undeclared(row: RouteRow): Cause[] {
  if (row.state !== "undeclared") return [];
  const strays = row.learned.filter((speaker) => !row.declared.includes(speaker));
  return strays.map((speaker) => ({
    code: ProblemCode.RouteUndeclared,
    subject: `router ${row.router}`,
    member: row.prefix,
    message: `it learned % from ${speaker}, which the stack does not declare`,
    fix: "look which CiliumBGPAdvertisement announces it; a router with policy declared would not take what is in no pool",
  }));
}
