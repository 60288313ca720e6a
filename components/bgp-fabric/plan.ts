import type { BgpFabricArgs, BgpFamily } from "./args";

/** The fabric's declaration as plain data: the arguments without what only leads to the clusters, passwords as given. */
export type FabricInput = Omit<BgpFabricArgs, "clusters" | "links"> & {
  readonly links?: readonly PlainLink[];
  readonly clusters: readonly PlainCluster[];
};
type PlainLink = Omit<NonNullable<BgpFabricArgs["links"]>[number], "password"> & {
  readonly password?: string;
};
type ClusterArgs = BgpFabricArgs["clusters"][number];
type PlainPeer = Omit<ClusterArgs["peers"][number], "password"> & { readonly password?: string };
type PlainCluster = Omit<ClusterArgs, "kubeconfig" | "clusterIdentifier" | "deletedWith" | "peers"> & {
  readonly peers: readonly PlainPeer[];
};

/** One end of a session. */
export interface SessionEnd {
  /** `router` or `node`. */
  readonly kind: "router" | "node";
  /** Name of the router or of the node. */
  readonly name: string;
  /** The node's cluster. */
  readonly cluster?: string;
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
  readonly external: boolean;
  readonly holdTimeSeconds: number;
  readonly keepAliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  readonly ebgpMultihop: number;
  readonly gracefulRestart: { readonly enabled: boolean; readonly restartTimeSeconds: number };
  readonly bfd: boolean;
  readonly password?: string;
}
