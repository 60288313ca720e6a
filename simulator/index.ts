import * as fs from "node:fs";
import * as path from "node:path";
import { type DaemonStatus, daemonStatus, parseStatus, runDaemon } from "./daemon";
import {
  checkPrograms,
  checkRouters,
  plannedClusters,
  plannedDaemon,
  plannedRouters,
  writePlan,
} from "./plan";
import { DAEMON } from "./programs";
import {
  SimulatorDepth,
  SimulatorError,
  type RunningRouter,
  type RunningSimulator,
  type SimulatorOptions,
  type SimulatorSpec,
} from "./types";

export { supportedDepth, type DepthAnswer } from "./depth";
export { SIMULATOR_PROGRAMS } from "./programs";
export {
  SimulatorDepth,
  SimulatorError,
  type FrrPrograms,
  type SimulatedFrr,
  type RunningCluster,
  type RunningNode,
  type RunningRouter,
  type RunningSimulator,
  type SimulatedCluster,
  type SimulatedNode,
  type SimulatedRouter,
  type SimulatorOptions,
  type SimulatorSpec,
} from "./types";

/**
 * Brings the simulator of a folder to a spec: starts it, finds the one that runs, adds clusters and nodes that are new
 * and ends those that are not named any more; all others stay as they are. The clusters outlive this process.
 */
export async function startSimulator(
  spec: SimulatorSpec,
  options: SimulatorOptions = {},
): Promise<RunningSimulator> {
  checkPrograms(spec);
  checkRouters(spec);
  const program = spec.programs[DAEMON];
  if (program === undefined) throw new SimulatorError(`programs.${DAEMON} is missing`);
  const before = await daemonStatus(program, spec.directory);
  if (before.depth !== undefined && before.depth !== spec.depth) {
    throw new SimulatorError(
      `the simulator in ${spec.directory} runs in depth ${before.depth}; stop it before it can run in depth ${spec.depth}`,
    );
  }
  options.report?.(
    `${before.running ? "found the simulator" : "starting the simulator"} (${spec.depth}): ${clusterCount(spec)}`,
  );
  writePlan(options.keepOthers === true ? withOthers(spec) : spec);
  const status = parseStatus(await runDaemon(program, ["start", "--directory", spec.directory], options));
  return running(program, spec.directory, status, spec.depth);
}

/** The spec with the clusters and routers of the plan before that it leaves out. */
function withOthers(spec: SimulatorSpec): SimulatorSpec {
  const others = <T extends { readonly name: string }>(wanted: readonly T[], before: readonly T[]): T[] => {
    const named = new Set(wanted.map(({ name }) => name));
    return [...wanted, ...before.filter(({ name }) => !named.has(name))];
  };
  const before = plannedRouters(spec.directory);
  return {
    ...before,
    ...spec,
    clusters: others(spec.clusters, plannedClusters(spec.directory)),
    routers: others(spec.routers ?? [], before.routers ?? []),
  };
}

function clusterCount(spec: SimulatorSpec): string {
  const nodes = spec.clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  const routers = spec.routers?.length ?? 0;
  return `${spec.clusters.length} clusters, ${nodes} nodes${routers > 0 ? `, ${routers} routers` : ""}`;
}

function running(
  program: string,
  directory: string,
  status: DaemonStatus,
  depth: SimulatorDepth,
): RunningSimulator {
  const routers = (status.routers ?? []).map((router): RunningRouter => {
    const exec = (argv: readonly string[], signal?: AbortSignal): Promise<string> =>
      runDaemon(
        program,
        ["exec", "--directory", directory, "--router", router.name, "--", ...argv],
        signal === undefined ? {} : { signal },
      );
    return { ...router, exec, run: (command, signal) => exec(["vtysh", "-c", command], signal) };
  });
  return { depth, clusters: status.clusters, routers, stop: () => stopSimulator(directory) };
}

/** The simulator that runs in a folder, with what is up of it; undefined where none runs. */
export async function findSimulator(directory: string): Promise<RunningSimulator | undefined> {
  const program = plannedDaemon(directory);
  if (program === undefined) return undefined;
  const status = await daemonStatus(program, directory);
  if (!status.running) return undefined;
  return running(program, directory, status, status.depth ?? SimulatorDepth.Full);
}

/** Ends whatever of a simulator is left in a folder: processes, namespaces, mounts, files. Does nothing where none was. */
export async function stopSimulator(directory: string): Promise<void> {
  if (!fs.existsSync(directory)) return;
  const program = plannedDaemon(directory);
  if (program !== undefined) await runDaemon(program, ["stop", "--directory", directory]);
  else await removeWithoutDaemon(directory);
}

/**
 * Where the daemon's program was deleted meanwhile. A daemon that still runs is named by the lock's holder; ended, it
 * takes its children along.
 */
async function removeWithoutDaemon(directory: string): Promise<void> {
  const lock = path.join(directory, "lock");
  const pid = fs.existsSync(lock) ? Number(fs.readFileSync(lock, "utf8")) : 0;
  if (pid > 1 && isDaemon(pid, directory)) {
    process.kill(pid, "SIGTERM");
    for (let tries = 0; tries < 100 && isDaemon(pid, directory); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  for (const name of [
    "clusters",
    "routers",
    "pids",
    "plan.json",
    "state.json",
    "status.json",
    "daemon.log",
    "lock",
  ]) {
    fs.rmSync(path.join(directory, name), { recursive: true, force: true });
  }
  if (fs.readdirSync(directory).length === 0) fs.rmdirSync(directory);
}

function isDaemon(pid: number, directory: string): boolean {
  try {
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return command.includes("run") && command.includes(path.resolve(directory));
  } catch {
    return false;
  }
}
