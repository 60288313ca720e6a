import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { load } from "js-yaml";
import * as semver from "semver";
import { cacheRoot, makeFolder } from "./cache";
import { chartFromModule, MODULE_CHARTS } from "./chart-modules";
import { fetchBytes, isReachable, sha256 } from "./download";
import { ensureTools } from "./toolchain";
import { ToolchainError, type ToolOptions } from "./types";

/** Where Cilium publishes its charts. */
export const CHART_REPOSITORY = "https://helm.cilium.io/";

const run = promisify(execFile);

/** Versions whose archives the charts module holds. */
export async function bundledCharts(options: ToolOptions): Promise<string[]> {
  const { charts } = await ensureTools(["charts"], options);
  const { stdout } = await run(charts, []);
  return semver.sort(stdout.split("\n").filter((line) => semver.valid(line) !== null));
}

/** The archive of Cilium's chart of that version, in the cache. */
export async function ensureChart(version: string, options: ToolOptions): Promise<string> {
  const wanted = semver.valid(version);
  if (wanted === null)
    throw new ToolchainError(
      `"${version}" is no version of the Cilium chart: write it in full, as in 1.18.1.`,
    );
  const folder = path.join(cacheRoot(options.env), "charts");
  const file = path.join(folder, `cilium-${wanted}.tgz`);
  if (fs.existsSync(file)) return file;
  makeFolder(folder);
  const bundled = await bundledCharts(options);
  const began = Date.now();
  const archive = bundled.includes(wanted)
    ? await readBundled(wanted, options)
    : await download(wanted, bundled, options);
  // Under a name of its own first: another run may be at it, and this one may be killed.
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  fs.writeFileSync(draft, archive, { mode: 0o644 });
  fs.renameSync(draft, file);
  options.report({
    tool: `chart ${wanted}`,
    phase: "ready",
    detail: file,
    elapsed: (Date.now() - began) / 1000,
  });
  return file;
}

async function readBundled(version: string, options: ToolOptions): Promise<Buffer> {
  const { charts } = await ensureTools(["charts"], options);
  const { stdout } = await run(charts, [version], { encoding: "buffer", maxBuffer: 64 << 20 });
  return stdout;
}

/** Says what can be had: of the same minor version if there is any, and the span of all. */
export function describeBundled(version: string, bundled: readonly string[]): string {
  const released = bundled.filter((entry) => semver.prerelease(entry) === null);
  const near = released.filter((entry) =>
    semver.satisfies(entry, `~${semver.major(version)}.${semver.minor(version)}.0`),
  );
  const span = `${released[0] ?? "none"} to ${released.at(-1) ?? "none"}`;
  return near.length > 0 ? `${near.join(", ")} (of all from ${span})` : span;
}

async function download(version: string, bundled: readonly string[], options: ToolOptions): Promise<Buffer> {
  const atHand = semver.sort([...bundled, ...Object.keys(MODULE_CHARTS)]);
  const missing = (why: string): ToolchainError =>
    new ToolchainError(
      `The Cilium chart ${version} is not to be had here: ${why}. Versions at hand without it: ${describeBundled(version, atHand)}. ` +
        `Use one of these, or name a local archive as the chart.`,
    );
  if (!(await isReachable(CHART_REPOSITORY))) {
    const packed = await chartFromModule(version, options);
    if (packed !== undefined) return packed;
    throw missing(`${CHART_REPOSITORY} cannot be reached`);
  }
  options.report({ tool: `chart ${version}`, phase: "download", detail: CHART_REPOSITORY, elapsed: 0 });
  try {
    const index = load((await fetchBytes(`${CHART_REPOSITORY}index.yaml`, options.signal)).toString("utf8"));
    const entry = findEntry(index, version);
    if (entry === undefined) throw new Error(`${CHART_REPOSITORY} does not list it`);
    const archive = await fetchBytes(new URL(entry.url, CHART_REPOSITORY).href, options.signal);
    if (sha256(archive) !== entry.digest)
      throw new Error(`its checksum is not the one that ${CHART_REPOSITORY} lists`);
    return archive;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw missing(error instanceof Error ? error.message : String(error));
  }
}

interface ChartEntry {
  readonly url: string;
  readonly digest: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Address and checksum of one version in a repository's index. */
export function findEntry(index: unknown, version: string): ChartEntry | undefined {
  const entries = isRecord(index) && isRecord(index["entries"]) ? index["entries"]["cilium"] : undefined;
  if (!Array.isArray(entries)) return undefined;
  const entry: unknown = entries.find(
    (candidate: unknown) => isRecord(candidate) && candidate["version"] === version,
  );
  if (!isRecord(entry) || typeof entry["digest"] !== "string" || !Array.isArray(entry["urls"]))
    return undefined;
  const [url] = entry["urls"] as unknown[];
  return typeof url === "string" ? { url, digest: entry["digest"] } : undefined;
}
