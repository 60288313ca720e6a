import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expandHome } from "../../components/internal/kubeconfig";
import { cacheRoot, findOnPath, frrState, pluginAvailability, PluginName } from "../../tools";
import { isReachable } from "../../tools/download";
import { engineFolder, engineVersion, imageFact, kindClusterNames, nodeImagesAtHand } from "./docker";
import { HostFacts, ImageFact } from "./facts";
import { HostNeeds, officialRepository } from "./needs";
import { busyPorts } from "./ports";

export interface GatherOptions {
  /** Whether this stack made the kind cluster of that name. */
  readonly ownsCluster: (name: string) => boolean;
  /** Folder of the stack's own files. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** The pulumi program: what is lacking is then installed or pulled; without it things are only looked for. */
  readonly pulumi?: string;
}

/** Asks the host only for what the stack needs. */
export async function gatherFacts(needs: HostNeeds, options: GatherOptions): Promise<HostFacts> {
  const version = needs.hosting.kind === "kind" ? await engineVersion() : undefined;
  const names = version === undefined ? [] : await kindClusterNames();
  const kindClusters = names.map((name) => ({ name, own: options.ownsCluster(name) }));
  const toMake = needs.kindClusters.filter((name) => !kindClusters.some((c) => c.name === name && c.own));
  const noImages: Readonly<Record<string, ImageFact>> = {};
  const [images, ports, disk, missingPlugins, missingCharts] = await Promise.all([
    version === undefined || toMake.length === 0 ? noImages : imageFacts(needs, options.pulumi !== undefined),
    busyPorts(needs.ports.filter((port) => toMake.includes(port.cluster))),
    diskFact(needs, options.directory),
    lackingPlugins(needs, options),
    lackingCharts(needs),
  ]);
  return {
    ...(version !== undefined ? { engineVersion: version } : {}),
    kindClusters,
    images,
    nodeImagesAtHand: Object.values(images).some((i) => i.state === "missing")
      ? await nodeImagesAtHand()
      : [],
    busyPorts: ports,
    memoryAvailable: memoryAvailable(),
    ...(disk !== undefined ? { disk } : {}),
    ...kernelFacts(),
    missingPlugins,
    missingCharts,
    ...(needs.routers.length > 0 ? { hasFrr: frrState(options.env) !== "missing" } : {}),
    missingKubeconfigs: needs.kubeconfigs.map((k) => k.file).filter((file) => !isReadable(expandHome(file))),
  };
}

async function imageFacts(needs: HostNeeds, mayPull: boolean): Promise<Record<string, ImageFact>> {
  const facts = needs.images.map(async ({ image }) => [image, await imageFact(image, mayPull)] as const);
  return Object.fromEntries(await Promise.all(facts));
}

async function lackingPlugins(needs: HostNeeds, options: GatherOptions): Promise<string[]> {
  if (needs.plugins.length === 0) return [];
  const { env, pulumi } = options;
  const names = needs.plugins as PluginName[];
  const found = await pluginAvailability(names, pulumi === undefined ? { env } : { env, pulumi });
  const lacking = names.filter((name) => !found[name].available);
  // Without the engine at hand nothing was installed, but it will be where the site answers.
  const willCome =
    lacking.length > 0 && pulumi === undefined && (await isReachable("https://get.pulumi.com"));
  return willCome ? [] : lacking;
}

async function lackingCharts(needs: HostNeeds): Promise<string[]> {
  const lacking = needs.charts.map(async ({ source, version }) => {
    if ("archive" in source) return fs.existsSync(expandHome(source.archive)) ? [] : [source.archive];
    if (source.url === officialRepository && isOfficialChartAtHand(version)) return [];
    return (await isReachable(source.url.replace(/^oci:/, "https:"))) ? [] : [source.url];
  });
  return [...new Set((await Promise.all(lacking)).flat())];
}

/** Official charts also come from the cache, and from Go's module proxy. */
function isOfficialChartAtHand(version: string): boolean {
  const archive = path.join(cacheRoot(), "charts", `cilium-${version}.tgz`);
  return fs.existsSync(archive) || findOnPath("go", process.env) !== undefined;
}

/** What programs can still take without swapping; Node's own figure leaves out memory that caches would give back. */
function memoryAvailable(): number {
  const text = process.platform === "linux" ? fs.readFileSync("/proc/meminfo", "utf8") : "";
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kib !== undefined) return Number(kib) * 1024;
  // macOS counts only pages that nothing has ever used as free.
  return process.platform === "darwin" ? os.totalmem() / 2 : os.freemem();
}

async function diskFact(needs: HostNeeds, directory: string): Promise<HostFacts["disk"]> {
  const folder = nearestFolder(needs.hosting.kind === "kind" ? await engineFolder() : directory);
  if (folder === undefined || needs.hosting.kind === "existing") return undefined;
  const { bavail, bsize } = fs.statfsSync(folder);
  return { folder, free: bavail * bsize };
}

/** The folder itself or the nearest one above it that is there; none where the engine is on another machine. */
function nearestFolder(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  if (fs.existsSync(folder)) return folder;
  const above = path.dirname(folder);
  return above === folder || above === path.parse(folder).root ? undefined : nearestFolder(above);
}

function kernelFacts(): Pick<HostFacts, "inotifyInstances" | "inotifyWatches" | "ipForward"> {
  const [instances, watches, forward] = [
    sysctl("fs/inotify/max_user_instances"),
    sysctl("fs/inotify/max_user_watches"),
    sysctl("net/ipv4/ip_forward"),
  ];
  return {
    ...(instances !== undefined ? { inotifyInstances: instances } : {}),
    ...(watches !== undefined ? { inotifyWatches: watches } : {}),
    ...(forward !== undefined ? { ipForward: forward !== 0 } : {}),
  };
}

function sysctl(name: string): number | undefined {
  try {
    return Number(fs.readFileSync(`/proc/sys/${name}`, "utf8"));
  } catch {
    return undefined;
  }
}

function isReadable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
