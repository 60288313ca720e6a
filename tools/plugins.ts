import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as semver from "semver";
import { readNames } from "./cache";
import { isReachable } from "./download";
import { findOnPath } from "./go";

/** Pulumi's resource plugins that this project's components use. */
export type PluginName = "command" | "docker" | "kubernetes" | "tls";

export interface PluginAvailability {
  readonly available: boolean;
  /** The plugin's program. */
  readonly path?: string;
  /** Why it is not there and what to do, or where it came from: one sentence. */
  readonly detail: string;
}

export interface PluginOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** The pulumi program, to install what is lacking; without it nothing is installed. */
  readonly pulumi?: string;
  readonly report?: (detail: string) => void;
  /** Version that the npm package of this plugin has; read from node_modules unless a test says otherwise. */
  readonly version?: (plugin: PluginName) => string;
}

/** Where pulumi fetches plugins. */
export const PLUGIN_SITE = "https://get.pulumi.com";
const INSTALL_MILLISECONDS = 180_000;

function packageVersion(plugin: PluginName): string {
  const manifest: unknown = createRequire(__filename)(`@pulumi/${plugin}/package.json`);
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}

function installedProgram(plugin: PluginName, version: string, env: NodeJS.ProcessEnv): string | undefined {
  const home = env["PULUMI_HOME"] ?? path.join(env["HOME"] ?? os.homedir(), ".pulumi");
  const folder = path.join(home, "plugins");
  // The engine takes what is at least the version of the npm package, of the same major version.
  return readNames(folder)
    .filter(
      (name) =>
        name.startsWith(`resource-${plugin}-v`) && !fs.existsSync(path.join(folder, `${name}.partial`)),
    )
    .filter((name) => semver.satisfies(name.slice(`resource-${plugin}-v`.length), `^${version}`))
    .map((name) => path.join(folder, name, `pulumi-resource-${plugin}`))
    .find((program) => fs.existsSync(program));
}

async function look(plugin: PluginName, options: PluginOptions): Promise<PluginAvailability> {
  const env = options.env ?? process.env;
  const onPath = findOnPath(`pulumi-resource-${plugin}`, env);
  if (onPath !== undefined)
    return { available: true, path: onPath, detail: `Pulumi plugin ${plugin}: ${onPath}.` };
  const version = (options.version ?? packageVersion)(plugin);
  const folder = installedProgram(plugin, version, env);
  if (folder !== undefined)
    return { available: true, path: folder, detail: `Pulumi plugin ${plugin}: ${folder}.` };
  const lacking = `Pulumi plugin ${plugin} ${version} is neither on PATH (as pulumi-resource-${plugin}) nor installed`;
  const advice = `put it on PATH or run "pulumi plugin install resource ${plugin} ${version}" where the network allows it.`;
  if (options.pulumi === undefined) return { available: false, detail: `${lacking}: ${advice}` };
  if (!(await isReachable(PLUGIN_SITE)))
    return { available: false, detail: `${lacking}, and ${PLUGIN_SITE} cannot be reached: ${advice}` };
  options.report?.(`installing Pulumi plugin ${plugin} ${version}`);
  try {
    await promisify(execFile)(options.pulumi, ["plugin", "install", "resource", plugin, version], {
      env,
      timeout: INSTALL_MILLISECONDS,
    });
  } catch (error) {
    const said = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
    return { available: false, detail: `${lacking}, and installing it failed (${said}): ${advice}` };
  }
  const installed = installedProgram(plugin, version, env);
  return installed === undefined
    ? { available: false, detail: `${lacking}, although "pulumi plugin install" reported success: ${advice}` }
    : { available: true, path: installed, detail: `Pulumi plugin ${plugin}: installed in ${installed}.` };
}

/** Which of these Pulumi plugins are at hand, each with a sentence; tries to install what is lacking. */
export async function pluginAvailability<Name extends PluginName>(
  plugins: readonly Name[],
  options: PluginOptions = {},
): Promise<Record<Name, PluginAvailability>> {
  const found = new Map<Name, PluginAvailability>();
  for (const plugin of plugins) found.set(plugin, await look(plugin, options));
  return Object.fromEntries(found) as Record<Name, PluginAvailability>;
}
