import { spawn } from "node:child_process";
import * as readline from "node:readline";
import { type RunningCluster, type RunningRouter, SimulatorDepth, SimulatorError } from "./types";

/** What the daemon's program prints about itself. */
export interface DaemonStatus {
  readonly running: boolean;
  readonly state?: string;
  readonly depth?: SimulatorDepth;
  readonly clusters: readonly RunningCluster[];
  readonly routers?: readonly Pick<RunningRouter, "name" | "addresses" | "daemons" | "note">[];
}

/** How to follow a command of the daemon's program. */
export interface RunOptions {
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs one command of the daemon's program; gives what it prints. Its messages go to `report` line by line. */
export function runDaemon(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.signal !== undefined ? { signal: options.signal } : {}),
    });
    const lines: string[] = [];
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    readline.createInterface({ input: child.stderr }).on("line", (line) => {
      if (lines.length === 0 && !line.startsWith("fabric-sim: ")) options.report?.(line);
      else lines.push(line.replace(/^fabric-sim: /, ""));
    });
    child.on("error", (error) => {
      reject(
        options.signal?.aborted === true
          ? error
          : new SimulatorError(`${program} does not start: ${error.message}`),
      );
    });
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else
        reject(
          new SimulatorError(
            lines.length > 0 ? lines.join("\n") : `${program} ${args.join(" ")} ended with ${String(code)}`,
          ),
        );
    });
  });
}

/** Asks what runs in a folder. */
export async function daemonStatus(program: string, directory: string): Promise<DaemonStatus> {
  return parseStatus(await runDaemon(program, ["status", "--directory", directory]));
}

export function parseStatus(text: string): DaemonStatus {
  const status: unknown = JSON.parse(text);
  if (typeof status !== "object" || status === null || !("running" in status)) {
    throw new SimulatorError(
      `the simulator's daemon told something that is no status: ${text.slice(0, 200)}`,
    );
  }
  return status as DaemonStatus;
}
