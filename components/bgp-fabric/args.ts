import * as pulumi from "@pulumi/pulumi";

/** An address family of BGP; both are unicast. */
export const BgpFamily = { Ipv4: "ipv4", Ipv6: "ipv6" } as const;
export type BgpFamily = (typeof BgpFamily)[keyof typeof BgpFamily];

/** What a router accepts and tells. */
export const BgpRouterPolicy = {
  /** Only what the fabric declares: prefix lists for pod CIDRs and pools in, for `networks` and what is passed on out. */
  Declared: "declared",
  /** Everything, by `no bgp ebgp-requires-policy`. For labs. */
  Open: "open",
} as const;
export type BgpRouterPolicy = (typeof BgpRouterPolicy)[keyof typeof BgpRouterPolicy];

/** What an advertisement announces. */
export const BgpAdvertisementType = {
  /** The nodes' own pod CIDRs; needs `ipam.mode` kubernetes or cluster-pool. */
  PodCIDR: "PodCIDR",
  /** Addresses of Services; needs a selector. */
  Service: "Service",
  /** CIDRs of multi-pool IPAM's pools; needs a selector. */
  CiliumPodIPPool: "CiliumPodIPPool",
} as const;
export type BgpAdvertisementType = (typeof BgpAdvertisementType)[keyof typeof BgpAdvertisementType];

/** Which addresses of a Service are announced. */
export const BgpServiceAddress = {
  LoadBalancerIP: "LoadBalancerIP",
  ClusterIP: "ClusterIP",
  ExternalIP: "ExternalIP",
} as const;
export type BgpServiceAddress = (typeof BgpServiceAddress)[keyof typeof BgpServiceAddress];

/** A network that nodes and routers stand in. */
export interface BgpRackArgs {
  /** Name of the rack: 1–32 characters of a–z, 0–9 and `-`. */
  name: string;
  /** IPv4 CIDR, e.g. `192.168.10.0/24`. */
  subnet?: string;
  /** IPv6 CIDR. At least one of `subnet` and `subnet6`. */
  subnet6?: string;
}

/** A router's foot in a rack. */
export interface BgpRouterInterfaceArgs {
  /** Name of the rack. */
  rack: string;
  /** IPv4 address in the rack's `subnet`. */
  address?: string;
  /** IPv6 address in the rack's `subnet6`. */
  address6?: string;
}

/** Graceful restart: routes stay while a speaker restarts. */
export interface BgpGracefulRestartArgs {
  /** Defaults to true. */
  enabled?: boolean;
  /** How long the other end keeps the routes, 1–4095 seconds. Defaults to 120. */
  restartTimeSeconds?: number;
}

/** A router that speaks BGP with nodes and with other routers. */
export interface BgpRouterArgs {
  /** Name of the router: 1–32 characters of a–z, 0–9 and `-`. */
  name: string;
  /** Its AS number, 1–4294967294. */
  asn: number;
  /** Router id, an IPv4 address. Defaults to its first interface's IPv4 address; required where it has none. */
  routerId?: string;
  /** Its interfaces, at least one. */
  interfaces: BgpRouterInterfaceArgs[];
  /** Prefixes that it announces itself (`network` statements). Defaults to none. */
  networks?: string[];
  /** Next hops of equal cost that it uses at once, 1–256. Defaults to the number of nodes that peer with it, at least 4. */
  maximumPaths?: number;
  /** Whether paths through different ASes count as equal (`bgp bestpath as-path multipath-relax`). Defaults to true. */
  multipathRelax?: boolean;
  /** Graceful restart on this end. Defaults to enabled with the peers' own time. */
  gracefulRestart?: BgpGracefulRestartArgs;
  /** What it accepts and tells. Defaults to `declared`. */
  policy?: BgpRouterPolicy;
  /** Hold time that this end insists on, in seconds; only to describe a router that exists already. Defaults to each peer's own. */
  holdTimeSeconds?: number;
  /** Keepalive interval that this end insists on, in seconds; only to describe a router that exists already. Defaults to each peer's own. */
  keepAliveTimeSeconds?: number;
}

