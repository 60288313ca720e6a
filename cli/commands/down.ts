import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import { clusterEnvironment, kindFiles, markerSuffix } from "../../components/kind-cluster/runtime";
import { deleteScript } from "../../components/kind-cluster/scripts";
import { CommandContext } from "../context";
import { DEFAULT_STACK } from "../options";
import { StackPaths, stackPaths } from "../paths";
import { Phases } from "../phases";
import { engineVersion } from "../preflight/docker";
import { readRecord, RunRecord, writeRecord } from "../run-record";
import { inSession } from "../session";
import { stopStackSimulator } from "../simulator";
import { provideTools } from "../tools";

export function downCommand(context: CommandContext): Command {
  return new Command("down")
    .description("take a stack down: everything that up made, and every file of it")
    .argument("[stack]", "name of the stack", DEFAULT_STACK)
    .action((stack: string) => down(stack, context));
}

async function down(stack: string, context: CommandContext): Promise<void> {
  const { report } = context;
  const paths = stackPaths(stack);
  if (!fs.existsSync(paths.directory) && !fs.existsSync(paths.lock)) {
    report.line(`There is nothing of stack ${stack} here.`);
    return;
  }
  const phases = new Phases();
  await inSession("down", paths, context, async () => {
    const record = readRecord(paths);
    if (record !== undefined) {
      writeRecord(paths, { ...record, finished: false });
      await phases.time("engine", () => destroy(record, paths, context));
      await phases.time("clusters", () => removeClusters(paths, context));
    }
    await phases.time("simulator", () => stopStackSimulator(paths, context));
    report.close();
    fs.rmSync(paths.directory, { recursive: true, force: true });
  });
  report.line(`Stack ${stack} is gone. Time: ${phases.format()}.`);
}

/** Has the engine delete what it made, unless all of it goes with its clusters anyway. */
async function destroy(record: RunRecord, paths: StackPaths, context: CommandContext): Promise<void> {
  const { report, interruption } = context;
  const onlyOwn = record.clusters.every((cluster) => cluster.own);
  if (record.hosting === "simulator" && onlyOwn) {
    report.line("all clusters are simulated: what is in them goes with them");
    return;
  }
  const kindNames = record.clusters.flatMap((cluster) => cluster.kindName ?? []);
  if (kindNames.length > 0 && onlyOwn && (await engineVersion()) === undefined) {
    report.warn(
      `no Docker engine answers, so the clusters are forgotten rather than removed; should they be there when it is back: kind delete clusters ${kindNames.join(" ")}`,
    );
    return;
  }
  const kind = kindNames.length > 0 ? (["kind"] as const) : [];
  await provideTools(["pulumi", "pulumi-resource-kubernetes", ...kind], report, interruption.signal);
  const { undeploy } = await import("../deployment.js");
  await undeploy(record, paths, context);
}

/** A kind cluster whose marker is still there was not in the engine's state: a run was cut short while it was made. */
async function removeClusters(paths: StackPaths, { report }: CommandContext): Promise<void> {
  const names = fs
    .readdirSync(paths.directory)
    .filter((file) => file.endsWith(markerSuffix))
    .map((file) => path.basename(file, markerSuffix));
  if (names.length === 0 || (await engineVersion()) === undefined) return;
  for (const name of names) {
    report.line(`removing kind cluster ${name}, which an interrupted run left`);
    const env = { ...process.env, ...clusterEnvironment(name, kindFiles(paths.directory, name)) };
    await promisify(execFile)("sh", ["-c", deleteScript], { env });
  }
}
