import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as semver from "semver";
import { chartKeys } from "../../components/internal/chart-values/keys";
import { formatOutline, parseOutline } from "../../components/internal/chart-values/outline";
import { bundledCharts, ensureChart, MODULE_CHARTS, streamReporter } from "../../tools";
import { mergeCharts } from "./chart-keys";
import { readChart, type Chart } from "./read-chart";
import { valueTypes } from "./value-types";

const root = path.resolve(__dirname, "..", "..");
const KEYS = path.join(root, "components", "internal", "chart-values", "keys.ts");
const TYPES = path.join(root, "components", "cilium-install", "chart-values", "types.ts");
const OLDEST = "1.14.0";

/**
 * `npm run chart-keys` reads every chart that is to be had and writes the outline of their keys;
 * `npm run values-types` writes the TypeScript types that follow from it; with `--check` it says whether the committed
 * ones do.
 */
async function main(task: string | undefined): Promise<number> {
  if (task === "keys") {
    const outline = mergeCharts(await charts());
    fs.writeFileSync(KEYS, keysFile(formatOutline(outline)));
    fs.writeFileSync(TYPES, valueTypes(outline));
    return 0;
  }
  const types = valueTypes(parseOutline(chartKeys));
  if (task !== "--check") {
    fs.writeFileSync(TYPES, types);
    return 0;
  }
  if (fs.existsSync(TYPES) && fs.readFileSync(TYPES, "utf8") === types) return 0;
  const name = path.relative(root, TYPES);
  process.stderr.write(`${name} is not what the charts' keys say: run npm run values-types and commit it\n`);
  return 1;
}

async function charts(): Promise<Chart[]> {
  const options = { report: streamReporter(process.stderr) };
  const bundled = await bundledCharts(options);
  const released = [...bundled, ...Object.keys(MODULE_CHARTS)].filter(
    (version) => semver.gte(version, OLDEST) && semver.prerelease(version) === null,
  );
  const read: Chart[] = [];
  for (const version of semver.sort(released)) read.push(unpacked(await ensureChart(version, options), version));
  return read;
}

function unpacked(archive: string, version: string): Chart {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chart-"));
  try {
    execFileSync("tar", ["-xzf", archive, "-C", folder]);
    return readChart(path.join(folder, "cilium"), version);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function keysFile(outline: string): string {
  return `// Generated from the charts by \`npm run chart-keys\`: do not edit.

/** Every key of Cilium's charts; see outline.ts for how it is written. */
export const chartKeys = \`${outline}\`;
`;
}

void main(process.argv[2]).then((code) => {
  process.exitCode = code;
});
