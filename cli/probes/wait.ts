import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../errors";
import { AgentStatus, agentStatuses } from "./agent-status";

/** A member of a mesh, and the members it is to be connected to. */
export interface MeshMemberProbe {
  readonly name: string;
  readonly kubeconfig: string;
  /** Names of its peers; members without any are only asked whether their agents answer. */
  readonly peers: readonly string[];
}

export interface WaitOptions {
  /** In milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** Told whenever what is still missing changes. */
  readonly report?: (missing: readonly string[]) => void;
  /** How a member is asked; its agents unless a test says otherwise. */
  readonly ask?: (member: MeshMemberProbe) => Promise<AgentStatus[]>;
  /** Pause between rounds, in milliseconds. Defaults to 1000. */
  readonly interval?: number;
}

/** How each member stood when the wait was over. */
export interface MeshWait {
  readonly ready: boolean;
  readonly statuses: ReadonlyMap<string, readonly AgentStatus[]>;
  /** One sentence for everything that is still missing. */
  readonly missing: readonly string[];
}

/** Waits until every agent of every member is connected to every peer, for at most the given time. */
export async function waitForMesh(
  members: readonly MeshMemberProbe[],
  options: WaitOptions,
): Promise<MeshWait> {
  const deadline = Date.now() + options.timeout;
  const ask = options.ask ?? ((member) => agentStatuses(member.kubeconfig));
  const statuses = new Map<string, readonly AgentStatus[]>();
  const open = new Map(members.map((member) => [member.name, [`${member.name}: not asked yet`]]));
  let told = "";
  for (;;) {
    await Promise.all(
      members
        .filter((member) => open.has(member.name))
        .map(async (member) => {
          const missing = await round(member, ask, statuses);
          if (missing.length === 0) open.delete(member.name);
          else open.set(member.name, missing);
        }),
    );
    const missing = [...open.values()].flat();
    if (missing.join("\n") !== told) options.report?.(missing);
    told = missing.join("\n");
    if (missing.length === 0) return { ready: true, statuses, missing };
    if (Date.now() >= deadline || options.signal?.aborted === true)
      return { ready: false, statuses, missing };
    await sleep(options.interval ?? 1000);
  }
}

async function round(
  member: MeshMemberProbe,
  ask: (member: MeshMemberProbe) => Promise<AgentStatus[]>,
  statuses: Map<string, readonly AgentStatus[]>,
): Promise<string[]> {
  try {
    const agents = await ask(member);
    statuses.set(member.name, agents);
    return missingOf(member, agents);
  } catch (error) {
    return [`${member.name}: its API server does not answer (${firstLine(messageOf(error))})`];
  }
}

/** What keeps a member from being connected to all its peers, one sentence for each cause. */
export function missingOf(member: MeshMemberProbe, agents: readonly AgentStatus[]): string[] {
  if (agents.length === 0) return [`${member.name}: no Cilium agent runs`];
  return agents.flatMap((agent) => {
    const who = `${member.name}: agent on ${agent.node}`;
    if (agent.fault !== undefined) return [`${who} does not answer (${firstLine(agent.fault)})`];
    return member.peers.flatMap((peer) => {
      const remote = agent.remotes.find((r) => r.name === peer);
      if (remote === undefined) return [`${who} does not know ${peer}`];
      if (remote.ready && remote.nodes > 0) return [];
      const state = remote.connected ? `has not read all of ${peer}` : `is not connected to ${peer}`;
      return [`${who} ${state}${remote.status === "" ? "" : ` (${firstLine(remote.status)})`}`];
    });
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
