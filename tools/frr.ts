import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { cacheRoot, makeFolder, place, readNames, stagingFolder, sweepStaging, toolFolder } from "./cache";
import { findOnPath } from "./go";
import { acquireLock } from "./lock";
import { ToolchainError, type ToolOptions } from "./types";

/** Where FRR's programs are. */
export interface Frr {
  /** `/` where FRR is installed, else the folder with its unpacked packages. */
  readonly root: string;
  /** Folder of zebra, bgpd, bfdd and staticd. */
  readonly programs: string;
  readonly vtysh: string;
  /** Folders below `root` of libraries that the system lacks. */
  readonly libraries: readonly string[];
}

/** Programs of FRR that routers of this project need. */
const PROGRAMS = ["zebra", "bgpd", "bfdd", "staticd"] as const;

const PROGRAM_FOLDERS = ["usr/lib/frr", "usr/libexec/frr", "usr/sbin"];
const SHELL_FOLDERS = ["usr/bin", "usr/sbin"];

/** The FRR below a root folder; undefined where a program of it is missing. */
export function frrBelow(root: string): Frr | undefined {
  const has = (file: string): boolean => fs.existsSync(path.join(root, file));
  const programs = PROGRAM_FOLDERS.find((folder) => PROGRAMS.every((name) => has(`${folder}/${name}`)));
  const shell = SHELL_FOLDERS.find((folder) => has(`${folder}/vtysh`));
  if (programs === undefined || shell === undefined) return undefined;
  const isSystem = path.resolve(root) === path.parse(root).root;
  return {
    root,
    programs: path.join(root, programs),
    vtysh: path.join(root, shell, "vtysh"),
    libraries: isSystem ? [] : libraryFolders(root),
  };
}

/** Folders with shared objects, as Debian lays them out: `usr/lib/<machine>` and `…/frr` in it. */
function libraryFolders(root: string): string[] {
  const isLibrary = (name: string): boolean => /\.so(\.|$)/.test(name);
  return ["usr/lib", "lib"].flatMap((top) =>
    readNames(path.join(root, top))
      .flatMap((machine) => [`${top}/${machine}`, `${top}/${machine}/frr`])
      .map((folder) => path.join(root, folder))
      .filter((folder) => readNames(folder).some(isLibrary)),
  );
}

/** Whether FRR is installed, was fetched, can be fetched, or neither. */
export type FrrState = "installed" | "fetched" | "obtainable" | "missing";

/** Whether FRR is there or can be had; looks only at this machine. */
export function frrState(env: NodeJS.ProcessEnv = process.env, system = "/"): FrrState {
  if (frrBelow(system) !== undefined) return "installed";
  if (fetchedFrr(cacheRoot(env)) !== undefined) return "fetched";
  const canFetch = ["apt-get", "dpkg-deb"].every((name) => findOnPath(name, env) !== undefined);
  return canFetch ? "obtainable" : "missing";
}

function fetchedFrr(cache: string): Frr | undefined {
  const folder = toolFolder(cache, "frr");
  return readNames(folder)
    .reverse()
    .map((name) => frrBelow(path.join(folder, name)))
    .find((frr) => frr !== undefined);
}

/**
 * Makes sure that FRR is there: as installed, or its Debian packages unpacked into the cache, which installs nothing and
 * starts no service. Fails with one sentence that says what to do.
 */
export async function ensureFrr(options: ToolOptions, system = "/"): Promise<Frr> {
  const env = options.env ?? process.env;
  const cache = cacheRoot(env);
  const there = frrBelow(system) ?? fetchedFrr(cache);
  if (there !== undefined) return there;
  if (frrState(env, system) === "missing") throw new ToolchainError(`FRR is not installed: ${INSTALL}.`);
  makeFolder(cache);
  const lock = await acquireLock(path.join(cache, "tools", "locks", "frr.lock"));
  try {
    return fetchedFrr(cache) ?? (await fetchFrr(cache, env, options));
  } finally {
    lock.release();
  }
}

