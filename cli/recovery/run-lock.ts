import * as fs from "node:fs";
import * as path from "node:path";
import { ExitCode, hasCode, UserError } from "../errors";
import { privateDirectory } from "../paths";
import { ProcessTable } from "./processes";

/** Who holds a stack. */
export interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly boot: string;
  /** `up` or `down`. */
  readonly command: string;
}

export interface RunLock {
  /** A holder that ended without letting go: its run was interrupted. */
  readonly interrupted?: Holder;
  release(): void;
}

/** Takes the stack for this process, over from a dead holder if need be; a living one is an error. */
export function acquireRunLock(file: string, stack: string, command: string, table: ProcessTable): RunLock {
  privateDirectory(path.dirname(file));
  const own = ownHolder(command, table);
  let interrupted: Holder | undefined;
  while (!tryCreate(file, own)) {
    const holder = readHolder(file);
    if (holder === undefined) continue; // let go in between
    if (isAlive(holder, table)) throw busy(stack, holder);
    interrupted = holder;
    removeStale(file, holder, stack, table);
  }
  return {
    ...(interrupted !== undefined ? { interrupted } : {}),
    release: () => {
      if (sameHolder(readHolder(file), own)) fs.rmSync(file, { force: true });
    },
  };
}

function ownHolder(command: string, table: ProcessTable): Holder {
  const start = table.identity(process.pid)?.start ?? "unknown";
  return { pid: process.pid, start, boot: table.bootId(), command };
}

/** A file appears whole or not at all, and only where none is: written aside, then linked. */
function tryCreate(file: string, holder: Holder): boolean {
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Two runs may find the same dead holder: only the one that moves its file away removes it, and never another's. */
function removeStale(file: string, stale: Holder, stack: string, table: ProcessTable): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== undefined && !sameHolder(moved, stale) && isAlive(moved, table)) {
    fs.linkSync(aside, file);
    fs.rmSync(aside, { force: true });
    throw busy(stack, moved);
  }
  fs.rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    return isHolder(value) ? value : deadHolder;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    if (error instanceof SyntaxError) return deadHolder;
    throw error;
  }
}

/** Stands for a lock file that nobody can read: no run of ours writes one, so nobody holds it. */
const deadHolder: Holder = { pid: 0, start: "", boot: "", command: "unknown" };

function isHolder(value: unknown): value is Holder {
  const fields = value as Partial<Holder> | null;
  return (
    typeof fields?.pid === "number" && typeof fields.start === "string" && typeof fields.boot === "string"
  );
}

function isAlive(holder: Holder, table: ProcessTable): boolean {
  return holder.boot === table.bootId() && table.identity(holder.pid)?.start === holder.start;
}

function sameHolder(a: Holder | undefined, b: Holder): boolean {
  return a?.pid === b.pid && a.start === b.start && a.boot === b.boot;
}

function busy(stack: string, holder: Holder): UserError {
  return new UserError(
    `stack ${stack} is in the hands of another run: ${holder.command}, process ${holder.pid}`,
    `wait until it has ended, or stop it with: kill -INT ${holder.pid}`,
    ExitCode.Busy,
  );
}
