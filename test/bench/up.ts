import Table from "cli-table3";
import { Workspace } from "../helpers/workspace";

/** Wall time of `up` of two clusters in the simulator, by phase, first and again without change, then `down`. */
export async function benchUp(): Promise<void> {
  const workspace = Workspace.withStack("dev");
  const table = new Table({ head: ["run", "phase", "seconds"], style: { head: [], border: [] } });
  try {
    for (const [run, args] of [
      ["up", ["up", "dev", "--simulator"]],
      ["up again", ["up", "dev", "--simulator"]],
      ["down", ["down", "dev"]],
    ] as const) {
      const started = performance.now();
      const output = await workspace.succeed(...args);
      for (const [phase, seconds] of phases(output)) table.push([run, phase, seconds]);
      table.push([run, "all", ((performance.now() - started) / 1000).toFixed(1)]);
    }
  } finally {
    await workspace.dispose("dev");
  }
  process.stdout.write(`up of two clusters in the simulator\n${table.toString()}\n`);
}

/** The command line ends its phases with lines like `tools ready (1.2 s)`. */
function phases(output: string): [string, string][] {
  return [...output.matchAll(/^\W*(.+?) \((\d+(?:\.\d+)?) s\)$/gm)].map((m) => [m[1] ?? "", m[2] ?? ""]);
}
