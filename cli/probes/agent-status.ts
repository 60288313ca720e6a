import { askAgent, connect, listAgents } from "./connect";

/** What one agent says about one other cluster. */
export interface RemoteCluster {
  readonly name: string;
  /** The connection to its etcd (or the own cluster's cache of it) stands. */
  readonly connected: boolean;
  /** Connected, configured and read whole. */
  readonly ready: boolean;
  readonly nodes: number;
  readonly endpoints: number;
  readonly identities: number;
  readonly services: number;
  /** The agent's own sentence about it. */
  readonly status: string;
}

export interface KvstoreState {
  readonly connected: boolean;
  /** The agent's own sentence about it. */
  readonly status: string;
}

/** What one agent says about what it is connected to. */
export interface AgentStatus {
  readonly node: string;
  readonly pod: string;
  readonly restarts: number;
  /** When the agent started, ISO 8601. */
  readonly started?: string;
  readonly globalServices: number;
  readonly remotes: readonly RemoteCluster[];
  /** The etcd with its identities; left out where it keeps them in the API server. */
  readonly kvstore?: KvstoreState;
  /** Why there is no answer; the rest is empty then. */
  readonly fault?: string;
}

/** Asks every agent of a cluster how it stands with the other clusters and with its etcd. */
export async function agentStatuses(kubeconfig: string): Promise<AgentStatus[]> {
  const config = connect(kubeconfig);
  const agents = await listAgents(config);
  return Promise.all(
    agents.map(async (agent) => {
      const { node, pod, restarts, started } = agent;
      const self = { node, pod, restarts, ...(started !== undefined ? { started } : {}) };
      try {
        return { ...self, ...parseAgentStatus(await askAgent(config, agent, ["status", "-o", "json"])) };
      } catch (error) {
        return {
          ...self,
          globalServices: 0,
          remotes: [],
          fault: error instanceof Error ? error.message : String(error),
        };
      }
    }),
  );
}

interface RawRemote {
  name?: string;
  connected?: boolean;
  ready?: boolean;
  status?: string;
  "num-nodes"?: number;
  "num-endpoints"?: number;
  "num-identities"?: number;
  "num-shared-services"?: number;
}

interface RawStatus {
  "cluster-mesh"?: { clusters?: RawRemote[] | null; "num-global-services"?: number };
  kvstore?: { state?: string; msg?: string };
}

/** Reads `cilium-dbg status -o json`. */
export function parseAgentStatus(json: string): Pick<AgentStatus, "globalServices" | "remotes" | "kvstore"> {
  const status = JSON.parse(json) as RawStatus;
  const mesh = status["cluster-mesh"];
  const { state = "Disabled", msg = "" } = status.kvstore ?? {};
  const remotes = (mesh?.clusters ?? []).map((remote) => ({
    name: remote.name ?? "",
    connected: remote.connected ?? false,
    ready: remote.ready ?? false,
    nodes: remote["num-nodes"] ?? 0,
    endpoints: remote["num-endpoints"] ?? 0,
    identities: remote["num-identities"] ?? 0,
    services: remote["num-shared-services"] ?? 0,
    status: remote.status ?? "",
  }));
  return {
    globalServices: mesh?.["num-global-services"] ?? 0,
    remotes: remotes.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(state === "Disabled" ? {} : { kvstore: { connected: state === "Ok", status: msg } }),
  };
}