/** A session between two routers that share a rack. */
export interface BgpRouterLinkArgs {
  /** Name of one router. */
  from: string;
  /** Name of the other. */
  to: string;
  /** The rack that both stand in. Defaults to the one they share; required where they share several. */
  rack?: string;
  /** Address families, each with a session of its own. Defaults to those in which both have addresses. */
  families?: BgpFamily[];
  /** Whether BFD watches the link. Defaults to false. */
  bfd?: boolean;
  /** Hold time, 0 or 3–65535 seconds. Defaults to 9. */
  holdTimeSeconds?: number;
  /** Keepalive interval, a third of the hold time at most. Defaults to 3. */
  keepAliveTimeSeconds?: number;
  /** Pause before another try to connect, 1–2147483647 seconds. Defaults to 5. */
  connectRetryTimeSeconds?: number;
  /** TCP MD5 password, a secret of up to 80 characters. Defaults to none. */
  password?: pulumi.Input<string>;
}

/** A node that speaks BGP. */
export interface BgpNodeArgs {
  /** Name of the Kubernetes node. */
  name: string;
  /** Name of the rack that it stands in. */
  rack: string;
  /** IPv4 address in the rack, the node's InternalIP. */
  address?: string;
  /** IPv6 address in the rack. */
  address6?: string;
  /** Whether it speaks BGP. Defaults to true. */
  enabled?: boolean;
  /** Router id, an IPv4 address. Defaults to Cilium's own choice; required on nodes without IPv4. */
  routerId?: string;
  /** Port to listen on, 1–65535. Defaults to the cluster's. */
  localPort?: number;
  /** AS number of this node alone. Defaults to the cluster's. */
  asn?: number;
}

/** A cluster's sessions with one router: one from each of its nodes. */
export interface BgpPeerArgs {
  /** Name of the router. */
  router: string;
  /** Name of the peer in the cluster's resources. Defaults to the router's name. */
  name?: string;
  /** The router's IPv4 address for all nodes. Defaults to its address in each node's own rack. */
  address?: string;
  /** The router's IPv6 address for all nodes. Defaults to its address in each node's own rack. */
  address6?: string;
  /** Name of the cluster's peer group in the router's configuration, in capitals by custom; groups of IPv6 sessions end in `_IPV6`, of sessions inside the router's own AS beside others in `_IBGP`. Another name makes the sessions anew. Defaults to `CILIUM-<CLUSTER>`, which stays when other clusters come. */
  peerGroup?: string;
  /** Name of the CiliumBGPPeerConfig. Defaults to `<peer>`; with two families the IPv6 one ends in `-ipv6`. */
  peerConfig?: string;
  /** Address families, each with a session of its own. Defaults to those in which the router and the nodes have addresses. */
  families?: BgpFamily[];
  /** Hold time, 3–65535 seconds. Defaults to 9. */
  holdTimeSeconds?: number;
  /** Keepalive interval, a third of the hold time at most. Defaults to 3. */
  keepAliveTimeSeconds?: number;
  /** Pause before another try to connect, 1–2147483647 seconds. Defaults to 5: with Cilium's own 120 a router that comes late is found minutes later. */
  connectRetryTimeSeconds?: number;
  /** Hops that an eBGP session may take, 1–255. Defaults to 1, or to 2 where the router's address is in another rack. */
  ebgpMultihop?: number;
  /** Graceful restart on the nodes' end. Defaults to enabled. */
  gracefulRestart?: BgpGracefulRestartArgs;
  /** TCP MD5 password, a secret of up to 80 characters. Defaults to none. */
  password?: pulumi.Input<string>;
  /** Labels of the advertisements that go to this peer. Defaults to `advertise: bgp`. */
  advertisements?: Record<string, string>;
}

/** A requirement of a label selector. */
export interface BgpLabelRequirementArgs {
  /** Key of the label. */
  key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  operator: string;
  /** Values for `In` and `NotIn`. */
  values?: string[];
}

/** Labels that something must have. */
export interface BgpSelectorArgs {
  matchLabels?: Record<string, string>;
  matchExpressions?: BgpLabelRequirementArgs[];
}

/** BGP attributes of what is announced. */
export interface BgpAttributesArgs {
  /** Standard communities, e.g. `65001:100`. */
  communities?: string[];
  /** Well-known communities: `no-export`, `no-advertise`, `no-peer`, `planned-shut`, `accept-own` … */
  wellKnownCommunities?: string[];
  /** Large communities, e.g. `65001:1:2`. */
  largeCommunities?: string[];
  /** Local preference, for iBGP only. */
  localPreference?: number;
}

