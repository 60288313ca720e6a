/**
 * How a running stack stands against its declaration. `status --json` prints exactly this; fields are only ever added
 * while `version` stays 1.
 */
export interface StatusReport {
  readonly version: 1;
  readonly stack: string;
  readonly hosting: string;
  /** Depth of the simulator, where the stack is in it. */
  readonly depth?: string;
  /** `ok`: all as declared; `wrong`: something is not; `blind`: nothing could be seen. */
  readonly verdict: "ok" | "wrong" | "blind";
  readonly clusters: readonly ClusterRow[];
  readonly mesh: readonly MeshLinkRow[];
  readonly routers: readonly RouterRow[];
  readonly sessions: readonly SessionRow[];
  readonly routes: readonly RouteRow[];
  readonly pools: readonly PoolRow[];
  readonly loadBalancers: readonly LoadBalancerRow[];
  readonly globalServices: readonly GlobalServiceRow[];
  readonly identityStores: readonly IdentityStoreRow[];
  readonly multiClusterServices: readonly MultiClusterServiceRow[];
  /** Everything that is not as declared, and why. */
  readonly problems: readonly Problem[];
  /** What could not be seen by design, e.g. the router's end of somebody else's router. */
  readonly notes: readonly string[];
}

export interface Problem {
  /** A word for programs, e.g. `session-down`. */
  readonly code: ProblemCode;
  /** What it is about, e.g. `router tor`, `bgp/worker`. */
  readonly subject: string;
  readonly message: string;
  readonly fix: string;
}

export const ProblemCode = {
  ClusterUnreachable: "cluster-unreachable",
  ClusterUnseen: "cluster-unseen",
  NodeMissing: "node-missing",
  NodeNotReady: "node-not-ready",
  AgentMissing: "agent-missing",
  AgentNotReady: "agent-not-ready",
  VersionDiffers: "version-differs",
  MeshPeer: "mesh-peer",
  RouterUnreachable: "router-unreachable",
  BgpConfig: "bgp-config",
  NodeNotSelected: "node-not-selected",
  NeighbourMissing: "neighbour-missing",
  SessionDown: "session-down",
  SessionUndeclared: "session-undeclared",
  TimersDiffer: "timers-differ",
  RouteMissing: "route-missing",
  RouteUndeclared: "route-undeclared",
  PoolMissing: "pool-missing",
  PoolConflict: "pool-conflict",
  PoolDiffers: "pool-differs",
  ServiceMissing: "service-missing",
  ServiceWithoutAddress: "service-without-address",
  IdentityModeDiffers: "identity-mode-differs",
  EtcdDisconnected: "etcd-disconnected",
  ExportMissing: "export-missing",
  ExportRefused: "export-refused",
  ImportMissing: "import-missing",
  ClustersetDns: "clusterset-dns",
} as const;
export type ProblemCode = (typeof ProblemCode)[keyof typeof ProblemCode];

export interface ClusterRow {
  readonly name: string;
  readonly reachable: boolean;
  /** Cilium's version as declared. */
  readonly declaredVersion: string;
  /** Versions that its agents run. */
  readonly versions: readonly string[];
  readonly nodes: number;
  readonly nodesReady: number;
  readonly agents: number;
  readonly agentsReady: number;
}

/** One direction: how a cluster's agents see one of its peers. */
export interface MeshLinkRow {
  readonly cluster: string;
  readonly peer: string;
  readonly agents: number;
  readonly agentsConnected: number;
  readonly nodes: number;
  readonly services: number;
}

export interface RouterRow {
  readonly name: string;
  /** `seen`, `unreachable`, or `outside` where nobody can look. */
  readonly state: "seen" | "unreachable" | "outside";
  readonly asn: number;
  readonly sessions: number;
  readonly sessionsUp: number;
  /** Prefixes declared that it must learn; left out where they cannot be known. */
  readonly routesDeclared?: number;
  readonly routesLearned?: number;
}

