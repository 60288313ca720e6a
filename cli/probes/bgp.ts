import { CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { apiVersionOf } from "../../components/internal/versions";
import { messageOf } from "../errors";
import { SeenBgpConfig, SeenPeer, SeenSpeaker } from "../status/seen";
import { bounded, inTurns } from "./bounded";
import { Agent, askAgent } from "./connect";
import { stateWord } from "./router";

/** What is to be found out about a cluster's BGP. */
export interface BgpQuestion {
  readonly ciliumVersion: string;
  /** Names of the nodes that are to speak. */
  readonly nodes: readonly string[];
  /** Nodes whose own report is not enough, as their router says otherwise. */
  readonly doubted: ReadonlySet<string>;
  /** Families of which to ask what is announced, where no router can be asked what it learned. */
  readonly announced: readonly string[];
}

const LIMIT = 15_000;
const AGENTS_AT_ONCE = 16;

/** The nodes' ends of their sessions: by their reports where those are enough, else by the agents themselves. */
export async function seeSpeakers(
  config: KubeConfig,
  agents: readonly Agent[],
  question: BgpQuestion,
): Promise<SeenSpeaker[]> {
  const configs = await listResources<RawNodeConfig>(
    config,
    ...kindIn("CiliumBGPNodeConfig", question.ciliumVersion),
  );
  const byNode = new Map(configs.map((item) => [item.metadata?.name ?? "", item]));
  const running = new Map(agents.map((agent) => [agent.node, agent]));
  return inTurns(question.nodes, AGENTS_AT_ONCE, async (node): Promise<SeenSpeaker> => {
    const resource = byNode.get(node);
    if (resource === undefined) return { node, source: "report", selected: false, peers: [] };
    const agent = running.get(node);
    const base = { node, selected: true };
    // A report outlives the agent that wrote it.
    if (agent?.ready !== true) {
      const fault = agent === undefined ? "no agent runs there" : "the agent there is not ready";
      return { ...base, source: "report", fault, peers: [] };
    }
    const reported = parseNodeConfig(resource);
    const isEnough = reported.length > 0 && reported.every(({ state }) => state === "established");
    if (isEnough && !question.doubted.has(node) && question.announced.length === 0)
      return { ...base, source: "report", peers: reported };
    return { ...base, ...(await askSpeaker(config, agent, question.announced)) };
  });
}

async function askSpeaker(
  config: KubeConfig,
  agent: Agent,
  families: readonly string[],
): Promise<Omit<SeenSpeaker, "node" | "selected">> {
  try {
    const peers = parseAgentPeers(await askAgent(config, agent, ["bgp", "peers", "-o", "json"]));
    if (families.length === 0) return { source: "agent", peers };
    const announced: Record<string, string[]> = {};
    for (const family of families) {
      const command = ["bgp", "routes", "advertised", family, "unicast", "-o", "json"];
      for (const [peer, prefixes] of parseAnnounced(await askAgent(config, agent, command)))
        announced[peer] = [...(announced[peer] ?? []), ...prefixes];
    }
    return { source: "agent", peers, announced };
  } catch (error) {
    return { source: "agent", fault: firstLine(messageOf(error)), peers: [] };
  }
}

/** The operator's complaints about the CiliumBGPClusterConfigs. */
export async function seeBgpConfigs(config: KubeConfig, ciliumVersion: string): Promise<SeenBgpConfig[]> {
  const configs = await listResources<RawConditions>(
    config,
    ...kindIn("CiliumBGPClusterConfig", ciliumVersion),
  );
  return configs.map((item) => ({
    name: item.metadata?.name ?? "",
    complaints: (item.status?.conditions ?? [])
      .filter(({ status }) => status === "True")
      .map(({ type = "", message = "" }) =>
        [type.replace(/^cilium\.io\//, ""), message].filter((t) => t !== "").join(": "),
      ),
  }));
}

interface RawMetadata {
  metadata?: { name?: string };
}

export interface RawConditions extends RawMetadata {
  status?: { conditions?: { type?: string; status?: string; reason?: string; message?: string }[] };
}

/** A kind with the API version that a version of Cilium has it in. */
export function kindIn(kind: string, ciliumVersion: string): [kind: string, apiVersion: string | undefined] {
  return [kind, apiVersionOf(kind, ciliumVersion)];
}

/** The resources of one of Cilium's kinds; none where the cluster does not know the kind. */
export async function listResources<T>(
  config: KubeConfig,
  kind: string,
  apiVersion: string | undefined,
): Promise<T[]> {
  if (apiVersion === undefined) return [];
  const [group = "", version = ""] = apiVersion.split("/");
  const api = config.makeApiClient(CustomObjectsApi);
  try {
    const list = (await bounded(
      api.listClusterCustomObject({ group, version, plural: `${kind.toLowerCase()}s` }) as Promise<unknown>,
      LIMIT,
      `the list of ${kind}s`,
    )) as { items?: T[] };
    return list.items ?? [];
  } catch (error) {
    if ((error as { code?: unknown }).code === 404) return [];
    throw error;
  }
}

interface RawNodeConfig extends RawMetadata {
  status?: {
    bgpInstances?: {
      peers?: {
        peerAddress?: string;
        peerASN?: number;
        peeringState?: string;
        establishedTime?: string;
        timers?: { appliedHoldTimeSeconds?: number; appliedKeepaliveSeconds?: number };
        routeCount?: { received?: number; advertised?: number }[];
      }[];
    }[];
  };
}

/** Reads the status of a CiliumBGPNodeConfig; empty where it has none. */
export function parseNodeConfig(resource: RawNodeConfig, now: number = Date.now()): SeenPeer[] {
  return (resource.status?.bgpInstances ?? [])
    .flatMap((instance) => instance.peers ?? [])
    .map((peer) => {
      const isUp = peer.peeringState === "established";
      const since = Date.parse(peer.establishedTime ?? "");
      const { appliedHoldTimeSeconds: hold, appliedKeepaliveSeconds: keepAlive } = peer.timers ?? {};
      return {
        address: peer.peerAddress ?? "",
        ...(peer.peerASN !== undefined ? { peerAsn: peer.peerASN } : {}),
        state: stateWord(peer.peeringState ?? "unknown"),
        ...(isUp && !Number.isNaN(since) ? { upSeconds: Math.max(0, Math.floor((now - since) / 1000)) } : {}),
        ...(isUp ? counts(peer.routeCount ?? []) : {}),
        ...(isUp && hold !== undefined ? { holdSeconds: hold } : {}),
        ...(isUp && keepAlive !== undefined ? { keepAliveSeconds: keepAlive } : {}),
      };
    });
}

function counts(families: readonly { received?: number; advertised?: number }[]): {
  received: number;
  sent: number;
} {
  return {
    received: families.reduce((sum, family) => sum + (family.received ?? 0), 0),
    sent: families.reduce((sum, family) => sum + (family.advertised ?? 0), 0),
  };
}

interface RawAgentPeer {
  "peer-address"?: string;
  "peer-asn"?: number;
  "session-state"?: string;
  "uptime-nanoseconds"?: number;
  "applied-hold-time-seconds"?: number;
  "applied-keep-alive-time-seconds"?: number;
  "tcp-password-enabled"?: boolean;
  families?: { received?: number; advertised?: number }[] | null;
}

/** Reads `cilium-dbg bgp peers -o json`. */
export function parseAgentPeers(text: string): SeenPeer[] {
  return (parseJson(text) as RawAgentPeer[]).map((peer) => {
    const state = stateWord(peer["session-state"] ?? "unknown");
    const isUp = state === "established";
    const { "applied-hold-time-seconds": hold, "applied-keep-alive-time-seconds": keepAlive } = peer;
    return {
      address: peer["peer-address"] ?? "",
      ...(peer["peer-asn"] !== undefined ? { peerAsn: peer["peer-asn"] } : {}),
      state,
      signed: peer["tcp-password-enabled"] ?? false,
      ...(isUp ? { upSeconds: Math.floor((peer["uptime-nanoseconds"] ?? 0) / 1e9) } : {}),
      ...(isUp ? counts(peer.families ?? []) : {}),
      ...(isUp && hold !== undefined ? { holdSeconds: hold } : {}),
      ...(isUp && keepAlive !== undefined ? { keepAliveSeconds: keepAlive } : {}),
    };
  });
}

/** Reads `cilium-dbg bgp routes advertised … -o json`: prefixes by the peer that they are told. */
export function parseAnnounced(text: string): Map<string, string[]> {
  const announced = new Map<string, string[]>();
  for (const route of parseJson(text) as { prefix?: string; neighbor?: string }[]) {
    if (route.prefix === undefined || route.neighbor === undefined) continue;
    announced.set(route.neighbor, [...(announced.get(route.neighbor) ?? []), route.prefix]);
  }
  return announced;
}

function parseJson(text: string): unknown[] {
  try {
    return (JSON.parse(text) as unknown[] | null) ?? [];
  } catch {
    // With BGP switched off the agent says so in words.
    throw new Error(`the agent says: ${firstLine(text)}`);
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
