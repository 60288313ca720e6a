import { execFile } from "node:child_process";
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  ConcurrentUpdateError,
  LocalWorkspace,
  PulumiFn,
  Stack,
  UpOptions,
  UpResult as AutomationUpResult,
} from "@pulumi/pulumi/automation";
import { load as fromYaml } from "js-yaml";
import { writeSecretFile } from "../components/internal/secret-file";
import { toYaml } from "../components/internal/yaml";
import { ExitCode, messageOf, UserError } from "./errors";
import { Interruption } from "./interruption";
import { Reporter } from "./output";
import { privateDirectory, readIfThere, StackPaths } from "./paths";
import { STACK_MARKER } from "./recovery/leftover-engine";
import { StackState } from "./recovery/state";
import { watchForStall } from "./stall";

export const PROJECT = "cilium-fabric";

export interface EngineOptions {
  readonly paths: StackPaths;
  /** What the stack is; left out for `down`, which needs only the state. */
  readonly program?: PulumiFn;
  /** Where tools are cached; plugins that the engine itself downloads go there, too. */
  readonly cache: string;
  /** How many resources at once. */
  readonly parallel: number;
  readonly report: Reporter;
  readonly interruption: Interruption;
}

/** What the command line asks of the Pulumi engine. */
export interface Engine {
  /** Returns the stack's outputs, secrets in clear, and how many resources were touched, by operation. */
  up(): Promise<UpResult>;
  destroy(targets?: readonly string[]): Promise<void>;
  /** As it is kept: secrets are encrypted. */
  readState(): Promise<StackState>;
  /** The same with secrets in clear, for a look only. */
  readStateInClear(): Promise<StackState>;
  writeState(state: StackState): Promise<void>;
}

export interface UpResult {
  readonly outputs: Record<string, unknown>;
  readonly changes: Record<string, number>;
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { paths } = options;
  // The engine writes its state with the rights that this leaves; it is encrypted, and still nobody else's.
  process.umask(0o077);
  prepareWorkspace(paths, options.cache);
  const envVars = engineEnvironment(paths);
  const stack = await LocalWorkspace.createOrSelectStack(
    {
      stackName: paths.stack,
      projectName: PROJECT,
      program: options.program ?? (() => Promise.resolve({})),
    },
    {
      workDir: paths.workspace,
      pulumiHome: paths.engineHome,
      projectSettings: {
        name: PROJECT,
        runtime: "nodejs",
        backend: { url: pathToFileURL(paths.state).href },
      },
      envVars,
    },
  );
  return engineOf(stack, options);
}

function engineOf(stack: Stack, options: EngineOptions): Engine {
  const display = {
    onOutput: withoutNoise((text) => options.report.raw(text)),
    // Dots say nothing that the lines between them do not.
    suppressProgress: true,
    color: process.stdout.isTTY ? ("always" as const) : ("never" as const),
    signal: options.interruption.engineSignal,
    parallel: options.parallel,
  };
  return {
    up: async () => {
      const result = await run("up", options, () => upUnlessStalled(stack, display, options));
      const outputs = Object.entries(result.outputs).map(([name, o]) => [name, o.value as unknown] as const);
      return { outputs: Object.fromEntries(outputs), changes: { ...result.summary.resourceChanges } };
    },
    destroy: async (targets) => {
      const only = targets !== undefined ? { target: [...targets], targetDependents: true } : {};
      await run("destroy", options, () => stack.destroy({ ...display, ...only }));
    },
    readState: async () => (await exportState(options.paths)).deployment,
    readStateInClear: async () => (await stack.exportStack()).deployment as StackState,
    writeState: (state) => importState(options.paths, state),
  };
}

/** Ends where a failure of the program leaves the engine waiting for it. */
async function upUnlessStalled(
  stack: Stack,
  display: UpOptions,
  { report }: EngineOptions,
): Promise<AutomationUpResult> {
  const watch = watchForStall(() =>
    report.line("what failed leaves nothing more to do: the engine writes down what there is, and ends"),
  );
  const signal = AbortSignal.any([watch.signal, ...(display.signal === undefined ? [] : [display.signal])]);
  const onOutput = withoutNoise(
    (text) => report.raw(text),
    (line) => noise.test(line) || (watch.signal.aborted && cancelling.test(line)),
  );
  try {
    return await stack.up({ ...display, onOutput, suppressOutputs: true, signal, onEvent: watch.take });
  } finally {
    watch.close();
  }
}

interface ExportedState {
  readonly version: number;
  readonly deployment: StackState;
}

// The Automation API's own way of exporting and importing is in clear, by way of a file in the common temporary folder.
async function exportState(paths: StackPaths): Promise<ExportedState> {
  return JSON.parse(await pulumi(paths, ["stack", "export"])) as ExportedState;
}

async function importState(paths: StackPaths, state: StackState): Promise<void> {
  const file = path.join(paths.workspace, "state.json");
  writeSecretFile(file, JSON.stringify({ ...(await exportState(paths)), deployment: state }));
  await pulumi(paths, ["stack", "import", "--file", file]);
  fs.rmSync(file, { force: true });
}

async function pulumi(paths: StackPaths, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    "pulumi",
    [...args, "--stack", paths.stack, "--non-interactive"],
    {
      cwd: paths.workspace,
      env: { ...process.env, PULUMI_HOME: paths.engineHome, ...engineEnvironment(paths) },
      maxBuffer: 1 << 30,
    },
  );
  return stdout;
}

