import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ToolchainError, type Platform, type ToolSpec } from "./types";

/** Where everything that outlives a run is kept, outside the working tree. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const home = env["HOME"] ?? os.homedir();
  const given = env["XDG_CACHE_HOME"];
  if (given !== undefined && path.isAbsolute(given)) return path.join(given, "cilium-fabric");
  return process.platform === "darwin"
    ? path.join(home, "Library", "Caches", "cilium-fabric")
    : path.join(home, ".cache", "cilium-fabric");
}

export function platform(): Platform {
  if (process.platform !== "linux" && process.platform !== "darwin")
    throw new ToolchainError(
      `This project runs on Linux and macOS, not on ${process.platform}: use a Linux machine, a container or WSL 2.`,
    );
  if (process.arch !== "x64" && process.arch !== "arm64")
    throw new ToolchainError(`This project runs on amd64 and arm64 processors, not on ${process.arch}.`);
  return { os: process.platform, arch: process.arch === "x64" ? "amd64" : "arm64" };
}

/** Files that a module is built from: its own, tests apart. */
function moduleFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("_test.go"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A word that changes when anything does that the built program depends on, Go's version apart. */
export function contentKey(root: string, spec: ToolSpec): string {
  const folder = path.join(root, spec.module);
  const hash = createHash("sha256");
  hash.update(JSON.stringify([spec.version, spec.package, spec.ldflags ?? [], spec.tags ?? [], platform()]));
  for (const file of moduleFiles(folder)) {
    const content = fs.readFileSync(file);
    hash.update(`\0${path.relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

export function toolFolder(cache: string, tool: string): string {
  return path.join(cache, "tools", tool);
}

/** Name of the folder of one build of a tool; any Go version that starts with `goVersion`. */
export function entryName(spec: ToolSpec, key: string, goVersion: string): string {
  return `${spec.version}-${key}-${goVersion}`;
}

/** The program in the cache, if it is there. Without a Go version any build of this content will do. */
export function cached(
  cache: string,
  tool: string,
  spec: ToolSpec,
  key: string,
  goVersion?: string,
): string | undefined {
  const folder = toolFolder(cache, tool);
  const names =
    goVersion === undefined
      ? readNames(folder).filter((name) => name.startsWith(entryName(spec, key, "")))
      : [entryName(spec, key, goVersion), entryName(spec, key, "release")];
  return names.map((name) => path.join(folder, name, tool)).find((file) => fs.existsSync(file));
}

export function readNames(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Makes a folder; says which one and what to do where that is not allowed. */
export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ToolchainError(
      `The cache folder ${folder} cannot be written (${code}): make it writable for this user, ` +
        `or set XDG_CACHE_HOME to a folder that is.`,
    );
  }
}

const TEMPORARY = "tmp";

/** A folder to build in, on the same file system as where the result goes. */
export function stagingFolder(cache: string, label: string): string {
  const folder = path.join(
    cache,
    "tools",
    TEMPORARY,
    `${label}-${process.pid}-${randomBytes(4).toString("hex")}`,
  );
  makeFolder(folder);
  return folder;
}

/** Removes what interrupted runs left behind of this label; its lock must be held. */
export function sweepStaging(cache: string, label: string): void {
  const folder = path.join(cache, "tools", TEMPORARY);
  for (const name of readNames(folder))
    if (new RegExp(`^${label}-\\d+-[0-9a-f]{8}$`).test(name))
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Puts a finished folder into its place at once; the one that is there already wins. */
export function place(staged: string, final: string): void {
  makeFolder(path.dirname(final));
  try {
    fs.renameSync(staged, final);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    fs.rmSync(staged, { recursive: true, force: true });
  }
}

const DAY_MILLISECONDS = 86_400_000;

/** Drops older builds of a tool: the newest few are kept for other checkouts, and those of today for who runs them. */
export function sweepOld(cache: string, tool: string, keep = 3): void {
  const folder = toolFolder(cache, tool);
  const entries = readNames(folder)
    .map((name) => path.join(folder, name))
    .map((entry) => ({ entry, time: fs.statSync(entry).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { entry, time } of entries.slice(keep))
    if (Date.now() - time > DAY_MILLISECONDS) fs.rmSync(entry, { recursive: true, force: true });
}
