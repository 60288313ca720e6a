import type { EventEmitter } from "node:events";
import { messageOf } from "./errors";
import { Reporter } from "./output";

const EVENT = "unhandledRejection";

/**
 * Hears failures that come when a run has failed already: the engine's client listens only until the first one, and
 * without anybody listening Node.js would end in the middle and print the resource with all that hangs on it.
 */
export function hearLateFailures(
  report: Pick<Reporter, "error">,
  source: Pick<EventEmitter, "on" | "listenerCount"> = process,
): void {
  const told = new Set<string>();
  source.on(EVENT, (thrown: unknown) => {
    const message = messageOf(thrown);
    if (source.listenerCount(EVENT) > 1 || told.has(message)) return;
    told.add(message);
    report.error(message);
  });
}