async function run<T>(what: string, options: EngineOptions, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (options.interruption.signal.aborted) {
      throw new UserError(
        `the ${what} of stack ${options.paths.stack} was stopped`,
        "run the same command again to go on, or down to remove what there is",
        ExitCode.Interrupted,
      );
    }
    if (error instanceof ConcurrentUpdateError) {
      throw new UserError(
        `another engine works on stack ${options.paths.stack}`,
        "wait until it has ended",
        ExitCode.Busy,
      );
    }
    throw new UserError(
      `the engine could not finish the ${what} of stack ${options.paths.stack}: ${lastDiagnostic(messageOf(error))}`,
      "mend what it says above, then run the same command again: it goes on from there",
    );
  }
}

/**
 * Plugins that this program itself has put on PATH are no news, nor is it that they serve a newer package; and what
 * the engine keeps of a stack that is gone is removed by `down`.
 */
const noise = new RegExp(
  [
    "warning: using pulumi-resource-\\S+ from \\$PATH",
    "warning: resource plugin \\S+ is expected to have version",
    "^The resources in the stack have been deleted, but the history",
    "^If you want to remove the stack completely, run",
  ].join("|"),
);

/** What the engine says of being told to end, as if somebody had pressed Ctrl-C. */
const cancelling = /^\^C received|^Note that terminating immediately|error: update canceled$/;

/** Passes on whole lines, without those that are noise. */
export function withoutNoise(
  write: (text: string) => void,
  isNoise = (line: string): boolean => noise.test(line),
): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    const kept = lines.filter((line) => !isNoise(line));
    if (kept.length > 0) write(kept.map((line) => `${line}\n`).join(""));
  };
}

/** The engine has shown everything already; the error repeats its last word only, with what a list of errors says first. */
export function lastDiagnostic(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const isError = (line: string): boolean => /^error: (?!(update|preview) (failed|canceled)$)/.test(line);
  const at = lines.lastIndexOf(lines.filter(isError).at(-1) ?? "error: none");
  const last = (lines[at] ?? lines.find((line) => line !== "") ?? "unknown").replace(/^error: /, "");
  const detail = at >= 0 && last.endsWith(":") ? (lines[at + 1] ?? "").replace(/^\* /, "") : "";
  return detail === "" ? last : `${last} ${detail}`;
}

/** Everything the engine keeps lies under the stack's folder; the user's own Pulumi settings are not touched. */
function engineEnvironment(paths: StackPaths): Record<string, string> {
  return {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    [STACK_MARKER]: paths.directory,
    ...passphraseEnvironment(paths),
  };
}

/** A passphrase of the user's own wins; otherwise each stack has a random one, handed over by file. */
function passphraseEnvironment(paths: StackPaths): Record<string, string> {
  const { PULUMI_CONFIG_PASSPHRASE: text, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  if (text !== undefined || file !== undefined) return {};
  if (!fs.existsSync(paths.passphrase)) {
    writeSecretFile(paths.passphrase, crypto.randomBytes(32).toString("base64url"));
  }
  return { PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase };
}

function prepareWorkspace(paths: StackPaths, cache: string): void {
  for (const folder of [paths.directory, paths.state, paths.workspace, paths.engineHome])
    privateDirectory(folder);
  // Which stack is selected is said anew each time; a note that was cut short would be in the way.
  fs.rmSync(path.join(paths.engineHome, "workspaces"), { recursive: true, force: true });
  linkPlugins(paths.engineHome, cache);
  const settings = path.join(paths.workspace, `Pulumi.${paths.stack}.yaml`);
  const repaired = repairedSettings(readIfThere(settings), stateSalt(paths));
  if (repaired !== undefined) writeSecretFile(settings, toYaml(repaired));
}

/** Plugins that the user has already are used; where there is no `~/.pulumi`, none is made. */
function linkPlugins(engineHome: string, cache: string): void {
  const link = path.join(engineHome, "plugins");
  if (fs.lstatSync(link, { throwIfNoEntry: false }) !== undefined) return;
  const home = process.env["PULUMI_HOME"] ?? path.join(os.homedir(), ".pulumi");
  const plugins = fs.existsSync(home) ? path.join(home, "plugins") : path.join(cache, "pulumi-plugins");
  fs.mkdirSync(plugins, { recursive: true });
  fs.symlinkSync(plugins, link);
}

interface StackSettings {
  encryptionsalt?: string;
  config?: Record<string, unknown>;
}

/** No cluster is ever chosen by the user's current context: a resource without its own provider is an error. */
const engineConfig = { "pulumi:disable-default-providers": ["kubernetes"] };

/**
 * The settings that the workspace must have, or undefined where they stand. The engine writes this file in place, so
 * a run that was killed may have left it cut short; the salt of the passphrase is in the state as well.
 */
export function repairedSettings(
  text: string | undefined,
  salt: string | undefined,
): StackSettings | undefined {
  let found: StackSettings | null | undefined;
  try {
    found = text === undefined ? undefined : (fromYaml(text) as StackSettings | null);
  } catch {
    found = undefined;
  }
  const encryptionsalt = found?.encryptionsalt ?? salt;
  if (found?.config !== undefined && found.encryptionsalt === encryptionsalt) return undefined;
  return { ...(encryptionsalt !== undefined ? { encryptionsalt } : {}), config: engineConfig };
}

function stateSalt(paths: StackPaths): string | undefined {
  const text = readIfThere(path.join(paths.state, ".pulumi", "stacks", PROJECT, `${paths.stack}.json`));
  return text === undefined ? undefined : /"salt":\s*"([^"]+)"/.exec(text)?.[1];
}
