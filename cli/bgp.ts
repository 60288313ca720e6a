import { setTimeout as sleep } from "node:timers/promises";
import { StackConfig } from "../stacks/config";
import { CommandContext } from "./context";
import { UserError } from "./errors";
import { Hosting } from "./hosting";
import { StackPaths } from "./paths";
import { bgpStatus, BgpStatus, SessionRow } from "./status";

export interface BgpWait {
  readonly kubeconfig: string;
  /** In milliseconds. */
  readonly timeout: number;
  /** Pause between rounds, in milliseconds. Defaults to 1000. */
  readonly interval?: number;
  /** How the fabric is looked at; a test says otherwise. */
  readonly look?: () => Promise<BgpStatus>;
}

/**
 * Waits until every session that the stack answers for is established at both ends, and gives all of them. Sessions
 * with routers of somebody else's are not waited for: their owner may have yet to configure them.
 */
export async function awaitBgp(
  config: StackConfig,
  hosting: Hosting,
  paths: StackPaths,
  wait: BgpWait,
  { report, interruption }: CommandContext,
): Promise<readonly SessionRow[]> {
  if (!config.clusters.some((cluster) => cluster.bgp !== undefined) && config.routerLinks.length === 0)
    return [];
  const look = wait.look ?? (() => bgpStatus(config, hosting, paths, wait.kubeconfig));
  const deadline = Date.now() + wait.timeout;
  let told = "";
  for (;;) {
    const { sessions, awaited, reasons } = await look();
    const open = awaited.filter((session) => session.state !== "up");
    if (open.length === 0) return sessions;
    interruption.signal.throwIfAborted();
    if (Date.now() >= deadline) {
      throw new UserError(
        `${open.length} of ${awaited.length} BGP sessions are not established after ${wait.timeout / 1000} s: ${reasons.join("; ")}`,
        "mend the cause and run the same command again; status says how it stands",
      );
    }
    const now = `waiting for ${open.length} of ${awaited.length} BGP sessions`;
    if (now !== told) report.line(now);
    told = now;
    await sleep(wait.interval ?? 1000);
  }
}
