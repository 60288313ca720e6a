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
  /** Its InternalIP with the prefix length, e.g. `192.168.10.100/24`. Default: one is chosen and kept. */
  readonly address?: string;
  /** A second InternalIP, of IPv6, with the prefix length. */
  readonly address6?: string;
}

/** One router to run: FRR in a namespace of its own, on the nodes' wire. Only in full depth. */
export interface SimulatedRouter {
  readonly name: string;
  readonly addresses: readonly { readonly address: string; readonly bits: number }[];
  /** Text of frr.conf. May hold passwords: it goes into files and pipes that the owner alone can read. */
  readonly frrConf: string;
  /** Text of FRR's file `daemons`: which of bgpd and bfdd run, and their options. zebra and staticd always do. */
  readonly daemons: string;
}

/** Where FRR's programs are. */
export interface FrrPrograms {
  /** `/` where FRR is installed, else the folder with its unpacked packages. */
  readonly root: string;
  /** Folder of zebra, bgpd, bfdd and staticd. */
  readonly programs: string;
  readonly vtysh: string;
  /** Folders below `root` of libraries that the system lacks. */
  readonly libraries: readonly string[];
}

/** FRR's programs, and what brings a running router from one configuration to another. */
export interface SimulatedFrr extends FrrPrograms {
  /** An awk program over two files, each as `show running-config` prints it; with `compare` set, it says what is left. */
  readonly difference: string;
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
  readonly routers?: readonly SimulatedRouter[];
  /** Needed where there are routers. */
  readonly frr?: SimulatedFrr;
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

/** A router that is there. */
export interface RunningRouter {
  readonly name: string;
  /** Each with its prefix length. */
  readonly addresses: readonly string[];
  /** Programs of FRR that run and have their configuration, sorted; one that was killed comes back. */
  readonly daemons: readonly string[];
  /** How the last change of its configuration was made; says so where sessions had to end for it. */
  readonly note?: string;
  /** What vtysh answers to one command, e.g. `show bgp summary json`; the signal ends one that gets no answer. */
  run(command: string, signal?: AbortSignal): Promise<string>;
  /** Standard output of a program run in the router's namespace, e.g. `["ip", "-json", "route"]`. */
  exec(argv: readonly string[], signal?: AbortSignal): Promise<string>;
}

/** A simulator whose clusters and routers are up. */
export interface RunningSimulator {
  readonly depth: SimulatorDepth;
  readonly clusters: readonly RunningCluster[];
  readonly routers: readonly RunningRouter[];
  /** Ends all processes and removes all files. */
  stop(): Promise<void>;
}

/** How to follow a start. */
export interface SimulatorOptions {
  /** Takes one sentence per step. */
  readonly report?: (message: string) => void;
  /** Whether clusters and routers that the spec does not name stay as they are. Default: they are ended. */
  readonly keepOthers?: boolean;
  /** Gives up waiting; what runs already goes on. */
  readonly signal?: AbortSignal;
}

/** The simulator could not do what was asked; the message says why and what helps. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
}
