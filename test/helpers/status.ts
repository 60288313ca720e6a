import { setTimeout as sleep } from "node:timers/promises";
import type { StatusReport } from "../../cli/status";
import { Workspace } from "./workspace";

/** What `status --json` said. */
export interface Looked {
  readonly code: number | null;
  readonly report: StatusReport;
  /** One line for each thing that is wrong. */
  readonly problems: string[];
}

export async function look(workspace: Workspace, stack: string): Promise<Looked> {
  const { code, output } = await workspace.run("status", stack, "--json");
  const report = JSON.parse(output) as StatusReport;
  const problems = report.problems.map((p) => `${p.code} ${p.subject}: ${p.message}`);
  return { code, report, problems };
}

/** Looks again until it is as expected, for those who tell take their time to notice. */
export async function lookUntil(
  workspace: Workspace,
  stack: string,
  done: (looked: Looked) => boolean,
  seconds = 60,
): Promise<Looked> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const looked = await look(workspace, stack);
    if (done(looked) || Date.now() > deadline) return looked;
    await sleep(500);
  }
}
