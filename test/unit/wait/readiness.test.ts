import { describe, expect, it } from "vitest";
import { missing, PodView, trouble, WorkloadView } from "../../../components/internal/wait/readiness";

const agents: WorkloadView = {
  kind: "DaemonSet",
  name: "cilium",
  generation: 2,
  observedGeneration: 2,
  wanted: 3,
  total: 3,
  updated: 3,
  available: 3,
  maxUnavailable: 0,
};
const operator: WorkloadView = {
  ...agents,
  kind: "Deployment",
  name: "cilium-operator",
  wanted: 2,
  total: 2,
  updated: 2,
  available: 2,
  maxUnavailable: "50%",
};

describe("missing", () => {
  it.each<[string, WorkloadView, string | undefined]>([
    ["nothing", agents, undefined],
    ["its controller", { ...agents, observedGeneration: 1 }, "is not yet seen by its controller"],
    ["new pods", { ...agents, updated: 1 }, "1 of 3 pods are up to date"],
    ["ready pods", { ...agents, available: 2 }, "2 of 3 pods are ready"],
    [
      "no pod where no node wants one",
      { ...agents, wanted: 0, total: 0, updated: 0, available: 0 },
      undefined,
    ],
    ["the end of old pods", { ...operator, total: 3 }, "1 old pods are still there"],
    ["no second operator on a single node", { ...operator, available: 1 }, undefined],
    ["a first operator", { ...operator, available: 0 }, "0 of 2 pods are ready"],
    [
      "the only replica, whatever may be missed",
      { ...operator, wanted: 1, total: 1, updated: 1, available: 0, maxUnavailable: 1 },
      "0 of 1 pods are ready",
    ],
    [
      "nothing where no replica is wanted",
      { ...operator, wanted: 0, total: 0, updated: 0, available: 0 },
      undefined,
    ],
  ])("%s", (_, workload, expected) => {
    expect(missing(workload)).toBe(expected);
  });
});

const pod: PodView = { name: "cilium-x1", node: "west-worker", ready: false, containers: [], warnings: [] };

describe("trouble", () => {
  it.each<[string, PodView, string | undefined]>([
    ["none", { ...pod, ready: true }, undefined],
    ["unknown", pod, "pod cilium-x1 on west-worker: is not ready"],
    [
      "no node",
      { ...pod, node: "", unscheduled: "0/2 nodes are available" },
      "pod cilium-x1: cannot be scheduled (0/2 nodes are available)",
    ],
    [
      "a missing image",
      {
        ...pod,
        containers: [
          {
            name: "config",
            ready: false,
            waiting: { reason: "ImagePullBackOff", message: "Back-off pulling\n image" },
          },
        ],
      },
      "pod cilium-x1 on west-worker: container config is waiting: ImagePullBackOff (Back-off pulling image)",
    ],
    [
      "a crash",
      {
        ...pod,
        containers: [
          { name: "done", ready: true },
          {
            name: "cilium-agent",
            ready: false,
            waiting: { reason: "CrashLoopBackOff", message: "" },
            ended: { reason: "Error", exitCode: 1, message: "no etcd" },
          },
        ],
      },
      "pod cilium-x1 on west-worker: container cilium-agent is waiting: CrashLoopBackOff, and ended with exit code 1, Error (no etcd)",
    ],
    [
      "a Secret that is not there",
      {
        ...pod,
        containers: [{ name: "etcd", ready: false, waiting: { reason: "ContainerCreating", message: "" } }],
        warnings: ["FailedScheduling: no nodes", 'FailedMount: secret "x" not found'],
      },
      'pod cilium-x1 on west-worker: last event: FailedMount: secret "x" not found',
    ],
    [
      "a failing probe",
      { ...pod, containers: [{ name: "cilium-agent", ready: false }] },
      "pod cilium-x1 on west-worker: container cilium-agent is running but not ready",
    ],
  ])("%s", (_, view, expected) => {
    expect(trouble(view)).toBe(expected);
  });

  it("keeps long messages short", () => {
    const waiting = { reason: "ErrImagePull", message: "x".repeat(1000) };
    const line = trouble({ ...pod, containers: [{ name: "a", ready: false, waiting }] });
    expect(line!.length).toBeLessThan(400);
  });
});
