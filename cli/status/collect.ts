import { minimalKubeconfig } from "../../components/internal/kubeconfig";
import { apiVersionOf } from "../../components/internal/versions";
import { EXPORT_KIND } from "../../components/multi-cluster-services/manifest";
import { StackConfig } from "../../stacks/config";
import { Depth, Hosting } from "../hosting";
import { ClusterQuestion, seeCluster } from "../probes/cluster";
import { seeRouter } from "../probes/router";
import { containerShell, RouterShell, simulatorShell } from "../probes/router-shell";
import { Declared, DeclaredCluster } from "./declared";
import { Seen, SeenCluster, SeenRouter } from "./seen";
import { canonical } from "./view";

/** Where to look. */
export interface Lookout {
  readonly stack: string;
  /** As the stack's file has it: in the simulator its routers are somebody else's to the engine, but not to us. */
  readonly config: StackConfig;
  readonly hosting: Hosting;
  /** Contexts by the clusters' names; undefined where there is none. */
  readonly kubeconfig?: string;
  /** Folder of the stack's simulator. */
  readonly simulator: string;
}

/** How a router is asked, or why it is not. */
export type RouterAccess = { readonly shell: RouterShell } | { readonly hidden: string };

/** Asks everything at once, routers first, so that nodes whose routers disagree with their reports are asked again. */
export async function collect(
  declared: Declared,
  lookout: Lookout,
  accessTo: (lookout: Lookout) => Promise<(router: string) => RouterAccess> = routerAccess,
): Promise<Seen> {
  const access = declared.fabric.routers.length === 0 ? undefined : await accessTo(lookout);
  const routers = await Promise.all(
    declared.fabric.routers.map(async ({ name }): Promise<SeenRouter> => {
      const way = access?.(name) ?? { hidden: "as nobody knows how" };
      if ("hidden" in way) return { name, hidden: way.hidden, peers: [], routes: [] };
      return seeRouter(name, way.shell, familiesOf(declared, name));
    }),
  );
  const clusters = await Promise.all(
    declared.clusters.map((cluster) => askCluster(cluster.name, declared, lookout, routers)),
  );
  return { clusters, routers };
}

function askCluster(
  name: string,
  declared: Declared,
  { kubeconfig, hosting }: Lookout,
  routers: readonly SeenRouter[],
): Promise<SeenCluster> {
  const cluster = declared.clusters.find((candidate) => candidate.name === name);
  const own = contextOf(kubeconfig, name);
  if (cluster === undefined || "fault" in own) {
    const fault = "fault" in own ? own.fault : "it is not declared";
    const nothing = {
      nodes: [],
      agents: [],
      speakers: [],
      bgpConfigs: [],
      pools: [],
      services: [],
      gaps: [],
    };
    return Promise.resolve({ name, fault, ...nothing });
  }
  const plan = declared.fabric.clusters.find((candidate) => candidate.name === name);
  const question: ClusterQuestion = {
    name,
    kubeconfig: own.kubeconfig,
    ciliumVersion: cluster.ciliumVersion,
    isConnected: cluster.peers.length > 0 || cluster.usesEtcd,
    nodes: (plan?.nodes ?? []).filter((node) => node.enabled).map((node) => node.name),
    doubted: doubtedNodes(name, declared, routers),
    announced: hiddenFamilies(name, declared, routers),
    ...(isShallow(hosting) ? { noAgents: "no agents run at this depth" } : multiClusterOf(cluster, declared)),
  };
  return seeCluster(question);
}

function multiClusterOf(
  { name, ciliumVersion }: DeclaredCluster,
  { exports, ownDns }: Declared,
): Pick<ClusterQuestion, "multiCluster"> {
  const apiVersion = apiVersionOf(EXPORT_KIND, ciliumVersion);
  const isMember = exports.some(({ importing }) => importing.includes(name));
  return isMember && apiVersion !== undefined ? { multiCluster: { apiVersion, ownDns } } : {};
}

function contextOf(
  kubeconfig: string | undefined,
  context: string,
): { readonly kubeconfig: string } | { readonly fault: string } {
  if (kubeconfig === undefined) return { fault: "the stack has no kubeconfig: it is not up" };
  try {
    return { kubeconfig: minimalKubeconfig(kubeconfig, { context }) };
  } catch {
    return { fault: `the stack's kubeconfig has no context ${context}` };
  }
}

export function isShallow(hosting: Hosting): boolean {
  return hosting.kind === "simulator" && hosting.depth === Depth.ControlPlane;
}

function familiesOf(declared: Declared, router: string): string[] {
  const families = declared.fabric.sessions
    .filter(({ a, b }) => [a, b].some((end) => end.kind === "router" && end.name === router))
    .map(({ family }) => family);
  return [...new Set<string>(families.length === 0 ? ["ipv4"] : families)].sort();
}

/** Nodes that some router does not see as established: what they reported some time ago is not enough. */
function doubtedNodes(cluster: string, declared: Declared, routers: readonly SeenRouter[]): Set<string> {
  const states = new Map(
    routers.flatMap((router) =>
      router.peers.map((peer) => [`${router.name} ${canonical(peer.address)}`, peer.state] as const),
    ),
  );
  const doubted = declared.fabric.sessions.filter(
    ({ a, b }) => b.cluster === cluster && states.get(`${a.name} ${canonical(b.address)}`) !== "established",
  );
  return new Set(doubted.map(({ b }) => b.name));
}

/** Families of the sessions with routers that nobody can look into. */
function hiddenFamilies(cluster: string, declared: Declared, routers: readonly SeenRouter[]): string[] {
  const hidden = new Set(routers.filter((router) => router.hidden !== undefined).map(({ name }) => name));
  const families = declared.fabric.sessions
    .filter(({ a, b }) => b.cluster === cluster && hidden.has(a.name))
    .map(({ family }) => family);
  return [...new Set(families)].sort();
}

/** In the simulator every router runs; else those that the stack manages are containers on this machine. */
async function routerAccess(lookout: Lookout): Promise<(router: string) => RouterAccess> {
  const { hosting, config, stack } = lookout;
  if (hosting.kind === "simulator") {
    if (isShallow(hosting)) return () => ({ hidden: "as no routers run at this depth" });
    const { findSimulator } = await import("../../simulator/index.js");
    const simulator = await findSimulator(lookout.simulator).catch(() => undefined);
    return (router) => ({ shell: simulatorShell(simulator, router) });
  }
  return (name) => {
    const router = config.routers.find((candidate) => candidate.name === name);
    if (router?.managed === false) return { hidden: "as it is not the stack's own" };
    return { shell: containerShell(router?.containerName ?? `${stack}-${name}`) };
  };
}
