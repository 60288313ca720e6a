import * as fs from "node:fs";
import { Command } from "commander";
import { CommandContext } from "../context";
import { ExitCode, messageOf, UserError } from "../errors";
import { Hosting } from "../hosting";
import { addStackOptions, StackOptions, stackSelection } from "../options";
import { readIfThere, stackPaths } from "../paths";
import { hostingOf } from "../place";
import { readRecord, RunRecord } from "../run-record";
import { readStack } from "../stack-input";
import { StackConfig } from "../../stacks/config";

interface StatusOptions extends StackOptions {
  readonly json?: boolean;
  readonly kubeconfig?: string;
}

export function statusCommand(context: CommandContext): Command {
  const command = new Command("status").description(
    "hold a running stack against its declaration: clusters, mesh, BGP sessions from both ends, routes, pools, services, etcd, exports; changes nothing",
  );
  return addStackOptions(command)
    .option(
      "--kubeconfig <file>",
      "a kubeconfig with a context for each cluster; needed where pulumi up, not this program, brought the stack up",
    )
    .option("--json", "print the report as JSON")
    .action((stack: string, options: StatusOptions) => status(stack, options, context));
}

/** Ends with 0 where all is as declared, 1 where something is not, 2 where nothing could be looked at. */
async function status(stack: string, options: StatusOptions, { report }: CommandContext): Promise<void> {
  const paths = stackPaths(stack);
  const { config, findings } = readStack(stackSelection(stack, options));
  if (config === undefined) {
    report.findings(findings);
    throw new UserError("the stack has errors, see above", "correct them, see also check", ExitCode.Usage);
  }
  const record = readRecord(paths);
  const hosting = await whereItIs(config, record);
  const { formatReport, stackStatus } = await import("../status/index.js");
  const said = await stackStatus(
    config,
    hosting,
    paths,
    readKubeconfig(options.kubeconfig, paths.kubeconfig),
  );
  if (options.json === true) process.stdout.write(`${JSON.stringify(said, undefined, 2)}\n`);
  else report.line(formatReport(said));
  if (said.verdict !== "ok") process.exitCode = said.verdict === "wrong" ? ExitCode.Refused : ExitCode.Usage;
}

/** Where the last `up` put it; a stack that pulumi itself brought up has no record, and no simulator. */
function whereItIs(config: StackConfig, record: RunRecord | undefined): Hosting | Promise<Hosting> {
  if (record === undefined)
    return { kind: config.clusters.some(({ kind }) => kind !== undefined) ? "kind" : "existing" };
  if (record.hosting !== "simulator") return { kind: record.hosting };
  return hostingOf(config, record.depth, record);
}

function readKubeconfig(given: string | undefined, own: string): string | undefined {
  if (given === undefined) return readIfThere(own);
  try {
    return fs.readFileSync(given, "utf8");
  } catch (error) {
    throw new UserError(
      `kubeconfig ${given} cannot be read: ${messageOf(error)}`,
      "name a file, e.g. one that pulumi stack output kubeconfig --show-secrets wrote",
      ExitCode.Usage,
    );
  }
}
