import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import type { Wanted } from "./build";
import {
  cached,
  entryName,
  makeFolder,
  place,
  platform,
  stagingFolder,
  sweepOld,
  sweepStaging,
  toolFolder,
} from "./cache";
import { acquireLock } from "./lock";
import type { DownloadSource, ToolOptions } from "./types";

const PROBE_MILLISECONDS = 5000;
const DOWNLOAD_MILLISECONDS = 300_000;

const reached = new Map<string, Promise<boolean>>();

/** Whether that site answers at all; asked once a run, within five seconds. */
export function isReachable(url: string): Promise<boolean> {
  const { origin } = new URL(url);
  const known = reached.get(origin);
  if (known !== undefined) return known;
  const answer = fetch(origin, {
    method: "HEAD",
    redirect: "manual",
    signal: AbortSignal.timeout(PROBE_MILLISECONDS),
  }).then(
    () => true,
    () => false,
  );
  reached.set(origin, answer);
  return answer;
}

/** The whole of a file; the status is the error where there is none. */
export async function fetchBytes(url: string, signal?: AbortSignal): Promise<Buffer> {
  const limit = AbortSignal.timeout(DOWNLOAD_MILLISECONDS);
  const response = await fetch(url, {
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The checksum of a file in a list of them, or the only one there is. */
export function findChecksum(list: string, file: string): string | undefined {
  const lines = list.split("\n").map((line) => line.trim().split(/\s+\*?/));
  const named = lines.find(([, name]) => name !== undefined && path.posix.basename(name) === file);
  const single = lines.filter(([sum]) => sum !== "");
  const sum = named?.[0] ?? (single.length === 1 && single[0]?.length === 1 ? single[0][0] : undefined);
  return sum !== undefined && /^[0-9a-f]{64}$/i.test(sum) ? sum.toLowerCase() : undefined;
}

async function fetchChecked(source: DownloadSource, signal?: AbortSignal): Promise<Buffer> {
  const file = path.posix.basename(new URL(source.url).pathname);
  const expected = findChecksum((await fetchBytes(source.checksums, signal)).toString("utf8"), file);
  if (expected === undefined) throw new Error(`${source.checksums} has no checksum of ${file}`);
  const bytes = await fetchBytes(source.url, signal);
  const actual = sha256(bytes);
  if (actual !== expected) throw new Error(`${source.url} has checksum ${actual}, not ${expected}`);
  return bytes;
}

async function unpack(bytes: Buffer, source: DownloadSource, name: string, staging: string): Promise<string> {
  const folder = path.join(staging, "new");
  fs.mkdirSync(folder);
  if (source.folder === undefined) {
    fs.writeFileSync(path.join(folder, name), bytes, { mode: 0o755 });
    return folder;
  }
  const archive = path.join(staging, "archive.tar.gz");
  fs.writeFileSync(archive, bytes);
  await promisify(execFile)("tar", ["-xzf", archive, "-C", folder]);
  return path.join(folder, source.folder);
}

/** Takes a vendor's release into the cache; false, with the reason told, where it has to be built instead. */
export async function downloadTool(wanted: Wanted, cache: string, options: ToolOptions): Promise<boolean> {
  const { name, spec, key } = wanted;
  const source = spec.download?.(platform());
  if (source === undefined || !(await isReachable(source.url))) return false;
  const began = Date.now();
  const tell = (phase: "download" | "ready", detail: string): void =>
    options.report({ tool: name, phase, detail, elapsed: (Date.now() - began) / 1000 });
  const label = `download-${name}`;
  makeFolder(cache);
  const lock = await acquireLock(path.join(cache, "tools", "locks", `${label}.lock`));
  sweepStaging(cache, label);
  const staging = stagingFolder(cache, label);
  try {
    if (cached(cache, name, spec, key) !== undefined) return true;
    tell("download", source.url);
    const folder = await unpack(await fetchChecked(source, options.signal), source, name, staging);
    if (!fs.existsSync(path.join(folder, name))) throw new Error(`${source.url} holds no ${name}`);
    place(folder, path.join(toolFolder(cache, name), entryName(spec, key, "release")));
    sweepOld(cache, name);
    tell("ready", `downloaded release ${spec.version}`);
    return true;
  } catch (error) {
    options.signal?.throwIfAborted();
    tell("download", `not used, building instead: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
    lock.release();
  }
}
