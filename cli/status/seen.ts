import type { ExportView, ImportView } from "../../components/multi-cluster-services/reader";
import { AgentStatus } from "../probes/agent-status";

// What the probes saw of a running stack. Whatever could not be seen says why in `fault` and is empty otherwise.

/** Everything that was seen, at one time. */
export interface Seen {
  readonly clusters: readonly SeenCluster[];
  readonly routers: readonly SeenRouter[];
}

export interface SeenCluster {
  readonly name: string;
  /** Why its API does not answer; everything else is empty then. */
  readonly fault?: string;
  readonly nodes: readonly SeenNode[];
  readonly agents: readonly SeenAgent[];
  /** What each agent says about the other clusters and its etcd; left out where agents were not asked. */
  readonly statuses?: readonly AgentStatus[];
  /** The `identityAllocationMode` that its agents are told; left out where no Cilium is installed. */
  readonly identityMode?: string;
  /** Left out where the stack exports no Services. */
  readonly multiCluster?: SeenMultiCluster;
  readonly speakers: readonly SeenSpeaker[];
  readonly bgpConfigs: readonly SeenBgpConfig[];
  readonly pools: readonly SeenPool[];
  readonly services: readonly SeenService[];
  /** What of this could not be read, one sentence each. */
  readonly gaps: readonly string[];
}

/** A cluster's part in the Multi-Cluster Services API. */
export interface SeenMultiCluster {
  readonly exports: readonly ExportView[];
  readonly imports: readonly ImportView[];
  /** Pods of a CoreDNS of the stack's own for the clusterset's names; left out where it has none. */
  readonly dns?: { readonly ready: number; readonly wanted: number };
}

export interface SeenNode {
  readonly name: string;
  readonly ready: boolean;
  readonly address?: string;
  readonly podCidrs: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface SeenAgent {
  readonly node: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** Version in the image's tag, e.g. `1.18.1`. */
  readonly version?: string;
}

/** A node's end of its sessions. */
export interface SeenSpeaker {
  readonly node: string;
  /** `report`: the CiliumBGPNodeConfig says so; `agent`: the agent itself. */
  readonly source: "report" | "agent";
  /** Whether the operator made the node's CiliumBGPNodeConfig, i.e. a CiliumBGPClusterConfig selects it. */
  readonly selected: boolean;
  readonly fault?: string;
  readonly peers: readonly SeenPeer[];
  /** Prefixes that the agent announces, by peer address; only asked where the router cannot be. */
  readonly announced?: Readonly<Record<string, readonly string[]>>;
}

/** A session as one end sees it. */
export interface SeenPeer {
  /** Address of the other end. */
  readonly address: string;
  readonly peerAsn?: number;
  /** Of BGP's state machine, in lower case: `idle`, `connect`, `active`, `opensent`, `openconfirm`, `established`. */
  readonly state: string;
  readonly upSeconds?: number;
  readonly received?: number;
  readonly sent?: number;
  /** In effect while established. */
  readonly holdSeconds?: number;
  readonly keepAliveSeconds?: number;
  /** Whether this end signs its packets (TCP MD5). */
  readonly signed?: boolean;
  /** The last notification, in the speaker's own words. */
  readonly lastError?: string;
  /** The other end restarts; its routes are kept for it meanwhile. */
  readonly restarting?: boolean;
  readonly shutDown?: boolean;
}

/** A CiliumBGPClusterConfig's conditions that are true. */
export interface SeenBgpConfig {
  readonly name: string;
  readonly complaints: readonly string[];
}

export interface SeenPool {
  readonly name: string;
  readonly blocks: readonly string[];
  readonly disabled: boolean;
  readonly total?: bigint;
  readonly used?: bigint;
  readonly available?: bigint;
  /** The operator's sentence where it clashes with another pool. */
  readonly conflict?: string;
}

/** A Service that is of interest: of type LoadBalancer, or announced, or declared. */
export interface SeenService {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `io.cilium/…` classes are Cilium's own; others' Services are none of its business. */
  readonly loadBalancerClass?: string;
  readonly clusterIps: readonly string[];
  readonly externalIps: readonly string[];
  /** Addresses that it was given. */
  readonly addresses: readonly string[];
  /** Addresses that it asks for. */
  readonly requested: readonly string[];
  /** LB-IPAM's own word where a request is not satisfied. */
  readonly unsatisfied?: string;
  /** externalTrafficPolicy or internalTrafficPolicy Local: only nodes with a backend announce it. */
  readonly externalLocal: boolean;
  readonly internalLocal: boolean;
  /** Nodes with a ready backend; only where a policy is Local. */
  readonly backendNodes: readonly string[];
  /** The node that answers ARP and NDP for its addresses; left out where none does. */
  readonly answering?: string;
}

export interface SeenRouter {
  readonly name: string;
  /** Why nobody can look into it by design, e.g. as it is somebody else's. */
  readonly hidden?: string;
  /** Why it does not answer. */
  readonly fault?: string;
  readonly asn?: number;
  readonly routerId?: string;
  readonly peers: readonly SeenPeer[];
  readonly routes: readonly SeenRoute[];
}

/** A prefix in a router's table. */
export interface SeenRoute {
  readonly prefix: string;
  readonly family: string;
  readonly paths: readonly SeenPath[];
}

export interface SeenPath {
  /** Address of the neighbour that told it; undefined for the router's own. */
  readonly from?: string;
  readonly nextHop: string;
  /** Best, or used beside the best. */
  readonly used: boolean;
  /** Kept from before the neighbour's restart. */
  readonly stale: boolean;
}