/** One CiliumBGPAdvertisement. */
export interface BgpAdvertisementArgs {
  /** Name of the resource. */
  name: string;
  /** Labels by which peers choose it. Defaults to `advertise: bgp`. */
  labels?: Record<string, string>;
  /** What is announced. */
  type: BgpAdvertisementType;
  /** Which addresses of Services. Required for `Service`. */
  serviceAddresses?: BgpServiceAddress[];
  /** Which Services or pools. Required for `Service` and `CiliumPodIPPool`: without it nothing is announced. */
  selector?: BgpSelectorArgs;
  /** Attributes of the routes. */
  attributes?: BgpAttributesArgs;
}

/** A cluster whose nodes speak BGP. */
export interface BgpClusterArgs {
  /** Name of the cluster. */
  name: string;
  /** Cilium version, e.g. `1.18.1`; BGP as it is built here is there from 1.16. */
  ciliumVersion: string;
  /** AS number of its nodes, 1–4294967294. */
  asn: number;
  /** Its nodes; those that do not speak BGP too, as routes lead to them. */
  nodes: BgpNodeArgs[];
  /** Pod CIDRs that its nodes' are cut from. */
  podCidrs: string[];
  /** Mask length of each node's IPv4 pod CIDR, the longest that routers accept, 1–32. Defaults to 24. */
  nodeCidrMaskSize?: number;
  /** Mask length of each node's IPv6 pod CIDR, 1–128. Defaults to 64, or to 120 where the pod CIDR itself is /64 or smaller. */
  nodeCidrMaskSize6?: number;
  /** Prefixes of its load-balancer pools; routers with policy `declared` accept nothing else beside pod CIDRs. */
  poolCidrs?: string[];
  /** Name of the CiliumBGPClusterConfig; with a router address per rack the rack's name follows it. Defaults to `cilium-bgp`. */
  configName?: string;
  /** Name of the BGP instance. Defaults to `instance-<asn>`. */
  instance?: string;
  /** Label of the nodes that speak BGP. Defaults to `enable-bgp: "true"`. */
  nodeLabels?: Record<string, string>;
  /** Whether the component labels the nodes; false where their labels are somebody else's. Defaults to true. */
  labelNodes?: boolean;
  /** Port that nodes listen on, 1–65535. Defaults to none: only nodes open sessions. */
  localPort?: number;
  /** Namespace of passwords, `bgpControlPlane.secretsNamespace.name` of the install. Defaults to `kube-system`. */
  secretsNamespace?: string;
  /** Routers that all its nodes peer with. */
  peers: BgpPeerArgs[];
  /** What it announces. Defaults to one named `bgp-advertisements` with the pod CIDRs. */
  advertisements?: BgpAdvertisementArgs[];
  /** Kubeconfig of the cluster, a secret. */
  kubeconfig: pulumi.Input<string>;
  /** What tells this cluster from any other ever made, e.g. `clusterIdentifier` of `KindCluster`. Defaults to the kubeconfig's server and CA. */
  clusterIdentifier?: pulumi.Input<string>;
  /** URN of the resource that the cluster ends with, e.g. `lifetimeUrn` of `KindCluster`. Defaults to none. */
  deletedWith?: pulumi.Input<string>;
}

/** Routers, racks and clusters: one description, from which both ends of every BGP session are made. */
export interface BgpFabricArgs {
  /** Networks that routers and nodes stand in. */
  racks: BgpRackArgs[];
  /** Routers; FrrRouter runs one in a container. */
  routers: BgpRouterArgs[];
  /** Sessions between routers. Defaults to none. */
  links?: BgpRouterLinkArgs[];
  /** Clusters whose nodes speak BGP. */
  clusters: BgpClusterArgs[];
}

/** One BGP session as declared, for whoever wants to look whether it is up. */
export interface BgpSessionInfo {
  /** Name of the router. */
  router: string;
  /** The router's address. */
  routerAddress: string;
  /** Its AS number. */
  routerAsn: number;
  /** Name of the node, or of the other router. */
  peer: string;
  /** The node's cluster; left out for a session between routers. */
  cluster?: string;
  /** Address of the node or of the other router. */
  peerAddress: string;
  /** Its AS number. */
  peerAsn: number;
  /** Address family. */
  family: BgpFamily;
}
