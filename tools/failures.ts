import * as fs from "node:fs";
import * as path from "node:path";
import { ToolchainError } from "./types";

interface Failure {
  readonly sign: RegExp;
  readonly sentence: (what: string, line: string) => string;
}

/** Known causes of a failed build, the more specific first. */
const FAILURES: readonly Failure[] = [
  {
    sign: /no space left on device|disk quota exceeded/i,
    sentence: (what) =>
      `The disk filled up while building ${what}: free some space, or set XDG_CACHE_HOME, GOCACHE and GOMODCACHE to a larger disk.`,
  },
  {
    sign: /checksum mismatch|SECURITY ERROR|missing go\.sum entry|checksum database|verifying (?:module|go\.mod)/i,
    sentence: (what, line) =>
      `A module for ${what} is not the one whose checksum is in go.sum (${line}): ` +
      `a proxy or the module cache holds something else; run "go clean -modcache", check GOPROXY, and try again.`,
  },
  {
    sign: /permission denied|read-only file system|operation not permitted/i,
    sentence: (what, line) =>
      `Go may not write one of its folders while building ${what} (${line}): make "go env GOCACHE GOMODCACHE" writable for this user, or set them elsewhere.`,
  },
  {
    sign: /signal: (?:killed|SIGKILL)|cannot allocate memory|out of memory/i,
    sentence: (what) =>
      `The compiler was killed while building ${what}, most likely for want of memory: ` +
      `about 3 GB must be free; close other programs, add swap, or set GOMAXPROCS=1, and run this again.`,
  },
  {
    sign: /signal: (?:interrupt|terminated|SIGINT|SIGTERM)/i,
    sentence: (what) =>
      `The build of ${what} was interrupted; run this again and it goes on where it stopped.`,
  },
  {
    sign: /403 Forbidden|404 Not Found|410 Gone|unknown revision|not available|module lookup disabled/i,
    sentence: (what, line) =>
      `The Go module proxy does not serve a module that ${what} needs (${line}): set GOPROXY to one that does (go help goproxy).`,
  },
  {
    sign: /dial tcp|no such host|i\/o timeout|connection (?:refused|reset)|network is unreachable|proxyconnect|TLS handshake|Client\.Timeout|context deadline exceeded|certificate signed by unknown|407 |502 |503 |504 |unexpected EOF|GOPROXY=off/i,
    sentence: (what, line) =>
      `The Go module proxy cannot be reached to build ${what} (${line}): check the network, HTTPS_PROXY and GOPROXY, and run this again.`,
  },
];

function shorten(line: string): string {
  const text = line.trim().replace(/\s+/g, " ");
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

export function isOutOfMemory(output: string): boolean {
  return /signal: (?:killed|SIGKILL)|cannot allocate memory|out of memory/i.test(output);
}

/** The one sentence for a failed build. */
export function explainFailure(what: string, output: string, log: string): ToolchainError {
  const lines = output
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^go: (?:downloading|finding) /.test(line));
  for (const { sign, sentence } of FAILURES) {
    const line = lines.find((text) => sign.test(text));
    if (line !== undefined) return new ToolchainError(sentence(what, shorten(line)), log);
  }
  // Package names that -v prints say nothing about the cause.
  const said = lines.filter((line) => /[\s:]/.test(line.trim()) && !line.startsWith("# "));
  const last = shorten(said.at(-1) ?? lines.at(-1) ?? "no output");
  return new ToolchainError(`Go failed to build ${what}: ${last}.`, log);
}

function existing(folder: string): string {
  return fs.existsSync(folder) ? folder : existing(path.dirname(folder));
}

/** Free bytes for an unprivileged user on the file system where `folder` is or will be. */
export function freeBytes(folder: string): { readonly device: number; readonly free: number } {
  const at = existing(folder);
  const { bavail, bsize } = fs.statfsSync(at);
  return { device: fs.statSync(at).dev, free: bavail * bsize };
}

/** Stops before a build that the disk cannot hold. */
export function requireSpace(
  what: string,
  megabytes: number,
  folders: readonly string[],
  measure: typeof freeBytes = freeBytes,
): void {
  for (const folder of folders) {
    const { free } = measure(folder);
    // One file system may hold all the folders, or each its own: the whole need is asked of each.
    if (free < megabytes * 1e6)
      throw new ToolchainError(
        `Building ${what} takes about ${(megabytes / 1000).toFixed(1)} GB of disk, and ${folder} has ${(free / 1e9).toFixed(1)} GB left: ` +
          `free some space, or set XDG_CACHE_HOME, GOCACHE and GOMODCACHE to a larger disk.`,
      );
  }
}
