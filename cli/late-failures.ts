import type { EventEmitter } from "node:events";
import { messageOf } from "./errors";
import { Reporter } from "./output";

const EVENT = "unhandledRejection";

const listeners = new Set<() => void>();

/** Has something done at each failure that nobody handles, also while the engine's client tells them; returns what ends that. */
export function onFailure(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

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
    listeners.forEach((listener) => listener());
    const message = messageOf(thrown);
    if (source.listenerCount(EVENT) > 1 || told.has(message)) return;
    told.add(message);
    report.error(message);
  });
}
