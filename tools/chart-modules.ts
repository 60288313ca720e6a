import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { findGo } from "./go";
import { ToolchainError, type ToolOptions } from "./types";

const run = promisify(execFile);
const MODULE = "github.com/cilium/cilium";
const CHARTS = ["install", "kubernetes"];

/**
 * Releases whose chart is taken from Cilium's own Go module where the chart's repository cannot be reached, and the
 * checksum that Go gives the module: its checksum database does not have them all.
 */
export const MODULE_CHARTS: Readonly<Record<string, string>> = {
  "1.16.19": "h1:t8UqCIzIeRuKOEZ9B5kj8usoVtjxMA1Z3dKVUMxozL0=",
  "1.18.2": "h1:ZqxNBoVLMYbJIYiKXWXna5kxd4XiE9IRww9vdaKJZoo=",
  "1.18.6": "h1:acz5aRKhZbarCO1flx2vCP9wBh+lDc02uJgdqiTsJbA=",
  "1.19.0": "h1:hfPhb9TcoG3fRMA1/ExBFihEX1NpEWcUaV1jXJTkQVo=",
  "1.19.6": "h1:2G0yzfral3u6v56dY3tx2pT4U1sbMXDSKTBlGBYgRGo=",
  "1.19.7": "h1:tB4VfNVhRRlUD1fnVrZN/qhDQnjluMRMcWLK8XDRS6w=",
  "1.20.0": "h1:ChjrRtiDjtLKe0FkygGTMxEIUtqQh5lEXZL+bLfeb1I=",
  "1.20.2": "h1:dqiEGIcXc+gqCLYG/l7VCFJ8GHyb4HUrwbZOpkX5dL8=",
};

interface Download {
  readonly Dir?: string;
  readonly Sum?: string;
}

/** The chart of that release as an archive, or undefined where its module is not one of those known here. */
export async function chartFromModule(version: string, options: ToolOptions): Promise<Buffer | undefined> {
  const expected = MODULE_CHARTS[version];
  const go = expected === undefined ? undefined : findGo(options.env ?? process.env);
  if (go === undefined) return undefined;
  options.report({ tool: `chart ${version}`, phase: "download", detail: MODULE, elapsed: 0 });
  // Outside every module, so that no go.mod has a say in it.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-chart-"));
  try {
    const env = { ...go.env, GOFLAGS: "-mod=mod", GONOSUMDB: MODULE };
    const { stdout } = await run(go.command, ["mod", "download", "-json", `${MODULE}@v${version}`], {
      cwd: folder,
      env,
      signal: options.signal,
    });
    const download = JSON.parse(stdout) as Download;
    if (download.Sum !== expected)
      throw new ToolchainError(
        `The Go module ${MODULE} v${version} has the checksum ${download.Sum ?? "none"}, expected ${expected ?? ""}: ` +
          `it is not what this project was made with. Use another version, or name a local archive as the chart.`,
      );
    const charts = path.join(download.Dir ?? folder, ...CHARTS);
    const packed = await run("tar", ["-C", charts, "-czf", "-", "cilium"], {
      encoding: "buffer",
      maxBuffer: 64 << 20,
    });
    return packed.stdout;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
