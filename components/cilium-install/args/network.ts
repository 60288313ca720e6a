import * as pulumi from "@pulumi/pulumi";

/** Who gives pods their addresses. */
export const CiliumIpamMode = {
  /** Each node's pod CIDR as Kubernetes has it; honours a kind cluster's `podSubnet`. */
  Kubernetes: "kubernetes",
  /** Cilium's operator cuts node CIDRs out of `clusterPoolIPv4PodCIDRList`. */
  ClusterPool: "cluster-pool",
  /** Several pools. */
  MultiPool: "multi-pool",
} as const;
export type CiliumIpamMode = (typeof CiliumIpamMode)[keyof typeof CiliumIpamMode];

/** How packets between pods of different nodes travel. */
export const CiliumRoutingMode = {
  /** Encapsulated; the underlying network need not know pod CIDRs. */
  Tunnel: "tunnel",
  /** As they are; the underlying network, or routes set by Cilium, must know pod CIDRs. */
  Native: "native",
} as const;
export type CiliumRoutingMode = (typeof CiliumRoutingMode)[keyof typeof CiliumRoutingMode];

/** Encapsulation of tunnels. */
export const CiliumTunnelProtocol = { Vxlan: "vxlan", Geneve: "geneve" } as const;
export type CiliumTunnelProtocol = (typeof CiliumTunnelProtocol)[keyof typeof CiliumTunnelProtocol];

/** Transparent encryption between nodes. */
export const CiliumEncryptionType = { Ipsec: "ipsec", Wireguard: "wireguard" } as const;
export type CiliumEncryptionType = (typeof CiliumEncryptionType)[keyof typeof CiliumEncryptionType];

/** Pools of `cluster-pool` IPAM. */
export interface CiliumIpamOperatorArgs {
  /** Pod CIDRs of the cluster. Defaults to `10.0.0.0/8`, the same in every cluster, so a mesh must give its own. Helm key `ipam.operator.clusterPoolIPv4PodCIDRList`. */
  clusterPoolIPv4PodCIDRList?: pulumi.Input<pulumi.Input<string>[]>;
  /** Mask length of each node's CIDR. Defaults to 24. Helm key `ipam.operator.clusterPoolIPv4MaskSize`. */
  clusterPoolIPv4MaskSize?: pulumi.Input<number>;
}

/** Pod addresses. */
export interface CiliumIpamArgs {
  /** Defaults to `cluster-pool`. Helm key `ipam.mode`. */
  mode?: pulumi.Input<CiliumIpamMode>;
  /** Pools of `cluster-pool`. Helm key `ipam.operator`. */
  operator?: CiliumIpamOperatorArgs;
}

/** Datapath details. */
export interface CiliumBpfArgs {
  /** Masquerading in eBPF instead of iptables; needs kube-proxy replacement. Defaults to false. Helm key `bpf.masquerade`. */
  masquerade?: pulumi.Input<boolean>;
}

/** What the masquerading agent spares. */
export interface CiliumIpMasqAgentConfigArgs {
  /** CIDRs reached with the pod's own address, e.g. the other clusters' pod CIDRs. Helm key `ipMasqAgent.config.nonMasqueradeCIDRs`. */
  nonMasqueradeCIDRs?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether link-local destinations are masqueraded. Defaults to false. Helm key `ipMasqAgent.config.masqLinkLocal`. */
  masqLinkLocal?: pulumi.Input<boolean>;
  /** Whether IPv6 link-local destinations are masqueraded. Defaults to false. Helm key `ipMasqAgent.config.masqLinkLocalIPv6`. */
  masqLinkLocalIPv6?: pulumi.Input<boolean>;
}

/** The masquerading agent; needs `bpf.masquerade`. */
export interface CiliumIpMasqAgentArgs {
  /** Defaults to false. Helm key `ipMasqAgent.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Defaults to the private ranges. Helm key `ipMasqAgent.config`. */
  config?: CiliumIpMasqAgentConfigArgs;
}

/** IPsec keys. */
export interface CiliumIpsecArgs {
  /** Secret with the keys. Defaults to `cilium-ipsec-keys`. Helm key `encryption.ipsec.secretName`. */
  secretName?: pulumi.Input<string>;
}

/** Transparent encryption; the same in all clusters of a mesh. */
export interface CiliumEncryptionArgs {
  /** Defaults to false. Helm key `encryption.enabled`. */
  enabled?: pulumi.Input<boolean>;
  /** Defaults to `ipsec`. Helm key `encryption.type`. */
  type?: pulumi.Input<CiliumEncryptionType>;
  /** Whether traffic between nodes themselves is encrypted too (WireGuard). Defaults to false. Helm key `encryption.nodeEncryption`. */
  nodeEncryption?: pulumi.Input<boolean>;
  /** IPsec keys. Helm key `encryption.ipsec`. */
  ipsec?: CiliumIpsecArgs;
}
