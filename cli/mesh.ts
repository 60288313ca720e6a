import { minimalKubeconfig } from "../components/internal/kubeconfig";
import { StackConfig } from "../stacks/config";
import { stackMemberships } from "../stacks/memberships";
import { resolveClusters } from "../stacks/resolve";
import { CommandContext } from "./context";
import { UserError } from "./errors";
import { Depth, Hosting } from "./hosting";
import { AgentStatus, configuredMesh, MeshMemberProbe, waitForMesh } from "./probes";

/** Members of a stack's mesh, each with the kubeconfig to ask it by. */
export function meshProbes(config: StackConfig, kubeconfig: string): MeshMemberProbe[] {
  return [...stackMemberships(config, resolveClusters(config)).values()].map((membership) => ({
    name: membership.name,
    kubeconfig: minimalKubeconfig(kubeconfig, { context: membership.name }),
    peers: membership.peers.map((peer) => peer.name),
  }));
}

/**
 * Waits until every member is connected to every peer, and gives what the agents said. Where no agents run, in the
 * simulator's shallow depth, it can only look whether each member is set up for its peers.
 */
export async function awaitMesh(
  config: StackConfig,
  hosting: Hosting,
  { kubeconfig, timeout }: { readonly kubeconfig: string; readonly timeout: number },
  context: CommandContext,
): Promise<ReadonlyMap<string, readonly AgentStatus[]> | undefined> {
  const members = meshProbes(config, kubeconfig);
  if (members.length === 0) return undefined;
  if (hosting.kind === "simulator" && hosting.depth === Depth.ControlPlane) {
    await checkConfigured(members);
    context.report.line(
      "no agents run at this depth: every member is set up for its peers, connections were not tried",
    );
    return undefined;
  }
  const wait = await waitForMesh(members, {
    timeout,
    signal: context.interruption.signal,
    report: (missing) => {
      if (missing.length > 0)
        context.report.line(`waiting for the mesh: ${missing[0] ?? ""}${more(missing.length - 1)}`);
    },
  });
  if (wait.ready) return wait.statuses;
  context.interruption.signal.throwIfAborted();
  throw new UserError(
    `the mesh is not whole after ${timeout / 1000} s: ${wait.missing.join("; ")}`,
    "look at the agents' logs (kubectl -n kube-system logs ds/cilium), mend the cause and run the same command again",
  );
}

async function checkConfigured(members: readonly MeshMemberProbe[]): Promise<void> {
  for (const member of members) {
    const { peers } = await configuredMesh(member.kubeconfig);
    const missing = member.peers.filter((peer) => !peers.includes(peer));
    if (missing.length > 0) {
      throw new UserError(
        `cluster ${member.name} is not set up for its peers ${missing.join(", ")}: Secret cilium-clustermesh lacks them`,
        "run the same command again",
      );
    }
  }
}

function more(count: number): string {
  return count > 0 ? ` (and ${count} more)` : "";
}
