import type { BgpAdvertisementArgs, BgpFamily, BgpRouterPolicy } from "./args";

/** Routers, racks and clusters with every default filled in; lists are sorted by name. */
export interface FabricPlan {
  readonly racks: readonly RackPlan[];
  readonly routers: readonly RouterPlan[];
  readonly clusters: readonly ClusterPlan[];
  readonly sessions: readonly Session[];
}

export interface RackPlan {
  readonly name: string;
  readonly subnet?: string;
  readonly subnet6?: string;
}

export interface InterfacePlan {
  readonly rack: string;
  readonly address?: string;
  readonly address6?: string;
}

export interface GracefulRestartPlan {
  readonly enabled: boolean;
  readonly restartTimeSeconds: number;
}

export interface RouterPlan {
  readonly name: string;
  readonly asn: number;
  /** Undefined where it has no IPv4 address and none was given, which a rule reports. */
  readonly routerId?: string;
  readonly interfaces: readonly InterfacePlan[];
  readonly networks: readonly string[];
  readonly maximumPaths: number;
  readonly multipathRelax: boolean;
  readonly gracefulRestart: GracefulRestartPlan;
  readonly policy: BgpRouterPolicy;
  readonly holdTimeSeconds?: number;
  readonly keepAliveTimeSeconds?: number;
}

export interface NodePlan {
  readonly name: string;
  readonly rack: string;
  readonly address?: string;
  readonly address6?: string;
  readonly enabled: boolean;
  readonly asn: number;
  /** What its CiliumBGPNodeConfigOverride says; nothing where the node has nothing of its own. */
  readonly override: NodeOverridePlan;
}

export interface NodeOverridePlan {
  readonly routerId?: string;
  readonly localPort?: number;
  readonly asn?: number;
}

/** What one CiliumBGPPeerConfig says: a peer in one family. */
export interface PeerPlan {
  /** Name of the peer in the instance, e.g. `tor-switch`, `tor-switch-ipv6`. */
  readonly name: string;
  readonly router: string;
  readonly family: BgpFamily;
  /** The router's address for all nodes; undefined where each rack has its own. */
  readonly address?: string;
  /** Name of the router's peer group; see `peerGroupsOf` for what is put behind it. */
  readonly peerGroup: string;
  /** Name of the CiliumBGPPeerConfig. */
  readonly peerConfig: string;
  readonly external: boolean;
  readonly holdTimeSeconds: number;
  readonly keepAliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  readonly ebgpMultihop: number;
  readonly gracefulRestart: GracefulRestartPlan;
  readonly advertisements: Readonly<Record<string, string>>;
  readonly password?: string;
  /** Name of the Secret with the password; undefined where there is none. */
  readonly passwordSecret?: string;
}

/** One CiliumBGPClusterConfig. */
export interface ConfigPlan {
  readonly name: string;
  /** The rack whose nodes it is for; undefined where one serves all. */
  readonly rack?: string;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Names of the nodes that it selects. */
  readonly nodes: readonly string[];
  readonly peers: readonly ConfigPeerPlan[];
}

export interface ConfigPeerPlan {
  readonly name: string;
  readonly asn: number;
  readonly address: string;
  readonly peerConfig: string;
}

export interface AdvertisementPlan extends BgpAdvertisementArgs {
  readonly labels: Record<string, string>;
}

/** A prefix and the longest prefixes inside it that may be announced. */
export interface AcceptedPrefix {
  readonly prefix: string;
  readonly family: BgpFamily;
  readonly longest: number;
}

export interface ClusterPlan {
  readonly name: string;
  readonly ciliumVersion: string;
  readonly asn: number;
  readonly instance: string;
  readonly localPort?: number;
  readonly nodes: readonly NodePlan[];
  readonly podCidrs: readonly string[];
  readonly poolCidrs: readonly string[];
  /** What routers take from its nodes: pod CIDRs down to a node's share, pools down to an address. */
  readonly accepted: readonly AcceptedPrefix[];
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly labelNodes: boolean;
  readonly secretsNamespace: string;
  readonly configs: readonly ConfigPlan[];
  readonly peers: readonly PeerPlan[];
  readonly advertisements: readonly AdvertisementPlan[];
}

/** One end of a session. */
export interface SessionEnd {
  /** `router` or `node`. */
  readonly kind: "router" | "node";
  /** Name of the router or of the node. */
  readonly name: string;
  /** The node's cluster. */
  readonly cluster?: string;
  /** The rack that the end stands in; for a router that of the address, empty where none of its interfaces has it. */
  readonly rack: string;
  readonly address: string;
  readonly asn: number;
}

/** One BGP session with everything that both ends must agree on. `a` is always a router. */
export interface Session {
  readonly a: SessionEnd;
  readonly b: SessionEnd;
  readonly family: BgpFamily;
  /** Name of the peer in the cluster's resources; for links that of the other router. */
  readonly peer: string;
  /** Name of the router's peer group for it; undefined between routers. */
  readonly peerGroup?: string;
  readonly external: boolean;
  readonly holdTimeSeconds: number;
  readonly keepAliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  readonly ebgpMultihop: number;
  readonly gracefulRestart: GracefulRestartPlan;
  readonly bfd: boolean;
  /** Port that `b` listens on; undefined where it never listens, so that only it opens the session. */
  readonly listensOn?: number;
  readonly password?: string;
}
