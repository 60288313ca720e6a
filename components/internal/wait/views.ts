import type {
  CoreV1Event,
  V1ContainerStatus,
  V1DaemonSet,
  V1Deployment,
  V1Pod,
} from "@kubernetes/client-node";
import { ContainerView, PodView, WorkloadView } from "./readiness";

export function daemonSetView(set: V1DaemonSet): WorkloadView {
  const { status, spec, metadata } = set;
  const wanted = status?.desiredNumberScheduled ?? 0;
  const leavesOldPods = spec?.updateStrategy?.type === "OnDelete";
  return {
    kind: "DaemonSet",
    name: metadata?.name ?? "",
    generation: metadata?.generation ?? 0,
    observedGeneration: status?.observedGeneration ?? 0,
    wanted,
    // A DaemonSet's misplaced pods go by themselves; they keep nobody waiting.
    total: wanted,
    updated: leavesOldPods ? wanted : (status?.updatedNumberScheduled ?? 0),
    available: status?.numberAvailable ?? 0,
    maxUnavailable: 0,
  };
}

export function deploymentView(deployment: V1Deployment): WorkloadView {
  const { status, spec, metadata } = deployment;
  return {
    kind: "Deployment",
    name: metadata?.name ?? "",
    generation: metadata?.generation ?? 0,
    observedGeneration: status?.observedGeneration ?? 0,
    wanted: spec?.replicas ?? 1,
    total: status?.replicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    maxUnavailable: spec?.strategy?.rollingUpdate?.maxUnavailable ?? 0,
  };
}

export function podView(pod: V1Pod, events: readonly CoreV1Event[]): PodView {
  const { status, spec, metadata } = pod;
  const scheduled = status?.conditions?.find((condition) => condition.type === "PodScheduled");
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return {
    name: metadata?.name ?? "",
    node: spec?.nodeName ?? "",
    ready: status?.conditions?.some((c) => c.type === "Ready" && c.status === "True") ?? false,
    ...(scheduled?.status === "False" ? { unscheduled: scheduled.message ?? scheduled.reason ?? "" } : {}),
    containers: containers.map(containerView),
    warnings: events
      .filter((event) => event.type === "Warning" && event.involvedObject.name === metadata?.name)
      .sort((a, b) => timeOf(a) - timeOf(b))
      .map((event) => [event.reason, event.message].filter((text) => text !== undefined).join(": ")),
  };
}

function containerView(status: V1ContainerStatus): ContainerView {
  const waiting = status.state?.waiting;
  const terminated = status.state?.terminated;
  const ended = terminated ?? status.lastState?.terminated;
  return {
    name: status.name,
    // An init container that ended well has done its part.
    ready: status.ready || terminated?.exitCode === 0,
    ...(waiting === undefined
      ? {}
      : { waiting: { reason: waiting.reason ?? "", message: waiting.message ?? "" } }),
    ...(ended === undefined || ended.exitCode === 0
      ? {}
      : { ended: { reason: ended.reason ?? "", exitCode: ended.exitCode, message: ended.message ?? "" } }),
  };
}

function timeOf(event: CoreV1Event): number {
  return (event.lastTimestamp ?? event.metadata.creationTimestamp)?.getTime() ?? 0;
}
