import { writeSecretFile } from "../components/internal/secret-file";
import { StackConfig } from "../stacks/config";
import { deployStack } from "../stacks/deploy";
import { cacheRoot } from "../tools";
import { CommandContext } from "./context";
import { openEngine, UpResult } from "./engine";
import { Hosting } from "./hosting";
import { awaitBgp } from "./bgp";
import { awaitMesh } from "./mesh";
import { StackPaths } from "./paths";
import { Phases } from "./phases";
import { AgentStatus } from "./probes";
import { recoverForDown, recoverForUp } from "./recovery";
import { RunRecord } from "./run-record";
import { SessionRow } from "./status";

// Everything that loads Pulumi and the Kubernetes client, apart from commands that need neither.

export interface Deployment {
  readonly result: UpResult;
  readonly statuses?: ReadonlyMap<string, readonly AgentStatus[]>;
  readonly sessions: readonly SessionRow[];
}

/** Has the engine make the stack, after mending what an interrupted run left, and waits for the mesh and for BGP. */
export async function deploy(
  config: StackConfig,
  hosting: Hosting,
  run: {
    readonly record: RunRecord;
    readonly interruptedBefore: boolean;
    readonly phases: Phases;
    /** How long the members may take to find each other once all is installed, in milliseconds. */
    readonly meshTimeout: number;
    /** How long the BGP sessions may take to be established, in milliseconds. */
    readonly bgpTimeout: number;
  },
  paths: StackPaths,
  context: CommandContext,
): Promise<Deployment> {
  const { report, interruption } = context;
  const { record, phases } = run;
  const engine = await phases.time("engine start", () =>
    openEngine({
      paths,
      program: () => deployStack(config),
      cache: cacheRoot(),
      // Most resources only wait for something in their cluster.
      parallel: Math.min(64, Math.max(16, config.clusters.length * 6)),
      report,
      interruption,
    }),
  );
  if (run.interruptedBefore) await phases.time("recovery", () => recoverForUp(engine, record, report));
  const result = await phases.time("engine", () => engine.up());
  // Before the mesh is whole: whoever has to find out why it is not needs it most.
  const kubeconfig = String(result.outputs["kubeconfig"]);
  writeSecretFile(paths.kubeconfig, kubeconfig);
  const wait = { kubeconfig, timeout: run.meshTimeout };
  const statuses = await phases.time("mesh", () => awaitMesh(config, hosting, wait, context));
  const bgp = { kubeconfig, timeout: run.bgpTimeout };
  const sessions = await phases.time("bgp", () => awaitBgp(config, hosting, paths, bgp, context));
  return { result, sessions, ...(statuses !== undefined ? { statuses } : {}) };
}

/** Has the engine delete what it made. */
export async function undeploy(record: RunRecord, paths: StackPaths, context: CommandContext): Promise<void> {
  const { report, interruption } = context;
  const engine = await openEngine({ paths, cache: cacheRoot(), parallel: 64, report, interruption });
  await recoverForDown(engine, record, report);
  await engine.destroy();
}
