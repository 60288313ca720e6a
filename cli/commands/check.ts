import { Command } from "commander";
import { Finding, sortFindings } from "../../components/internal/finding";
import { CommandContext } from "../context";
import { ExitCode } from "../errors";
import { preflight } from "../host";
import { describeHosting } from "../hosting";
import { addSimulatorOption, addStackOptions, StackOptions, stackSelection } from "../options";
import { stackPaths } from "../paths";
import { hostingOf } from "../place";
import { kubeconfigsBefore } from "../preflight/running";
import { readRecord } from "../run-record";
import { isError, readStack } from "../stack-input";
import { runningFindings } from "../../stacks/running-cilium";

interface CheckOptions extends StackOptions {
  readonly json?: boolean;
}

export function checkCommand(context: CommandContext): Command {
  const command = new Command("check").description(
    "look for everything that would keep a stack from coming up: in its settings, on this machine, in what runs in its clusters; changes nothing",
  );
  return addSimulatorOption(addStackOptions(command))
    .option("--json", "print the findings as JSON")
    .action((stack: string, options: CheckOptions) => check(stack, options, context));
}

async function check(stack: string, options: CheckOptions, { report }: CommandContext): Promise<void> {
  const paths = stackPaths(stack);
  const input = readStack(stackSelection(stack, options));
  const findings: Finding[] = [...input.findings];
  if (input.config !== undefined) {
    const record = readRecord(paths);
    const hosting = await hostingOf(input.config, options.simulator, record);
    if (options.json !== true) report.line(describeHosting(hosting));
    const [machine, running] = await Promise.all([
      preflight(input.config, hosting, paths, process.env),
      runningFindings(input.config, kubeconfigsBefore(record)),
    ]);
    findings.push(...machine, ...running);
  }
  const sorted = sortFindings(findings);
  const errors = sorted.filter(isError).length;
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ stack, findings: sorted }, undefined, 2)}\n`);
  else {
    report.findings(sorted);
    report.line(`${stack}: ${count(errors, "error")}, ${count(sorted.length - errors, "warning")}`);
  }
  if (errors > 0) process.exitCode = ExitCode.Refused;
}

function count(number: number, what: string): string {
  return `${number === 0 ? "no" : number} ${what}${number === 1 ? "" : "s"}`;
}
