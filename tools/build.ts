import * as fs from "node:fs";
import * as path from "node:path";
import { entryName, makeFolder, place, stagingFolder, sweepOld, sweepStaging, toolFolder } from "./cache";
import { explainFailure, isOutOfMemory, requireSpace } from "./failures";
import { runGo, type Go, type GoResult } from "./go";
import { acquireLock, type Lock } from "./lock";
import type { Phase, ToolOptions, ToolSpec } from "./types";

/** A tool that is to be built, and the word for what it is built from. */
export interface Wanted {
  readonly name: string;
  readonly spec: ToolSpec;
  readonly key: string;
}

/** What one call of `go build` makes: programs of one module with equal settings. */
export interface BuildGroup {
  readonly module: string;
  readonly tools: readonly Wanted[];
  readonly seconds: number;
}

/** Packs what is wanted into as few calls of `go build` as can be, the longest first. */
export function groupBuilds(wanted: readonly Wanted[]): BuildGroup[] {
  const groups = new Map<string, Wanted[]>();
  for (const tool of wanted) {
    const id = JSON.stringify([tool.spec.module, tool.spec.ldflags ?? [], tool.spec.tags ?? []]);
    groups.set(id, [...(groups.get(id) ?? []), tool]);
  }
  return [...groups.values()]
    .map((tools) => ({
      module: tools[0]?.spec.module ?? "",
      tools,
      seconds: tools.reduce((sum, { spec }) => sum + spec.seconds, 0),
    }))
    .sort((a, b) => b.seconds - a.seconds);
}

export interface BuildContext {
  readonly cache: string;
  readonly root: string;
  readonly go: Go;
  readonly options: ToolOptions;
  /** Whether a tool has come into the cache meanwhile. */
  readonly isCached: (tool: Wanted) => boolean;
}

class Progress {
  readonly began = Date.now();
  constructor(
    readonly group: BuildGroup,
    readonly options: ToolOptions,
  ) {}

  tell(phase: Phase, detail: string): void {
    this.options.report({
      tool: this.group.tools.map(({ name }) => name).join(", "),
      phase,
      detail,
      elapsed: (Date.now() - this.began) / 1000,
      expected: this.group.seconds,
    });
  }
}

const label = (module: string): string => module.replaceAll("/", "-");

/** Builds one group into the cache, or waits for the run that does so already. */
export async function buildGroup(group: BuildGroup, context: BuildContext): Promise<void> {
  const progress = new Progress(group, context.options);
  const name = label(group.module);
  const locks = path.join(context.cache, "tools", "locks");
  makeFolder(locks);
  const lock = await acquireLock(path.join(locks, `${name}.lock`), {
    ...(context.options.signal === undefined ? {} : { signal: context.options.signal }),
    waiting: ({ pid }, seconds) => {
      progress.tell(
        "waiting",
        `process ${pid} builds from ${group.module} already, ${Math.round(seconds)} s so far`,
      );
    },
  });
  try {
    sweepStaging(context.cache, name);
    const missing = group.tools.filter((tool) => !context.isCached(tool));
    if (missing.length > 0) await build({ ...group, tools: missing }, context, lock, progress);
  } finally {
    lock.release();
  }
}

async function build(
  group: BuildGroup,
  context: BuildContext,
  lock: Lock,
  progress: Progress,
): Promise<void> {
  const { cache, go } = context;
  const what = group.tools.map(({ name, spec }) => `${name} ${spec.version}`).join(", ");
  const megabytes = Math.max(...group.tools.map(({ spec }) => spec.megabytes));
  requireSpace(what, megabytes, [cache, ...goFolders(go)]);
  const logs = path.join(cache, "tools", "log");
  makeFolder(logs);
  const log = path.join(logs, `${label(group.module)}.log`);
  fs.writeFileSync(log, "");
  const staging = stagingFolder(cache, label(group.module));
  try {
    const result = await compile(group, context, { staging, log, lock, progress });
    if (!result.ok) {
      context.options.signal?.throwIfAborted();
      throw explainFailure(what, result.output, log);
    }
    placeAll(group, context, staging);
    progress.tell("ready", `built in ${Math.round((Date.now() - progress.began) / 1000)} s`);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** Where Go itself writes; told by the environment or Go's own settings. */
function goFolders(go: Go): string[] {
  return [go.folders.cache, go.folders.modules].filter((folder) => folder !== "");
}

interface Stage {
  readonly staging: string;
  readonly log: string;
  readonly lock: Lock;
  readonly progress: Progress;
}

async function compile(group: BuildGroup, context: BuildContext, stage: Stage): Promise<GoResult> {
  const first = await runBuild(group, context, stage, []);
  if (first.ok || context.options.signal?.aborted === true || !isOutOfMemory(first.output)) return first;
  stage.progress.tell(
    "build",
    "the compiler was killed for want of memory: once more, one package at a time",
  );
  return runBuild(group, context, stage, ["-p", "1"]);
}

async function runBuild(
  group: BuildGroup,
  context: BuildContext,
  stage: Stage,
  extra: string[],
): Promise<GoResult> {
  const { lock, progress } = stage;
  let modules = 0;
  let packages = 0;
  const spec = group.tools[0]?.spec;
  const ldflags = ["-s", "-w", ...(spec?.ldflags ?? [])].join(" ");
  const tags = spec?.tags === undefined ? [] : [`-tags=${spec.tags.join(",")}`];
  const folder = path.join(context.root, group.module);
  const tell = (): void => {
    if (packages > 0) progress.tell("build", `${packages} packages compiled`);
    else progress.tell("modules", modules > 0 ? `${modules} modules downloaded` : "compiling and linking");
  };
  tell();
  // Linking prints nothing: time goes on all the same.
  const ticking = setInterval(tell, 1000);
  try {
    return await runGo({
      go: context.go,
      folder,
      arguments: [
        ...["build", "-v", "-trimpath", `-ldflags=${ldflags}`, ...tags, ...extra],
        ...["-o", `${stage.staging}/`, ...group.tools.map((tool) => tool.spec.package)],
      ],
      log: stage.log,
      line: (text) => {
        if (/^go: downloading /.test(text)) modules += 1;
        else if (/^[^\s:#]+$/.test(text)) packages += 1;
      },
      started: (child) => lock.setChild(child.pid),
      signal: context.options.signal,
    });
  } finally {
    clearInterval(ticking);
    lock.setChild(undefined);
  }
}

/** Moves each program into a folder of its own, all of it there or nothing. */
function placeAll(group: BuildGroup, { cache, go }: BuildContext, staging: string): void {
  for (const { name, spec, key } of group.tools) {
    const folder = path.join(staging, `${name}.d`);
    fs.mkdirSync(folder);
    const program = spec.built ?? path.basename(spec.package === "." ? spec.module : spec.package);
    fs.renameSync(path.join(staging, program), path.join(folder, name));
    place(folder, path.join(toolFolder(cache, name), entryName(spec, key, go.version)));
    sweepOld(cache, name);
  }
}
