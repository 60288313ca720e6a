import { setTimeout as sleep } from "node:timers/promises";
import { ReleaseReader } from "./cluster";
import { missing, trouble, WorkloadView } from "./readiness";
import { reasonOf, within } from "./within";

const POLL_MS = 1000;
/** A call that takes longer is given up and tried again. */
const CALL_MS = 15_000;
/** Even the last call before the deadline gets a fair chance. */
const SHORTEST_CALL_MS = 5_000;
/** More pods than this tell nothing new. */
const MOST_PODS = 3;

export interface WaitOptions {
  readonly timeoutSeconds: number;
  readonly pollMs?: number;
}

/** Not ready in time; the message says which workload, which pod and why. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";
}

/** Returns as soon as all workloads of the release are ready: at once where they already are. */
export async function waitForRelease(
  reader: ReleaseReader,
  subject: string,
  options: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + options.timeoutSeconds * 1000;
  for (;;) {
    const { unready, failure } = await look(
      reader,
      Math.min(CALL_MS, Math.max(deadline - Date.now(), SHORTEST_CALL_MS)),
    );
    if (unready?.length === 0) return;
    if (Date.now() + (options.pollMs ?? POLL_MS) >= deadline) {
      const causes = unready === undefined ? [failure] : await explain(reader, unready);
      throw new NotReadyError(
        [
          `${subject} is not ready after ${options.timeoutSeconds} s:`,
          ...causes.map((line) => `  ${line}`),
        ].join("\n"),
      );
    }
    await sleep(options.pollMs ?? POLL_MS);
  }
}

interface Look {
  /** Undefined where the cluster did not answer. */
  readonly unready?: readonly WorkloadView[];
  readonly failure: string;
}

/** A cluster that does not answer may yet do so: its API server also has nodes to move and certificates to load. */
async function look(reader: ReleaseReader, ms: number): Promise<Look> {
  try {
    const workloads = await within(reader.workloads(), ms);
    if (workloads.length > 0)
      return { unready: workloads.filter((w) => missing(w) !== undefined), failure: "" };
    return { failure: "its release has no DaemonSets and Deployments" };
  } catch (error) {
    return { failure: `the cluster does not answer: ${reasonOf(error)}` };
  }
}

async function explain(reader: ReleaseReader, unready: readonly WorkloadView[]): Promise<string[]> {
  const lines = await Promise.all(
    unready.map(async (workload) => [
      `${workload.kind} ${workload.name}: ${missing(workload) ?? "is ready now"}`,
      ...(await podTroubles(reader, workload)),
    ]),
  );
  return lines.flat();
}

async function podTroubles(reader: ReleaseReader, workload: WorkloadView): Promise<string[]> {
  try {
    const pods = await within(reader.pods(workload), CALL_MS);
    const troubles = pods.map(trouble).filter((line) => line !== undefined);
    const more = troubles.length - MOST_PODS;
    return [...troubles.slice(0, MOST_PODS), ...(more > 0 ? [`and ${more} more pods`] : [])].map(
      (line) => `  ${line}`,
    );
  } catch (error) {
    return [`  its pods cannot be read: ${reasonOf(error)}`];
  }
}
