/** How deep the simulator goes. */
export const SimulatorDepth = {
  /** Network namespaces; every program of Cilium's chart but the data path runs. */
  Full: "full",
  /** Control planes and Cilium's operator as processes on the loopback. */
  ControlPlane: "control-plane",
} as const;
export type SimulatorDepth = (typeof SimulatorDepth)[keyof typeof SimulatorDepth];

/** One node to simulate. */
export interface SimulatedNode {
  /** Name of the node; unique over all clusters. */
  readonly name: string;
  readonly role: "control-plane" | "worker";
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether ordinary pods may run on a control-plane node. Default: only if it is the cluster's only node. */
  readonly schedulable?: boolean;
}

/** One cluster to simulate. */
export interface SimulatedCluster {
  readonly name: string;
  /** Cilium's cluster id; for the reader of the plan only. */
  readonly id: number;
  /** CIDR that the nodes' pod CIDRs are cut from. */
  readonly podSubnet: string;
  /** CIDR of the Services' cluster addresses. */
  readonly serviceSubnet: string;
  /** The first control-plane node runs the API server. */
  readonly nodes: readonly SimulatedNode[];
}

/** What shall run. */
export interface SimulatorSpec {
  /** Folder for the plan, keys, data and logs; the simulator's alone, readable by nobody else. */
  readonly directory: string;
  readonly depth: SimulatorDepth;
  /** Absolute paths of the programs in SIMULATOR_PROGRAMS, by name. */
  readonly programs: Readonly<Record<string, string>>;
  readonly clusters: readonly SimulatedCluster[];
}

/** A node that is there. */
export interface RunningNode {
  readonly name: string;
  readonly role: string;
  /** InternalIP; in the full simulator really reachable from the other nodes and pods. */
  readonly address: string;
}

/** A cluster that is there. */
export interface RunningCluster {
  readonly name: string;
  /** Readable by the owner only. */
  readonly kubeconfigPath: string;
  /** `kind-<name>`, as kind would call it. */
  readonly context: string;
  /** URL on this machine's loopback. */
  readonly apiServer: string;
  readonly nodes: readonly RunningNode[];
}

/** A simulator whose clusters are up. */
export interface RunningSimulator {
  readonly depth: SimulatorDepth;
  readonly clusters: readonly RunningCluster[];
  /** Ends all processes and removes all files. */
  stop(): Promise<void>;
}

/** How to follow a start. */
export interface SimulatorOptions {
  /** Takes one sentence per step. */
  readonly report?: (message: string) => void;
  /** Whether clusters that the spec does not name stay as they are. Default: they are ended. */
  readonly keepOthers?: boolean;
  /** Gives up waiting; what runs already goes on. */
  readonly signal?: AbortSignal;
}

/** The simulator could not do what was asked; the message says why and what helps. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
}
