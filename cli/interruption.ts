import { ExitCode } from "./errors";
import { Reporter } from "./output";

/** Ctrl-C and its like: the first asks everything to end in good order, the second ends it. */
export interface Interruption {
  /** Aborted by the first. */
  readonly signal: AbortSignal;
  /** For the engine, which has got a Ctrl-C typed at the terminal already: told twice, it would drop everything. */
  readonly engineSignal: AbortSignal;
  /** What the second still has to do. */
  onHardStop(action: () => void): void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function watchInterruption(report: Reporter): Interruption {
  const [all, engine] = [new AbortController(), new AbortController()];
  const actions: (() => void)[] = [];
  const handle = (signal: NodeJS.Signals): void => {
    if (all.signal.aborted) {
      actions.forEach((action) => action());
      process.exit(ExitCode.Interrupted);
    }
    report.warn("stopping in good order; once more (Ctrl-C) stops at once, and the next run tidies up");
    all.abort();
    const typed = signal === "SIGINT" && process.stdin.isTTY;
    if (!typed) engine.abort();
  };
  signals.forEach((signal) => process.on(signal, handle));
  return { signal: all.signal, engineSignal: engine.signal, onHardStop: (action) => actions.push(action) };
}
