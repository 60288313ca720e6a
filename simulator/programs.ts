import { SimulatorDepth } from "./types";

/** The daemon; it starts all the others. */
export const DAEMON = "fabric-sim";

const CONTROL_PLANE = [
  DAEMON,
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
  "cilium-operator-generic",
] as const;

/** The programs that each depth needs. */
export const SIMULATOR_PROGRAMS = {
  [SimulatorDepth.ControlPlane]: CONTROL_PLANE,
  [SimulatorDepth.Full]: [
    ...CONTROL_PLANE,
    "etcdctl",
    "clustermesh-apiserver",
    "cilium-dbg",
    "cilium-sim-agent",
  ],
} as const;
