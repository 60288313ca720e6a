import { setTimeout as sleep } from "node:timers/promises";

/** An answer, or a failure once it takes longer. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${Math.ceil(ms / 1000)} s`);
  });
  // The race may be over before either settles badly.
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}

/** Why it failed, in a line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message.split("\n", 1)[0] ?? ""}${cause}`;
}
