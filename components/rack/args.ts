import * as pulumi from "@pulumi/pulumi";

/** A network that nodes and routers stand in, as a Docker network of its own. */
export interface RackArgs {
  /**
   * Name of the Docker network. Defaults to `rack-<stack>-<name>`: Docker may make the network whose name sorts first a
   * node's way to the world, and that should stay kind's own.
   */
  network?: string;
  /** IPv4 CIDR, e.g. `192.168.10.0/24`. */
  subnet?: string;
  /** IPv6 CIDR. At least one of `subnet` and `subnet6`. */
  subnet6?: string;
  /** IPv4 address that Docker takes for this host. Defaults to the first of `subnet`, so no node and no router can have that. */
  gateway?: string;
  /** IPv6 address that Docker takes for this host. Defaults to the first of `subnet6`. */
  gateway6?: string;
}

/** A kind node that is to stand in a rack. At least one of `address` and `address6`. */
export interface RackNodeArgs {
  /** Name of the node, e.g. `west-worker`. */
  name: string;
  /** Name of the rack's Docker network, `network` of `Rack`. */
  network: pulumi.Input<string>;
  /** IPv4 address in the rack, the node's InternalIP from then on. */
  address?: string;
  /** IPv6 address in the rack, the node's InternalIP from then on. */
  address6?: string;
}

/** A route in a node's kernel. */
export interface RackRouteArgs {
  /** Name of the node; one of `nodes`. */
  node: string;
  /** CIDR that the route leads to, e.g. the clusters' pod CIDR. */
  destination: string;
  /** Address of the router in the node's rack. */
  via: string;
}

/** Nodes of a kind cluster that stand in racks. */
export interface RackNodesArgs {
  /** Name of the kind cluster, `clusterName` of `KindCluster`. */
  clusterName: pulumi.Input<string>;
  /** What tells this cluster from any other ever made, `clusterIdentifier` of `KindCluster`; a cluster that is made anew gets its nodes attached again. */
  clusterIdentifier?: pulumi.Input<string>;
  /** URN of the resource that the cluster ends with, `lifetimeUrn` of `KindCluster`; nothing is undone in a cluster that goes. Defaults to none. */
  deletedWith?: pulumi.Input<string>;
  /** Nodes, each in one rack. */
  nodes: RackNodeArgs[];
  /** Routes that the nodes keep, also when their containers are restarted. Defaults to none. */
  routes?: RackRouteArgs[];
  /** How long a node may take until Kubernetes knows it by its rack address, 10–3600 seconds. Defaults to 180. */
  timeoutSeconds?: number;
}

/** A node with its addresses in its rack. */
export interface RackNode {
  /** Name of the node. */
  name: string;
  /** IPv4 address, one of its InternalIPs. */
  address?: string;
  /** IPv6 address, one of its InternalIPs. */
  address6?: string;
}
