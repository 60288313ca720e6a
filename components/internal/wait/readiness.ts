/** As much of a DaemonSet or Deployment as its readiness depends on. */
export interface WorkloadView {
  readonly kind: "DaemonSet" | "Deployment";
  readonly name: string;
  readonly generation: number;
  /** Generation that its controller has acted on; 0 where it has not yet seen it. */
  readonly observedGeneration: number;
  /** Pods wanted: one per fitting node, or the replicas. */
  readonly wanted: number;
  /** Pods there are, of whatever generation. */
  readonly total: number;
  /** Pods of the newest generation; equal to `wanted` where old pods are left alone (`OnDelete`). */
  readonly updated: number;
  readonly available: number;
  /** Pods that a rollout may do without, as a number or as in `50%`. A DaemonSet's agents count one by one. */
  readonly maxUnavailable: number | string;
}

/** What still keeps a workload from being ready, or undefined where nothing does. */
export function missing(workload: WorkloadView): string | undefined {
  if (workload.observedGeneration < workload.generation) return "is not yet seen by its controller";
  if (workload.updated < workload.wanted)
    return `${workload.updated} of ${workload.wanted} pods are up to date`;
  if (workload.total > workload.wanted) return `${workload.total - workload.wanted} old pods are still there`;
  if (workload.available < needed(workload))
    return `${workload.available} of ${workload.wanted} pods are ready`;
  return undefined;
}

/**
 * Deployments are ready as for Helm, without the pods that they may miss: an operator of 2 that must not share a node is
 * ready with 1 on a single node. Agents serve their own node, so each counts.
 */
function needed(workload: WorkloadView): number {
  const { kind, wanted, maxUnavailable } = workload;
  if (kind === "DaemonSet") return wanted;
  const percent = typeof maxUnavailable === "string" && maxUnavailable.endsWith("%");
  const spared = percent
    ? Math.floor((wanted * Number.parseFloat(maxUnavailable)) / 100)
    : Number(maxUnavailable);
  return Math.max(wanted - spared, Math.min(wanted, 1));
}

/** A container's state as far as it explains why a pod is not ready. */
export interface ContainerView {
  readonly name: string;
  readonly ready: boolean;
  /** Reason and message of waiting, e.g. `ImagePullBackOff`. */
  readonly waiting?: { readonly reason: string; readonly message: string };
  /** How it ended: now, or the last time. */
  readonly ended?: { readonly reason: string; readonly exitCode: number; readonly message: string };
}

export interface PodView {
  readonly name: string;
  readonly node: string;
  readonly ready: boolean;
  /** Why it has no node, as the scheduler says. */
  readonly unscheduled?: string;
  readonly containers: readonly ContainerView[];
  /** Warnings about the pod, oldest first. */
  readonly warnings: readonly string[];
}

/** Waiting reasons that say only that something else is not there yet. */
const ORDINARY = new Set(["ContainerCreating", "PodInitializing", ""]);

/** What is wrong with a pod, in one line; undefined where it is ready. */
export function trouble(pod: PodView): string | undefined {
  if (pod.ready) return undefined;
  const where = pod.node === "" ? `pod ${pod.name}` : `pod ${pod.name} on ${pod.node}`;
  const causes = [
    ...(pod.unscheduled === undefined ? [] : [`cannot be scheduled (${oneLine(pod.unscheduled)})`]),
    ...pod.containers.filter((container) => !container.ready).flatMap(containerTrouble),
    ...pod.warnings.slice(-1).map((warning) => `last event: ${oneLine(warning)}`),
  ];
  return `${where}: ${causes.length > 0 ? causes.join("; ") : "is not ready"}`;
}

function containerTrouble({ name, waiting, ended }: ContainerView): string[] {
  const now =
    waiting === undefined
      ? ended === undefined
        ? "is running but not ready"
        : ""
      : ORDINARY.has(waiting.reason)
        ? ""
        : `is waiting: ${waiting.reason}${waiting.message === "" ? "" : ` (${oneLine(waiting.message)})`}`;
  const past =
    ended === undefined
      ? ""
      : `ended with exit code ${ended.exitCode}, ${ended.reason}${ended.message === "" ? "" : ` (${oneLine(ended.message)})`}`;
  const said = [now, past].filter((text) => text !== "");
  return said.length > 0 ? [`container ${name} ${said.join(", and ")}`] : [];
}

const LONGEST = 300;

function oneLine(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
