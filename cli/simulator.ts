import * as fs from "node:fs";
import { resolveClusters } from "../stacks/resolve";
import { StackConfig } from "../stacks/config";
import {
  SIMULATOR_PROGRAMS,
  SimulatedCluster as ClusterSpec,
  SimulatedNode,
  findSimulator,
  startSimulator,
  stopSimulator,
} from "../simulator";
import { CommandContext } from "./context";
import { messageOf, UserError } from "./errors";
import { Depth } from "./hosting";
import { StackPaths } from "./paths";
import { SimulatedCluster } from "./place-overlay";
import { provideTools } from "./tools";

/**
 * Brings the stack's kind clusters up in its simulator, or finds them there. Clusters that the stack has no more stay
 * until the engine has taken its resources out of them; `endOtherClusters` ends them then.
 */
export async function startStackSimulator(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<readonly SimulatedCluster[]> {
  const { report, interruption } = context;
  const programs = await provideTools(SIMULATOR_PROGRAMS[depth], report, interruption.signal);
  const spec = { directory: paths.simulator, depth, programs, clusters: simulatedClusters(config) };
  const follow = { report: (text: string) => report.line(text), signal: interruption.signal };
  const simulator = await orExplain(
    () => startSimulator(spec, { ...follow, keepOthers: true }),
    "then run the same command again; its log is in daemon.log of the simulator's folder",
  );
  return resolveClusters(config).flatMap((cluster) => {
    const there = simulator.clusters.find(({ name }) => name === cluster.kindName);
    return there === undefined ? [] : [{ ...there, name: cluster.name }];
  });
}

/** Ends the simulated clusters that the stack has no more; does nothing where there is none. */
export async function endOtherClusters(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<void> {
  const clusters = simulatedClusters(config);
  const named = new Set(clusters.map((cluster) => cluster.name));
  const there = (await findSimulator(paths.simulator))?.clusters ?? [];
  if (there.every((cluster) => named.has(cluster.name))) return;
  const programs = await provideTools(SIMULATOR_PROGRAMS[depth], context.report, context.interruption.signal);
  await orExplain(
    () => startSimulator({ directory: paths.simulator, depth, programs, clusters }),
    "run the same command again",
  );
}

/** Ends the stack's simulator with everything in it; fine where there is none. */
export async function stopStackSimulator(paths: StackPaths, { report }: CommandContext): Promise<void> {
  if (!fs.existsSync(paths.simulator)) return;
  report.line("stopping the simulator");
  await orExplain(() => stopSimulator(paths.simulator), "run the same command again");
}

/** The kind clusters of a stack as the simulator is to have them: under kind's names, with kind's node names. */
export function simulatedClusters(config: StackConfig): ClusterSpec[] {
  return resolveClusters(config).flatMap((cluster): ClusterSpec[] => {
    const kind = cluster.config.kind;
    if (kind === undefined) return [];
    const nodes = cluster.nodes.map((node, i): SimulatedNode => {
      const labels = kind.nodes?.[i]?.labels;
      return {
        name: node.name,
        role: node.role === "control-plane" ? "control-plane" : "worker",
        ...(labels !== undefined ? { labels } : {}),
        ...(kind.schedulableControlPlane !== undefined ? { schedulable: kind.schedulableControlPlane } : {}),
      };
    });
    const { kindName: name, id } = cluster;
    return [{ name, id, podSubnet: kind.podSubnet, serviceSubnet: kind.serviceSubnet, nodes }];
  });
}

async function orExplain<T>(work: () => Promise<T>, fix: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === "SimulatorError") throw new UserError(messageOf(error), fix);
    throw error;
  }
}
