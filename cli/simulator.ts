import * as fs from "node:fs";
import { resolveClusters } from "../stacks/resolve";
import { StackConfig } from "../stacks/config";
import {
  SIMULATOR_PROGRAMS,
  SimulatedCluster as ClusterSpec,
  SimulatedNode,
  startSimulator,
  stopSimulator,
} from "../simulator";
import { CommandContext } from "./context";
import { messageOf, UserError } from "./errors";
import { Depth } from "./hosting";
import { StackPaths } from "./paths";
import { SimulatedCluster } from "./place-overlay";
import { provideTools } from "./tools";

/** Brings the stack's kind clusters up in its simulator, or finds them there. */
export async function startStackSimulator(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<readonly SimulatedCluster[]> {
  const { report, interruption } = context;
  const programs = await provideTools(SIMULATOR_PROGRAMS[depth], report, interruption.signal);
  const spec = { directory: paths.simulator, depth, programs, clusters: simulatedClusters(config) };
  const simulator = await orExplain(
    () => startSimulator(spec, { report: (text) => report.line(text), signal: interruption.signal }),
    "then run the same command again; its log is in daemon.log of the simulator's folder",
  );
  const names = new Map(resolveClusters(config).map((cluster) => [cluster.kindName, cluster.name]));
  return simulator.clusters.map((cluster) => ({ ...cluster, name: names.get(cluster.name) ?? cluster.name }));
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
