import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words. */
  readonly start: string;
  /** Number of the process that started it, or that has taken it over. */
  readonly parent?: number;
}

/** What tells processes apart; injected so that tests need no real ones. */
export interface ProcessTable {
  /** Undefined where no such process lives (a zombie does not). */
  identity(pid: number): ProcessIdentity | undefined;
  /** Living processes, other than this one, whose environment has this variable with this value. */
  withEnvironment(name: string, value: string): ProcessIdentity[];
  /** Differs after every boot of the machine. */
  bootId(): string;
  signal(process: ProcessIdentity, signal: NodeJS.Signals): void;
}

export function systemProcesses(): ProcessTable {
  const table = process.platform === "linux" ? linuxTable : psTable;
  return {
    ...table,
    signal: (target, signal) => {
      // The number may have gone to another process since; then there is nothing of ours to signal.
      if (table.identity(target.pid)?.start !== target.start) return;
      try {
        process.kill(target.pid, signal);
      } catch {
        // It ended in between.
      }
    },
  };
}

/** Waits until none of them lives any more; says which still do when the time is over. */
export async function waitForEnd(
  table: ProcessTable,
  processes: readonly ProcessIdentity[],
  milliseconds: number,
): Promise<ProcessIdentity[]> {
  const deadline = Date.now() + milliseconds;
  const living = (): ProcessIdentity[] => processes.filter((p) => table.identity(p.pid)?.start === p.start);
  while (living().length > 0 && Date.now() < deadline) await sleep(100);
  return living();
}

type Readers = Omit<ProcessTable, "signal">;

const linuxTable: Readers = {
  identity: (pid) => {
    const stat = tryRead(`/proc/${pid}/stat`);
    if (stat === undefined) return undefined;
    // The second field is the command in parentheses and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent, start] = [fields[0], Number(fields[1]), fields[19]];
    return state === "Z" || state === "X" || start === undefined ? undefined : { pid, start, parent };
  },
  withEnvironment: (name, value) =>
    fs
      .readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
      .filter((entry) => (tryRead(`/proc/${entry}/environ`) ?? "").split("\0").includes(`${name}=${value}`))
      .map((entry) => linuxTable.identity(Number(entry)))
      .filter((found) => found !== undefined),
  bootId: () => (tryRead("/proc/sys/kernel/random/boot_id") ?? "unknown").trim(),
};

const psTable: Readers = {
  identity: (pid) => {
    const line = tryRun("ps", ["-o", "stat=,ppid=,lstart=", "-p", String(pid)]).trim();
    const [state, parent, ...start] = line.split(/\s+/);
    if (line === "" || state?.startsWith("Z") === true) return undefined;
    return { pid, start: start.join(" "), parent: Number(parent) };
  },
  withEnvironment: (name, value) =>
    tryRun("ps", ["-axEww", "-o", "pid=,command="])
      .split("\n")
      .filter((line) => `${line} `.includes(` ${name}=${value} `))
      .map((line) => Number(line.trim().split(/\s+/)[0]))
      .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
      .map((pid) => psTable.identity(pid))
      .filter((found) => found !== undefined),
  bootId: () => tryRun("sysctl", ["-n", "kern.boottime"]).trim(),
};

function tryRead(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    // Ended, or another user's.
    return undefined;
  }
}

function tryRun(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}