/** One declared session. `a` is the router's end, `b` the node's or the other router's. */
export interface SessionRow {
  readonly a: SessionEndRow;
  readonly b: SessionEndRow;
  readonly family: string;
  /** `up`: every end that can be seen is established; `down`: one is not; `unseen`: neither can be seen. */
  readonly state: "up" | "down" | "unseen";
}

export interface SessionEndRow {
  readonly kind: "router" | "node";
  readonly name: string;
  readonly cluster?: string;
  readonly address: string;
  readonly asn: number;
  /** As this end says: a state of BGP's, `missing` where it does not know the session, `unseen` where it cannot be asked. */
  readonly state: string;
  readonly upSeconds?: number;
  readonly received?: number;
  readonly sent?: number;
}

/** One prefix at one router. */
export interface RouteRow {
  readonly router: string;
  readonly prefix: string;
  /** What it is, e.g. `pod CIDR of bgp/worker`, `Service default/webpod`. */
  readonly what: string;
  /** Names of the speakers that must announce it. */
  readonly declared: readonly string[];
  /** Names of the speakers that it was learned from. */
  readonly learned: readonly string[];
  /** Next hops in use at once. */
  readonly nextHops: readonly string[];
  /** Kept while a speaker restarts. */
  readonly stale: boolean;
  readonly state: "learned" | "partly" | "missing" | "undeclared";
}

export interface PoolRow {
  readonly cluster: string;
  readonly name: string;
  readonly blocks: readonly string[];
  readonly declared: boolean;
  /** `exhausted`: no address is left; `conflict`: it shares addresses with an older pool, so that it gives out none. */
  readonly state: "ready" | "missing" | "conflict" | "disabled" | "exhausted";
  /** Decimal numbers, as a pool of IPv6 has more addresses than a number holds. */
  readonly total?: string;
  readonly used?: string;
  readonly available?: string;
}

/** A Service of type LoadBalancer. */
export interface LoadBalancerRow {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly addresses: readonly string[];
  /** The pool that each address is of, where one is. */
  readonly pools: readonly string[];
  readonly localOnly: boolean;
  /** The node that answers ARP and NDP for the addresses; left out where none does. */
  readonly answering?: string;
  /** Whether nodes announce addresses of the cluster by BGP. */
  readonly bgp: boolean;
}

export interface GlobalServiceRow {
  readonly namespace: string;
  readonly name: string;
  /** Clusters that must have it. */
  readonly declared: readonly string[];
  /** Clusters that have it. */
  readonly present: readonly string[];
  /** Clusters that do not answer. */
  readonly unseen: readonly string[];
}

/** Where a cluster keeps its pods' identities, if an etcd has to do with it. */
export interface IdentityStoreRow {
  readonly cluster: string;
  /** `identityAllocationMode` as declared. */
  readonly declaredMode: string;
  /** The one that its agents are told; left out where that cannot be seen. */
  readonly mode?: string;
  /** URLs of the etcd as declared. */
  readonly endpoints: readonly string[];
  /** Agents that were asked. */
  readonly agents: number;
  readonly agentsConnected: number;
}

/** A Service that the stack exports by the Multi-Cluster Services API. */
export interface MultiClusterServiceRow {
  readonly namespace: string;
  readonly name: string;
  /** What clients call: `<name>.<namespace>.svc.clusterset.local`. */
  readonly hostName: string;
  /** Clusters that must export it. */
  readonly declared: readonly string[];
  /** Those whose ServiceExport is accepted. */
  readonly exported: readonly string[];
  readonly imports: readonly ServiceImportRow[];
  /** Clusters that were not asked. */
  readonly unseen: readonly string[];
}

export interface ServiceImportRow {
  /** The importing cluster. */
  readonly cluster: string;
  /** None for a headless Service. */
  readonly addresses: readonly string[];
  /** Exporting clusters that its ServiceImport names. */
  readonly from: readonly string[];
}
