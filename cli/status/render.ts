import { colors } from "../colors";
import { cell, formatTable } from "../table";
import { hidden, shown } from "./few";
import { LoadBalancerRow, Problem, RouteRow, ServiceImportRow, StatusReport } from "./report";
import { sessionTable } from "./session-table";

/** The report for people: a table for each thing that the stack has, then what is wrong with it. */
export function formatReport(report: StatusReport): string {
  const tables = [
    clusterTable(report),
    meshTable(report),
    routerTable(report),
    sessionTable(report.sessions),
    routeTable(report.routes),
    poolTable(report),
    loadBalancerTable(report),
    globalServiceTable(report),
    identityTable(report),
    multiClusterTable(report),
  ];
  const parts = tables.filter((table) => table !== "");
  return [...parts, ...report.notes.map((note) => `Note: ${note}.`), verdict(report)].join("\n");
}

function clusterTable({ clusters }: StatusReport): string {
  return formatTable(
    ["cluster", "Cilium", "nodes ready", "agents ready"],
    clusters.map((c) =>
      c.reachable
        ? [
            c.name,
            c.versions.length === 0 ? "–" : c.versions.join(", "),
            share(c.nodesReady, c.nodes),
            share(c.agentsReady, c.agents),
          ]
        : [c.name, colors.red("does not answer"), "", ""],
    ),
  );
}

function share(good: number, all: number): string {
  const text = `${good} of ${all}`;
  return good === all && all > 0 ? colors.green(text) : colors.red(text);
}

function meshTable({ mesh }: StatusReport): string {
  return formatTable(
    ["mesh member", "peer", "agents connected", "nodes", "services"],
    mesh.map((row) => [
      row.cluster,
      row.peer,
      row.agents === 0 ? "not asked" : share(row.agentsConnected, row.agents),
      String(row.nodes),
      String(row.services),
    ]),
  );
}

function routerTable({ routers }: StatusReport): string {
  return formatTable(
    ["router", "AS", "seen", "sessions up", "routes learned"],
    routers.map((router) => [
      router.name,
      String(router.asn),
      { seen: "yes", unreachable: colors.red("does not answer"), outside: "somebody else's" }[router.state],
      share(router.sessionsUp, router.sessions),
      router.routesDeclared === undefined ? "–" : share(router.routesLearned ?? 0, router.routesDeclared),
    ]),
  );
}

function routeTable(routes: readonly RouteRow[]): string {
  return formatTable(
    ["router", "prefix", "what", "learned from", "next hops"],
    shown(routes, (route) => route.state !== "learned").map((route) => [
      route.router,
      route.prefix,
      route.what === "" ? colors.red("not declared") : route.what,
      learnedCell(route),
      cell(route.nextHops),
    ]),
  ).concat(hidden(routes, "route"));
}

function learnedCell(route: RouteRow): string {
  const stale = route.stale ? ", kept while it restarts" : "";
  if (route.state === "undeclared") return colors.red(`${route.learned.join(", ")}${stale}`);
  const those = route.learned.filter((name) => route.declared.includes(name)).length;
  return `${share(those, route.declared.length)}${stale}`;
}

function poolTable({ pools }: StatusReport): string {
  return formatTable(
    ["cluster", "pool", "addresses", "state", "used", "free"],
    pools.map((pool) => [
      pool.cluster,
      pool.declared ? pool.name : `${pool.name} (not declared)`,
      cell(pool.blocks),
      pool.state === "ready" ? colors.green(pool.state) : colors.red(pool.state),
      pool.used ?? "–",
      pool.available ?? "–",
    ]),
  );
}

function loadBalancerTable({ loadBalancers }: StatusReport): string {
  return formatTable(
    ["cluster", "load balancer", "addresses", "pool", "announced by"],
    loadBalancers.map((row) => [
      row.cluster,
      `${row.namespace}/${row.name}`,
      row.addresses.length === 0 ? colors.red("none") : cell(row.addresses),
      cell([...new Set(row.pools)]),
      announcers(row),
    ]),
  );
}

function announcers({ answering, bgp, localOnly }: LoadBalancerRow): string {
  const speakers = bgp ? [localOnly ? "nodes with a backend" : "all nodes"] : [];
  const words = [...speakers, ...(answering === undefined ? [] : [`${answering} (ARP, NDP)`])];
  return words.length === 0 ? "–" : words.join("; ");
}

function globalServiceTable({ globalServices }: StatusReport): string {
  return formatTable(
    ["service", "in clusters"],
    globalServices.map((row) => [
      `${row.namespace}/${row.name}`,
      cell(
        row.declared.map((name) => {
          if (row.present.includes(name)) return name;
          return row.unseen.includes(name) ? `${name}: not seen` : colors.red(`${name}: missing`);
        }),
      ),
    ]),
  );
}

function identityTable({ identityStores }: StatusReport): string {
  return formatTable(
    ["cluster", "identities", "etcd", "agents connected"],
    identityStores.map((row) => [
      row.cluster,
      row.mode === undefined || row.mode === row.declaredMode ? row.declaredMode : colors.red(row.mode),
      row.endpoints.length === 0 ? "–" : cell(row.endpoints),
      row.agents === 0 ? "not asked" : share(row.agentsConnected, row.agents),
    ]),
  );
}

function multiClusterTable({ multiClusterServices }: StatusReport): string {
  return formatTable(
    ["clusterset name", "exported by", "imported as"],
    multiClusterServices.map((row) => [
      row.hostName,
      cell(
        row.declared.map((name) => {
          if (row.exported.includes(name)) return name;
          return row.unseen.includes(name) ? `${name}: not seen` : colors.red(`${name}: not accepted`);
        }),
      ),
      row.imports.length === 0 ? "–" : cell(row.imports.map(importLine)),
    ]),
  );
}

function importLine({ cluster, addresses, from }: ServiceImportRow): string {
  const what = addresses.length === 0 ? "its pods" : addresses.join(", ");
  return `${cluster}: ${what} from ${from.length === 0 ? "nobody" : from.join(", ")}`;
}

function verdict({ verdict: word, problems }: StatusReport): string {
  if (word === "ok") return colors.green("Everything that can be seen is as declared.");
  const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  const head = word === "blind" ? "Nothing of the stack can be seen." : `${count} not as declared:`;
  return [colors.bold(head), ...problems.map(problemLine)].join("\n");
}

function problemLine({ subject, message, fix, code }: Problem): string {
  return `${colors.red("✗")} ${subject}: ${message}\n  → ${fix} [${code}]`;
}
