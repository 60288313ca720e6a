import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as semver from "semver";
import { ToolchainError } from "./types";

/** The oldest Go that every module here builds with. */
export const MINIMUM_GO = "1.26.0";

export interface Go {
  readonly command: string;
  /** As in "go1.26.8". */
  readonly version: string;
  /** Environment for every call of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Where it keeps compiled packages and downloaded modules. */
  readonly folders: { readonly cache: string; readonly modules: string };
}

/** The first executable file of that name on PATH. */
export function findOnPath(command: string, env: NodeJS.ProcessEnv): string | undefined {
  for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
    const file = path.join(folder, command);
    try {
      if (folder !== "" && fs.statSync(file).isFile()) {
        fs.accessSync(file, fs.constants.X_OK);
        return file;
      }
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Settings that would change the result, or look for another module. */
const FOREIGN = new Set(["GOOS", "GOARCH", "GOAMD64", "GOARM64", "GOEXPERIMENT", "GO111MODULE"]);

/** What makes two builds of the same sources equal, whatever the user's own settings. */
export function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !FOREIGN.has(name));
  return {
    ...Object.fromEntries(kept),
    CGO_ENABLED: "0",
    // Never empty: an empty one lets the user's file of Go settings speak.
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOWORK: "off",
    GOTOOLCHAIN: "local",
  };
}

/** Go's own "1.26.8" or "1.27rc1", read as a version. */
function comparable(version: string): semver.SemVer | null {
  return semver.coerce(version.replace(/^go/, ""));
}

/** Finds Go on PATH; undefined when there is none. */
export function findGo(env: NodeJS.ProcessEnv): Go | undefined {
  const command = findOnPath("go", env);
  if (command === undefined) return undefined;
  const own = goEnvironment(env);
  const answer = spawnSync(command, ["env", "GOVERSION", "GOCACHE", "GOMODCACHE"], {
    env: own,
    encoding: "utf8",
    timeout: 30_000,
    cwd: path.parse(command).root,
  });
  const [version = "", cache = "", modules = ""] = answer.stdout.split("\n").map((line) => line.trim());
  if (answer.status !== 0 || comparable(version) === null)
    throw new ToolchainError(
      `Go at ${command} does not say its version (${(answer.stderr || answer.error?.message || "no output").trim()}): ` +
        `repair that installation or take it off PATH.`,
    );
  return { command, version, env: own, folders: { cache, modules } };
}

/** Go, or one sentence why it cannot be used for `tools`. */
export function requireGo(go: Go | undefined, tools: readonly string[]): Go {
  const what = tools.join(", ");
  const advice = `Install Go ${semver.major(MINIMUM_GO)}.${semver.minor(MINIMUM_GO)} or newer from https://go.dev/dl/ and run this again.`;
  if (go === undefined)
    throw new ToolchainError(`Go is needed to build ${what}, and there is no "go" on PATH. ${advice}`);
  const found = comparable(go.version);
  if (found === null || semver.lt(found, MINIMUM_GO))
    throw new ToolchainError(
      `Go ${go.version.replace(/^go/, "")} (${go.command}) is too old to build ${what}, which needs ${MINIMUM_GO}. ${advice}`,
    );
  return go;
}

export interface GoRun {
  readonly go: Go;
  readonly folder: string;
  readonly arguments: readonly string[];
  /** All output of the run goes here as well. */
  readonly log: string;
  readonly line: (text: string) => void;
  readonly started?: (child: ChildProcess) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface GoResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs go, handing on each line of what it prints as it comes. */
export function runGo(run: GoRun): Promise<GoResult> {
  return new Promise((resolve, reject) => {
    const log = fs.createWriteStream(run.log, { flags: "a" });
    log.on("error", () => undefined); // a full disk is told by go itself
    log.write(`$ go ${run.arguments.join(" ")}\n`);
    const child = spawn(run.go.command, [...run.arguments], {
      cwd: run.folder,
      env: run.go.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    run.started?.(child);
    const abort = (): boolean => child.kill("SIGINT");
    run.signal?.addEventListener("abort", abort, { once: true });
    process.once("exit", abort);
    const lines: string[] = [];
    let rest = "";
    const take = (chunk: Buffer): void => {
      log.write(chunk);
      const parts = (rest + chunk.toString("utf8")).split("\n");
      rest = parts.pop() ?? "";
      for (const text of parts) {
        lines.push(text);
        run.line(text);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code, killedBy) => {
      process.off("exit", abort);
      run.signal?.removeEventListener("abort", abort);
      if (rest !== "") lines.push(rest);
      if (killedBy !== null) lines.push(`go: signal: ${killedBy}`);
      log.end(`# ${code ?? killedBy ?? ""}\n`, () => resolve({ ok: code === 0, output: lines.join("\n") }));
    });
  });
}
