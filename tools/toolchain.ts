import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildGroup, groupBuilds, type BuildContext, type Wanted } from "./build";
import { cached, cacheRoot, contentKey, makeFolder } from "./cache";
import { downloadTool, isReachable } from "./download";
import { findGo, requireGo, type Go } from "./go";
import { toolOnPath } from "./installed";
import { PLUGIN_SITE, pluginAvailability } from "./plugins";
import { TOOLS } from "./table";
import { ToolchainError, type ToolName, type ToolOptions, type ToolSpec } from "./types";

/** The repository this file is part of. */
export const REPOSITORY = packageRoot(__dirname);

/** Compiled, this file is one folder deeper than its source; the Go modules are beside package.json either way. */
function packageRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, "package.json")) || path.dirname(folder) === folder) return folder;
  return packageRoot(path.dirname(folder));
}

export const toolNames = Object.keys(TOOLS) as ToolName[];

export function toolSpec(name: ToolName): ToolSpec {
  return TOOLS[name];
}

/** Whether this word names a tool. */
export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(TOOLS, name);
}

interface Situation {
  readonly cache: string;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly go: Go | undefined;
  readonly options: ToolOptions;
}

function lookInCache(at: Situation, { name, spec, key }: Wanted): string | undefined {
  return cached(at.cache, name, spec, key, at.go?.version);
}

/**
 * Makes sure that these programs are there and gives their absolute paths: from
 * PATH where a version in use will do, from the cache, from the vendor's
 * downloads, else built from Go modules. Fails with one sentence that says why.
 */
export async function ensureTools<Name extends ToolName>(
  names: readonly Name[],
  options: ToolOptions,
): Promise<Record<Name, string>> {
  const env = options.env ?? process.env;
  const root = options.root ?? REPOSITORY;
  const at: Situation = { cache: cacheRoot(env), root, env, go: findGo(env), options };
  const paths = new Map<Name, string>();
  const missing: (Wanted & { readonly name: Name })[] = [];
  for (const name of new Set(names)) {
    const spec = toolSpec(name);
    const wanted = { name, spec, key: contentKey(root, spec) };
    const theirs = toolOnPath(name, spec, env, at.cache);
    const file = theirs ?? lookInCache(at, wanted) ?? (await fromPulumi(spec, at));
    if (file === undefined) missing.push(wanted);
    else paths.set(name, file);
    if (theirs !== undefined) options.report({ tool: name, phase: "found", detail: theirs, elapsed: 0 });
  }
  if (missing.length > 0) await obtain(missing, at);
  for (const wanted of missing) {
    const file = lookInCache(at, wanted);
    if (file === undefined)
      throw new ToolchainError(
        `${wanted.name} was built and is not in ${at.cache}: was that folder emptied meanwhile? Run this again.`,
      );
    paths.set(wanted.name, file);
  }
  return Object.fromEntries(paths) as Record<Name, string>;
}

/** A plugin that pulumi has installed, or installs now from its site, so that it need not be built. */
async function fromPulumi({ plugin }: ToolSpec, { env, options }: Situation): Promise<string | undefined> {
  if (plugin === undefined) return undefined;
  const report = (detail: string): void =>
    options.report({ tool: `pulumi-resource-${plugin}`, phase: "download", detail, elapsed: 0 });
  const pulumi = (await isReachable(PLUGIN_SITE))
    ? (await ensureTools(["pulumi"], options)).pulumi
    : undefined;
  const found = await pluginAvailability([plugin], {
    env,
    report,
    ...(pulumi === undefined ? {} : { pulumi }),
  });
  return found[plugin].available ? found[plugin].path : undefined;
}

async function obtain(missing: readonly Wanted[], at: Situation): Promise<void> {
  makeFolder(at.cache);
  const toBuild: Wanted[] = [];
  for (const wanted of missing) if (!(await downloadTool(wanted, at.cache, at.options))) toBuild.push(wanted);
  if (toBuild.length === 0) return;
  const go = requireGo(
    at.go,
    toBuild.map(({ name }) => name),
  );
  const context: BuildContext = {
    cache: at.cache,
    root: at.root,
    go,
    options: at.options,
    isCached: (tool) => lookInCache(at, tool) !== undefined,
  };
  const groups = groupBuilds(toBuild);
  const minutes = groups.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  if (minutes > 1)
    at.options.report({
      tool: "tools",
      phase: "plan",
      detail: `${toBuild.map(({ name }) => name).join(", ")} to be built, this once: about ${Math.ceil(minutes)} minutes on two idle cores`,
      elapsed: 0,
    });
  await inTurn(groups, buildsAtOnce(), (group) => buildGroup(group, context));
}

/** go build uses all processors by itself; only its end, the linker, leaves some idle. */
export function buildsAtOnce(processors = os.availableParallelism(), memory = os.totalmem()): number {
  return Math.max(1, Math.min(3, Math.floor(processors / 4), Math.floor(memory / 6e9)));
}

/** Works through the list, `width` at a time; the first failure lets the others finish and is thrown. */
async function inTurn<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length > 0) throw failures[0];
}

/** An environment whose PATH begins with the folders of these programs. */
export function toolEnvironment(
  paths: Readonly<Partial<Record<ToolName, string>>>,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const folders = new Set(Object.values(paths).map((file) => path.dirname(file)));
  return { ...env, PATH: [...folders, env["PATH"] ?? ""].filter((part) => part !== "").join(path.delimiter) };
}
