import * as fs from "node:fs";
import * as path from "node:path";
import { CommandContext } from "./context";
import { removeIfEmpty, privateDirectory, StackPaths } from "./paths";
import { acquireRunLock } from "./recovery/run-lock";
import { endLeftoverEngine, tidyBackend, STACK_MARKER } from "./recovery/leftover-engine";

/**
 * Runs a command that changes a stack: alone on it, with a log, after whatever an interrupted run left running has
 * ended.
 */
export async function inSession<T>(
  command: string,
  paths: StackPaths,
  context: CommandContext,
  work: () => Promise<T>,
): Promise<T> {
  const { report, interruption, processes } = context;
  const lock = acquireRunLock(paths.lock, paths.stack, command, processes);
  interruption.onHardStop(() =>
    processes.withEnvironment(STACK_MARKER, paths.directory).forEach((p) => processes.signal(p, "SIGKILL")),
  );
  try {
    privateDirectory(paths.directory);
    report.logTo(paths.logs, command);
    await endLeftoverEngine(paths.directory, processes, report);
    if (tidyBackend(paths.state)) report.line("removed the lock that an interrupted run's engine left");
    return await work();
  } finally {
    forgetEmptyRun(paths, report);
    lock.release();
    removeIfEmpty(path.dirname(paths.directory));
  }
}

/** A run that was refused has made nothing but its log, which says no more than was printed. */
function forgetEmptyRun(paths: StackPaths, report: CommandContext["report"]): void {
  if (!fs.existsSync(paths.directory) || fs.readdirSync(paths.directory).some((name) => name !== "logs"))
    return;
  report.close();
  fs.rmSync(paths.directory, { recursive: true, force: true });
}
