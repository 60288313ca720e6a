#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { checkCommand } from "./commands/check";
import { downCommand } from "./commands/down";
import { mapCommand } from "./commands/map";
import { renderCommand } from "./commands/render";
import { statusCommand } from "./commands/status";
import { upCommand } from "./commands/up";
import { CommandContext } from "./context";
import { ExitCode, messageOf, UserError } from "./errors";
import { watchInterruption } from "./interruption";
import { hearLateFailures } from "./late-failures";
import { Reporter, terminalReporter } from "./output";
import { systemProcesses } from "./recovery/processes";

export function program(context: CommandContext): Command {
  return (
    new Command("cilium-fabric")
      .description("Multi-cluster Cilium networking as one checked, declared topology")
      // Read by the colour library itself, wherever it stands.
      .option("--no-color", "print without colours")
      .addCommand(upCommand(context))
      .addCommand(downCommand(context))
      .addCommand(checkCommand(context))
      .addCommand(renderCommand(context))
      .addCommand(mapCommand(context))
      .addCommand(statusCommand(context))
  );
}

/** Says a failure in one sentence with its fix; anything that is not the user's to mend with its stack. */
export function reportFailure(error: unknown, report: Reporter): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Ok : ExitCode.Usage;
  if (error instanceof UserError) {
    report.error(`${error.message}; ${error.fix}`);
    return error.exitCode;
  }
  report.error(`something went wrong that should not: ${messageOf(error)}`);
  if (error instanceof Error && error.stack !== undefined) report.raw(`${error.stack}\n`);
  return ExitCode.Failed;
}

/** Whatever a step says about being stopped, it was the user's wish. */
function wasStopped(): UserError {
  return new UserError("stopped", "run the same command again to go on", ExitCode.Interrupted);
}

async function main(): Promise<void> {
  const argv = process.argv;
  const report = terminalReporter(argv.includes("--json"));
  hearLateFailures(report);
  const context = { report, interruption: watchInterruption(report), processes: systemProcesses() };
  try {
    const commands = program(context);
    [commands, ...commands.commands].forEach((command) => command.exitOverride());
    await commands.parseAsync(argv);
  } catch (error) {
    const stopped = context.interruption.signal.aborted && !(error instanceof UserError);
    process.exitCode = reportFailure(stopped ? wasStopped() : error, report);
  } finally {
    report.close();
  }
  // The engine's client keeps connections open that nothing needs any more.
  process.exit();
}

if (require.main === module) void main();
