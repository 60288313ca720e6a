import * as fs from "node:fs";
import * as path from "node:path";
import {
  cacheRoot,
  ensureChart,
  ensureFrr,
  ensureTools,
  isToolName,
  streamReporter,
  ToolchainError,
  toolNames,
  toolSpec,
  type ToolName,
} from "./index";

const USAGE = `usage: tsx tools/main.ts COMMAND
  list                what there is: name, version, Go module
  ensure [NAME...]    make these tools available (all, if none is named)
  path NAME           make one available and print where it is
  chart VERSION       make that archive of Cilium's chart available and print where it is
  frr                 make FRR available and print where its programs are
  clean               empty the cache of tools and charts`;

function toolArguments(names: readonly string[]): ToolName[] {
  const unknown = names.filter((name) => !isToolName(name));
  if (unknown.length > 0)
    throw new ToolchainError(`No tool is named ${unknown.join(", ")}; there are ${toolNames.join(", ")}.`);
  return names.filter(isToolName);
}

async function run([command, ...rest]: readonly string[]): Promise<void> {
  const options = { report: streamReporter(process.stderr) };
  switch (command) {
    case "list":
      for (const name of toolNames) console.log(`${name} ${toolSpec(name).version} ${toolSpec(name).module}`);
      return;
    case "ensure": {
      const names = rest.length === 0 ? toolNames : toolArguments(rest);
      for (const [name, file] of Object.entries(await ensureTools(names, options)))
        console.log(`${name} ${file}`);
      return;
    }
    case "path": {
      const names = toolArguments(rest.slice(0, 1));
      for (const file of Object.values(await ensureTools(names, options))) console.log(file);
      return;
    }
    case "chart":
      console.log(await ensureChart(rest[0] ?? "", options));
      return;
    case "frr":
      console.log((await ensureFrr(options)).programs);
      return;
    case "clean":
      for (const folder of ["tools", "charts"])
        fs.rmSync(path.join(cacheRoot(), folder), { recursive: true, force: true });
      return;
    default:
      throw new ToolchainError(USAGE);
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof ToolchainError ? error.message : error);
  process.exitCode = 1;
});
