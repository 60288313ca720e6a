import { ensureFrr, ensureTools, formatEvent, Frr, toolEnvironment, ToolEvent, ToolName } from "../tools";
import { messageOf, UserError } from "./errors";
import { Reporter } from "./output";

/** Turns the toolchain's events into lines: each change of phase, and twice a minute while one lasts. */
export function toolReport(report: Reporter): (event: ToolEvent) => void {
  let phase = "";
  let told = 0;
  return (event) => {
    if (event.phase === "found") return;
    const now = `${event.tool} ${event.phase}`;
    const settled = event.phase === "ready" || event.phase === "failed";
    if (!settled && now === phase && Date.now() - told < 30_000) return;
    phase = now;
    told = Date.now();
    report.line(formatEvent(event));
  };
}

/** Gets programs and puts them first on this process' PATH, where the engine and its plugins look for each other. */
export async function provideTools(
  names: readonly ToolName[],
  report: Reporter,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const paths = await orExplain(() => ensureTools(names, { report: toolReport(report), signal }));
  const { PATH } = toolEnvironment(paths);
  if (PATH !== undefined) process.env["PATH"] = PATH;
  return paths;
}

/** Gets FRR for simulated routers: as installed, else unpacked into the cache. */
export function provideFrr(report: Reporter, signal: AbortSignal): Promise<Frr> {
  return orExplain(() => ensureFrr({ report: toolReport(report), signal }));
}

/** A failure of the toolchain says in its own sentence what to do. */
export async function orExplain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === "ToolchainError") {
      throw new UserError(messageOf(error), "then run the same command again");
    }
    throw error;
  }
}
