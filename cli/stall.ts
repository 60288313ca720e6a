import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { onFailure } from "./late-failures";

const QUIET_MILLISECONDS = 10_000;

/** An update of the engine, watched for the case that a failure leaves it nothing to do. */
export interface StallWatch {
  /** Aborted when it is to be ended. */
  readonly signal: AbortSignal;
  /** Takes every event of the update. */
  readonly take: (event: EngineEvent) => void;
  close(): void;
}

/**
 * A failure in the middle of a program that runs in this process does not end it: resources that were to come after what
 * failed are waited for and never asked for, and the engine waits for the program. It is told to end once something has
 * failed, no step is under way, and none has been for a while: what else the program has begun may go on till then.
 */
export function watchForStall(
  stalled: () => void,
  options: { readonly quiet?: number; readonly failures?: typeof onFailure } = {},
): StallWatch {
  const controller = new AbortController();
  const steps = new Set<string>();
  let failed = false;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    stalled();
    controller.abort();
  };
  const look = (): void => {
    clearTimeout(timer);
    if (!failed || steps.size > 0 || controller.signal.aborted) return;
    timer = setTimeout(end, options.quiet ?? QUIET_MILLISECONDS);
  };
  const forget = (options.failures ?? onFailure)(() => {
    failed = true;
    look();
  });
  return {
    signal: controller.signal,
    take: ({ resourcePreEvent: begun, resOutputsEvent: done, resOpFailedEvent: undone }) => {
      const ended = done ?? undone;
      // Of a component the engine hears no end where its program has failed.
      if (begun !== undefined && isCustom(begun.metadata)) steps.add(keyOf(begun.metadata));
      if (ended !== undefined) steps.delete(keyOf(ended.metadata));
      look();
    },
    close: () => {
      forget();
      clearTimeout(timer);
    },
  };
}

function isCustom({ new: after, old: before }: StepEventMetadata): boolean {
  return (after ?? before)?.custom === true;
}

function keyOf({ op, urn }: StepEventMetadata): string {
  return `${op} ${urn}`;
}
