import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { runDaemon } from "./daemon";
import { SimulatorDepth } from "./types";

/** How deep the simulator can go, and what keeps it from going deeper (or why it can go so deep). */
export interface DepthAnswer {
  readonly depth: SimulatorDepth;
  readonly reason: string;
}

const shallow = (reason: string): DepthAnswer => ({ depth: SimulatorDepth.ControlPlane, reason });

/**
 * How deep the simulator can go on this machine. With the daemon's program it tries all that the full simulator does;
 * without it, it makes a network and a mount namespace with `unshare`, or reads the process's capabilities.
 */
export async function supportedDepth(daemon?: string): Promise<DepthAnswer> {
  if (process.platform !== "linux")
    return shallow(`network namespaces need Linux, this is ${process.platform}`);
  if (process.geteuid?.() !== 0) return shallow("network namespaces need root");
  if (daemon !== undefined) return JSON.parse(await runDaemon(daemon, ["probe"])) as DepthAnswer;
  const tried = spawnSync("unshare", ["--net", "--mount", "true"], { encoding: "utf8" });
  if (tried.error === undefined) {
    return tried.status === 0
      ? { depth: SimulatorDepth.Full, reason: "network and mount namespaces can be made here" }
      : shallow(`namespaces cannot be made here: ${tried.stderr.trim()}`);
  }
  return hasCapabilities(fs.readFileSync("/proc/self/status", "utf8"))
    ? { depth: SimulatorDepth.Full, reason: "root with the capabilities for namespaces" }
    : shallow("root lacks the capabilities CAP_SYS_ADMIN or CAP_NET_ADMIN here");
}

const CAP_NET_ADMIN = 12n;
const CAP_SYS_ADMIN = 21n;

/** Reads the effective capabilities out of /proc/<pid>/status. */
export function hasCapabilities(status: string): boolean {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (mask === undefined) return false;
  const bits = BigInt(`0x${mask}`);
  return [CAP_NET_ADMIN, CAP_SYS_ADMIN].every((bit) => ((bits >> bit) & 1n) === 1n);
}
