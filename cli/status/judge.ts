import { judgeClusters } from "./clusters";
import { Declared } from "./declared";
import { judgeIdentities } from "./identities";
import { judgeMultiCluster } from "./multi-cluster";
import { judgeServices } from "./pools";
import { grouped } from "./problems";
import { StatusReport } from "./report";
import { judgeRoutes } from "./routes";
import { Seen } from "./seen";
import { judgeSessions } from "./sessions";

/** Where the stack is, and what is to be said about that. */
export interface Setting {
  readonly stack: string;
  readonly hosting: string;
  readonly depth?: string;
  readonly notes?: readonly string[];
}

/** Holds what was seen against what is declared. */
export function judge(setting: Setting, declared: Declared, seen: Seen): StatusReport {
  const clusters = judgeClusters(declared, seen);
  const sessions = judgeSessions(declared, seen);
  const routes = judgeRoutes(declared, seen);
  const services = judgeServices(declared, seen);
  const identities = judgeIdentities(declared, seen);
  const multiCluster = judgeMultiCluster(declared, seen);
  const problems = [
    ...grouped(clusters.causes),
    ...sessions.problems,
    ...routes.problems,
    ...grouped([...services.causes, ...identities.causes, ...multiCluster.causes]),
  ];
  const sawSomething =
    clusters.rows.some((cluster) => cluster.reachable) ||
    sessions.routers.some((router) => router.state === "seen");
  return {
    version: 1,
    stack: setting.stack,
    hosting: setting.hosting,
    ...(setting.depth !== undefined ? { depth: setting.depth } : {}),
    verdict: sawSomething ? (problems.length === 0 ? "ok" : "wrong") : "blind",
    clusters: clusters.rows,
    mesh: clusters.mesh,
    routers: sessions.routers.map((router) => {
      const own = routes.rows.filter((row) => row.router === router.name);
      if (router.state === "unreachable") return router;
      return {
        ...router,
        routesDeclared: own.filter((row) => row.declared.length > 0).length,
        routesLearned: own.filter((row) => row.learned.length > 0).length,
      };
    }),
    sessions: sessions.rows,
    routes: routes.rows,
    pools: services.pools,
    loadBalancers: services.loadBalancers,
    globalServices: services.globalServices,
    identityStores: identities.rows,
    multiClusterServices: multiCluster.rows,
    problems,
    notes: [...(setting.notes ?? []), ...sessions.notes],
  };
}
