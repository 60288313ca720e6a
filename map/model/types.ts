/** What a map shows, as plain data: nothing of it knows where it is drawn. */
export interface MapModel {
  /** Name of the stack. */
  readonly stack: string;
  /** One line: how much there is of what. */
  readonly summary: string;
  /** What holds for every cluster. */
  readonly shared: Row;
  readonly clusters: readonly MapCluster[];
  readonly fabric: MapFabric;
  /** Links of the mesh: first the full mesh, then what differs from it. */
  readonly meshNets: readonly MeshNet[];
  /** Services, exports and whatever else is about several clusters. */
  readonly cards: readonly Card[];
}

/** Whatever can be pointed at: a finding is marked at it, and the page tells its facts. */
export interface Item {
  /** Unique in the map, and the same in every drawing of the same stack. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** Inputs of the stack file that it stands for; those below them included. */
  readonly paths: readonly string[];
  readonly facts: readonly Fact[];
  /** Ids of what it has to do with. */
  readonly related?: readonly string[];
}

export const Kind = {
  Stack: "stack",
  Cluster: "cluster",
  Node: "node",
  Rack: "rack",
  Router: "router",
  Session: "session",
  Cable: "cable",
  Mesh: "mesh",
  Service: "service",
  Setting: "setting",
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** One fact about a cluster that has a place of its own: what it is, and what it says. */
export interface Row extends Item {
  readonly label: string;
  readonly lines: readonly string[];
}

export interface MapCluster extends Item {
  /** Beside its name. */
  readonly subtitle: string;
  readonly groups: readonly NodeGroup[];
  readonly rows: readonly Row[];
}

/** Nodes of one cluster in one rack, or in none. */
export interface NodeGroup extends Item {
  /** Id of the rack; undefined for nodes that stand in none. */
  readonly rack?: string;
  /** Empty for nodes that stand in no rack. */
  readonly title: string;
  readonly nodes: readonly MapNode[];
}

export interface MapNode extends Item {
  readonly controlPlane: boolean;
  /** Empty where only a run knows it. */
  readonly address: string;
  /** Undefined where it speaks no BGP. */
  readonly asn?: number;
  /** Whether it runs a member of the cluster's etcd. */
  readonly etcd: boolean;
}

export interface MapFabric {
  readonly routers: readonly MapRouter[];
  /** Racks without a node: networks between routers, and those that nobody stands in. */
  readonly networks: readonly MapNetwork[];
  readonly cables: readonly Cable[];
  readonly sessions: readonly MapSession[];
  /** The same sessions, those of a router with one group of nodes together. */
  readonly bundles: readonly SessionBundle[];
}

export interface SessionBundle extends Item {
  readonly family: "ipv4" | "ipv6";
  readonly from: string;
  /** Id of a group of nodes. */
  readonly to: string;
  readonly count: number;
}

export interface MapRouter extends Item {
  /** Below its name. */
  readonly lines: readonly string[];
}

export interface MapNetwork extends Item {
  readonly subnets: string;
}

/** A router's foot in a rack. */
export interface Cable extends Item {
  readonly router: string;
  /** Ids of what is at its other end: groups of nodes, or a network, or a router. */
  readonly ends: readonly string[];
  readonly label: string;
}

export interface MapSession extends Item {
  readonly family: "ipv4" | "ipv6";
  readonly from: string;
  /** Id of a node or of a router. */
  readonly to: string;
}

/** Clusters that connect to each other, in one way: everyone to everyone, or some to some. */
export interface MeshNet extends Item {
  readonly lines: readonly string[];
  readonly oneWay: boolean;
  readonly taps: readonly { readonly cluster: string; readonly label: string }[];
}

export interface Card extends Item {
  readonly subtitle: string;
  readonly lines: readonly string[];
}