const INSTALL = "install FRR 8.4 or newer (on Debian and Ubuntu: apt-get install frr) and run this again";

async function fetchFrr(cache: string, env: NodeJS.ProcessEnv, options: ToolOptions): Promise<Frr> {
  const began = Date.now();
  const tell = (phase: "download" | "ready", detail: string): void =>
    options.report({ tool: "frr", phase, detail, elapsed: (Date.now() - began) / 1000 });
  sweepStaging(cache, "frr");
  const staging = stagingFolder(cache, "frr");
  try {
    const apt = await Apt.withFrr(staging, env, options.signal);
    tell("download", `Debian packages ${apt.packages.join(", ")}`);
    const root = await apt.unpack();
    if (frrBelow(root) === undefined)
      throw new Error(`the packages ${apt.packages.join(", ")} hold no FRR with ${PROGRAMS.join(", ")}`);
    const final = path.join(toolFolder(cache, "frr"), apt.version);
    place(root, final);
    tell("ready", `unpacked ${apt.version}`);
    const frr = frrBelow(final);
    if (frr === undefined) throw new Error(`${final} is incomplete`);
    return frr;
  } catch (error) {
    options.signal?.throwIfAborted();
    const why = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    throw new ToolchainError(
      `FRR is not installed and its packages could not be fetched (${why ?? ""}): ${INSTALL}.`,
    );
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** apt-get without root's rights; lists that the system lacks go into the staging folder. */
class Apt {
  private constructor(
    private readonly run: (command: string, args: readonly string[]) => Promise<string>,
    private readonly settings: readonly string[],
    private readonly staging: string,
    readonly packages: readonly string[],
    readonly version: string,
  ) {}

  static async withFrr(staging: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Apt> {
    const work = path.join(staging, "packages");
    fs.mkdirSync(work);
    const run = async (command: string, args: readonly string[]): Promise<string> => {
      const options = {
        cwd: work,
        env: { ...env, LC_ALL: "C" },
        maxBuffer: 1e8,
        ...(signal ? { signal } : {}),
      };
      return (await promisify(execFile)(command, [...args], options)).stdout;
    };
    const own = path.join(staging, "apt");
    for (const folder of ["lists/partial", "cache/archives/partial"])
      fs.mkdirSync(path.join(own, folder), { recursive: true });
    const fresh = [
      ["Dir::State::lists", path.join(own, "lists")],
      ["Dir::Cache", path.join(own, "cache")],
      // Its own user could not write here.
      ["APT::Sandbox::User", "root"],
    ].flatMap(([key, value]) => ["-o", `${key}=${value}`]);
    for (const settings of [[], fresh]) {
      if (settings.length > 0) await run("apt-get", [...settings, "update", "-qq"]);
      const plan = await run("apt-get", [...settings, ...INSTALL_PLAN]).catch((error: unknown) => {
        if (settings.length > 0) throw error;
        return ""; // No lists yet, or they do not know it.
      });
      const wanted = plannedPackages(plan);
      const version = wanted.get("frr");
      if (version !== undefined) return new Apt(run, settings, staging, [...wanted.keys()], version);
    }
    throw new Error("apt-get knows no package frr");
  }

  /** Fetches the packages and unpacks them into one folder; none of their scripts run. */
  async unpack(): Promise<string> {
    await this.run("apt-get", [...this.settings, "download", "-qq", ...this.packages]);
    const root = path.join(this.staging, "root");
    const folder = path.join(this.staging, "packages");
    for (const file of readNames(folder)) await this.run("dpkg-deb", ["-x", path.join(folder, file), root]);
    return root;
  }
}

const INSTALL_PLAN = ["install", "--simulate", "--no-install-recommends", "frr"];

/** Names and versions of the packages that an installation would bring: `Inst frr (8.4.4-1 Debian:12 [amd64])`. */
export function plannedPackages(plan: string): Map<string, string> {
  const lines = plan.matchAll(/^Inst (\S+)(?: \[[^\]]*\])? \((\S+) /gm);
  return new Map([...lines].map(([, name = "", version = ""]) => [name, version]));
}
