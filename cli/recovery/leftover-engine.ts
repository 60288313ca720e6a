import * as fs from "node:fs";
import * as path from "node:path";
import { Reporter } from "../output";
import { ProcessIdentity, ProcessTable, waitForEnd } from "./processes";

/** Every process that the engine starts has this variable; its value is the stack's folder. */
export const STACK_MARKER = "CILIUM_FABRIC_STACK_DIRECTORY";

/** How long a process may take after each signal, in milliseconds. */
export interface Patience {
  readonly afterInterrupt: number;
  readonly afterKill: number;
}

const patience: Patience = { afterInterrupt: 20_000, afterKill: 5_000 };

/**
 * Ends what an interrupted run left running: its engine, the engine's plugins, their commands. Only those that stand
 * by themselves are asked to end: an engine then tells its plugins, and can still write down what they have made.
 * What does not end is ended hard.
 */
export async function endLeftoverEngine(
  stackDirectory: string,
  table: ProcessTable,
  report: Pick<Reporter, "line">,
  wait: Patience = patience,
): Promise<void> {
  const ours = (): ProcessIdentity[] => table.withEnvironment(STACK_MARKER, stackDirectory);
  const left = ours();
  if (left.length === 0) return;
  report.line(
    `an interrupted run left ${left.length} processes; waiting for them to write down what they have made`,
  );
  const numbers = new Set(left.map((p) => p.pid));
  const roots = left.filter((p) => p.parent === undefined || !numbers.has(p.parent));
  roots.forEach((p) => table.signal(p, "SIGINT"));
  await waitForEnd(table, left, wait.afterInterrupt);
  // Also what came meanwhile: a command may have started another.
  const stubborn = ours();
  stubborn.forEach((p) => table.signal(p, "SIGKILL"));
  await waitForEnd(table, stubborn, wait.afterKill);
}

/**
 * Removes what a dead engine left in its backend: locks, drafts, and the notes beside each file, which it writes in place
 * and which stop every later engine when cut short. What they say, the files' type and checksum, nobody asks for.
 * Only to be called by the holder of the stack's run lock. Tells whether there was a lock.
 */
export function tidyBackend(stateDirectory: string): boolean {
  const root = path.join(stateDirectory, ".pulumi");
  const files = filesUnder(root);
  const locks = filesUnder(path.join(root, "locks")).filter((file) => file.endsWith(".json"));
  const litter = files.filter((file) => /\.(attrs|tmp)$/.test(file));
  [...locks, ...litter].forEach((file) => fs.rmSync(file, { force: true }));
  return locks.length > 0;
}

function filesUnder(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
