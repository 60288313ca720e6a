import { atLeast, isCiliumVersion } from "../components/internal/cilium-version";
import { StackConfig } from "../stacks/config";
import { isMember, resolveClusters } from "../stacks/resolve";
import { UserError } from "./errors";

/** How deep the simulator goes. */
export const Depth = { ControlPlane: "control-plane", Full: "full" } as const;
export type Depth = (typeof Depth)[keyof typeof Depth];

/** What a stack's clusters run on. */
export type Hosting =
  | { readonly kind: "kind" }
  | { readonly kind: "existing" }
  | { readonly kind: "simulator"; readonly depth: Depth; readonly why: string };

export interface HostingQuestion {
  /** `--simulator` was given: with a depth, or without one. */
  readonly forced?: Depth | true;
  /** An earlier `up` of this stack went to the simulator at this depth: it stays there. */
  readonly before?: Depth;
  /** Whether a Docker engine answers; only asked where it matters. */
  readonly hasEngine: () => Promise<boolean>;
  /** How deep the simulator can go on this machine, and what keeps it from going deeper. */
  readonly supported: () => Promise<{ readonly depth: Depth; readonly reason: string }>;
}

/** Kind where a Docker engine answers, else the simulator; neither where every cluster is there already. */
export async function chooseHosting(config: StackConfig, ask: HostingQuestion): Promise<Hosting> {
  if (!config.clusters.some((cluster) => cluster.kind !== undefined)) return { kind: "existing" };
  if (ask.forced === undefined && ask.before === undefined && (await ask.hasEngine()))
    return { kind: "kind" };
  const because =
    ask.forced !== undefined
      ? "as asked"
      : ask.before !== undefined
        ? "as this stack was brought up there before"
        : "as no Docker engine answers";
  const wanted = typeof ask.forced === "string" ? ask.forced : ask.before;
  const old = meshedBelow115(config);
  if (old.length > 0) {
    const reason = `the chart of Cilium 1.14, in ${old.join(" and ")}, starts its mesh server in a way that full depth does not run`;
    if (wanted === Depth.Full)
      throw new UserError(reason, "use --simulator=control-plane, or Cilium 1.15 or newer");
    return { kind: "simulator", depth: Depth.ControlPlane, why: `${because}; ${reason}` };
  }
  if (wanted !== undefined) return { kind: "simulator", depth: wanted, why: because };
  const { depth, reason } = await ask.supported();
  return { kind: "simulator", depth, why: `${because}; ${reason}` };
}

/** Members of a mesh whose chart runs clustermesh-apiserver without a subcommand and its etcd by a shell script. */
function meshedBelow115(config: StackConfig): string[] {
  return resolveClusters(config)
    .filter((c) => isMember(config, c) && isCiliumVersion(c.version) && !atLeast(c.version, "1.15.0"))
    .map(({ name }) => name);
}

/** One sentence about it. */
export function describeHosting(hosting: Hosting): string {
  if (hosting.kind === "kind") return "Clusters are made by kind, in the Docker engine's containers.";
  if (hosting.kind === "existing") return "All clusters are there already; none is made.";
  const what = {
    [Depth.Full]:
      "full depth, Cilium's own agents, operators and mesh servers as processes with a fake datapath",
    [Depth.ControlPlane]: "control-plane depth, real API servers and Cilium's operator, without agents",
  }[hosting.depth];
  return `Clusters are simulated (${hosting.why}): ${what}.`;
}
