import * as fs from "node:fs";
import { renderFrrConf, renderFrrDaemons } from "../components/bgp-fabric/frr";
import { differenceScript } from "../components/frr-router/difference";
import { parseCidr } from "../components/internal/cidr";
import { StackConfig } from "../stacks/config";
import { plannedFabric } from "../stacks/fabric";
import { PasswordReader, passwords } from "../stacks/passwords";
import { ResolvedNode, resolveClusters } from "../stacks/resolve";
import {
  SIMULATOR_PROGRAMS,
  SimulatedCluster as ClusterSpec,
  SimulatedNode,
  SimulatedRouter,
  SimulatorSpec,
  findSimulator,
  startSimulator,
  stopSimulator,
} from "../simulator";
import { CommandContext } from "./context";
import { messageOf, UserError } from "./errors";
import { Depth } from "./hosting";
import { StackPaths } from "./paths";
import { SimulatedCluster } from "./place-overlay";
import { provideFrr, provideTools } from "./tools";

/**
 * Brings the stack's kind clusters and routers up in its simulator, or finds them there; routers get their configuration
 * of today. What the stack has no more stays until the engine has taken its resources out; `endOthers` ends it then.
 */
export async function startStackSimulator(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<readonly SimulatedCluster[]> {
  const { report, interruption } = context;
  const spec = await simulatorSpec(config, depth, paths, context);
  if (config.routers.length > 0 && spec.routers === undefined) {
    report.line(`no router runs in this depth: ${config.routers.map(({ name }) => name).join(", ")}`);
  }
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

/** Ends the simulated clusters and routers that the stack has no more; does nothing where there is none. */
export async function endOthers(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  context: CommandContext,
): Promise<void> {
  const simulator = await findSimulator(paths.simulator);
  const clusters = new Set(simulatedClusters(config).map(({ name }) => name));
  const routers = new Set(config.routers.map(({ name }) => name));
  const isWanted =
    (simulator?.clusters ?? []).every(({ name }) => clusters.has(name)) &&
    (simulator?.routers ?? []).every(({ name }) => routers.has(name));
  if (isWanted) return;
  const spec = await simulatorSpec(config, depth, paths, context);
  await orExplain(() => startSimulator(spec), "run the same command again");
}

/** What is to run for a stack. Routers are only where nodes have a network to speak with them: in full depth. */
async function simulatorSpec(
  config: StackConfig,
  depth: Depth,
  paths: StackPaths,
  { report, interruption }: CommandContext,
): Promise<SimulatorSpec> {
  const programs = await provideTools(SIMULATOR_PROGRAMS[depth], report, interruption.signal);
  const spec = { directory: paths.simulator, depth, programs, clusters: simulatedClusters(config) };
  const routers = depth === "full" ? simulatedRouters(config, passwords) : [];
  if (routers.length === 0) return spec;
  const frr = { ...(await provideFrr(report, interruption.signal)), difference: differenceScript };
  return { ...spec, routers, frr };
}

/** A stack's routers with what FRR reads: passwords included, so only for files and pipes of the owner. */
export function simulatedRouters(config: StackConfig, read: PasswordReader): SimulatedRouter[] {
  const plan = plannedFabric(config, resolveClusters(config), read)?.plan;
  if (plan === undefined) return [];
  return plan.routers.map(({ name, interfaces }) => ({
    name,
    addresses: interfaces.flatMap(({ rack, address, address6 }) =>
      [address, address6].flatMap((found) => (found === undefined ? [] : [inRack(config, rack, found)])),
    ),
    frrConf: renderFrrConf(plan, name),
    daemons: renderFrrDaemons(plan, name),
  }));
}

/** An address with the prefix length of its rack; alone where the rack has no subnet of its family. */
function inRack(config: StackConfig, rack: string, address: string): { address: string; bits: number } {
  const isV6 = address.includes(":");
  const declared = config.racks.find(({ name }) => name === rack);
  const subnet = (isV6 ? declared?.subnet6 : declared?.subnet) ?? "";
  return { address, bits: parseCidr(subnet)?.bits ?? (isV6 ? 128 : 32) };
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
        ...rackAddresses(config, node),
      };
    });
    const { kindName: name, id } = cluster;
    return [{ name, id, podSubnet: kind.podSubnet, serviceSubnet: kind.serviceSubnet, nodes }];
  });
}

function rackAddresses(
  config: StackConfig,
  { rack }: ResolvedNode,
): Pick<SimulatedNode, "address" | "address6"> {
  if (rack === undefined) return {};
  const text = (address: string): string => {
    const { bits } = inRack(config, rack.name, address);
    return `${address}/${bits}`;
  };
  return {
    ...(rack.address !== undefined ? { address: text(rack.address) } : {}),
    ...(rack.address6 !== undefined ? { address6: text(rack.address6) } : {}),
  };
}

async function orExplain<T>(work: () => Promise<T>, fix: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === "SimulatorError") throw new UserError(messageOf(error), fix);
    throw error;
  }
}
