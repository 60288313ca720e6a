import * as pulumi from "@pulumi/pulumi";
import {
  CiliumClusterArgs,
  CiliumDebugArgs,
  CiliumEndpointHealthCheckingArgs,
  CiliumEnvoyArgs,
  CiliumK8sClientRateLimitArgs,
  CiliumOperatorArgs,
} from "./agent";
import {
  CiliumBgpControlPlaneArgs,
  CiliumExternalIPsArgs,
  CiliumIngressControllerArgs,
  CiliumL2AnnouncementsArgs,
  CiliumLoadBalancerArgs,
} from "./announce";
import { CiliumImageArgs } from "./chart";
import { CiliumClusterMeshSettingsArgs } from "./clustermesh";
import { CiliumHubbleArgs } from "./hubble";
import { CiliumEtcdArgs, CiliumIdentityAllocationMode } from "./kvstore";
import {
  CiliumBpfArgs,
  CiliumEncryptionArgs,
  CiliumIpamArgs,
  CiliumIpMasqAgentArgs,
  CiliumRoutingMode,
  CiliumTunnelProtocol,
} from "./network";

/**
 * Settings that become Helm values. Each has the name and place it has in the chart, so that whoever knows the chart
 * knows this; what is not set is left to the chart.
 */
export interface CiliumSettingsArgs {
  /** Helm key `cluster`. */
  cluster?: CiliumClusterArgs;
  /** Helm key `image`. */
  image?: CiliumImageArgs;
  /** Helm key `operator`. */
  operator?: CiliumOperatorArgs;
  /** Helm key `envoy`. */
  envoy?: CiliumEnvoyArgs;
  /** Whether agents restart when the configuration changes. Defaults to false. Helm key `rollOutCiliumPods`. */
  rollOutCiliumPods?: pulumi.Input<boolean>;
  /** The minor release first installed, e.g. `1.17`, to keep its defaults over upgrades. Helm key `upgradeCompatibility`. */
  upgradeCompatibility?: pulumi.Input<string>;
  /** Helm key `debug`. */
  debug?: CiliumDebugArgs;
  /** Probing between nodes. Defaults to true. Helm key `healthChecking`. */
  healthChecking?: pulumi.Input<boolean>;
  /** Helm key `endpointHealthChecking`. */
  endpointHealthChecking?: CiliumEndpointHealthCheckingArgs;
  /** Helm key `ipam`. */
  ipam?: CiliumIpamArgs;
  /** Services without kube-proxy. Defaults to false. Up to 1.15 the chart also knows `strict`, `partial` and `disabled`: say those in `values`. Helm key `kubeProxyReplacement`. */
  kubeProxyReplacement?: pulumi.Input<boolean>;
  /** Name or address of the API server; needed where no kube-proxy runs. Helm key `k8sServiceHost`. */
  k8sServiceHost?: pulumi.Input<string>;
  /** Port of the API server. Helm key `k8sServicePort`. */
  k8sServicePort?: pulumi.Input<number>;
  /** Helm key `k8sClientRateLimit`. */
  k8sClientRateLimit?: CiliumK8sClientRateLimitArgs;
  /** Defaults to `tunnel`. Helm key `routingMode`. */
  routingMode?: pulumi.Input<CiliumRoutingMode>;
  /** Defaults to `vxlan`. Helm key `tunnelProtocol`. */
  tunnelProtocol?: pulumi.Input<CiliumTunnelProtocol>;
  /** Routes to the other nodes' pod CIDRs, meshed clusters' included; all must be on one L2 network. Defaults to false. Helm key `autoDirectNodeRoutes`. */
  autoDirectNodeRoutes?: pulumi.Input<boolean>;
  /** Whether nodes on another network are left out of `autoDirectNodeRoutes` instead of failing. Defaults to false. From 1.16. Helm key `directRoutingSkipUnreachable`. */
  directRoutingSkipUnreachable?: pulumi.Input<boolean>;
  /** CIDR that is reached without masquerading; in a mesh it covers all clusters' pod CIDRs unless `ipMasqAgent` spares them. Helm key `ipv4NativeRoutingCIDR`. */
  ipv4NativeRoutingCIDR?: pulumi.Input<string>;
  /** Masquerading of what leaves the cluster. Defaults to true. Helm key `enableIPv4Masquerade`. */
  enableIPv4Masquerade?: pulumi.Input<boolean>;
  /** Network interfaces that face the network. Defaults to those found. Helm key `devices`. */
  devices?: pulumi.Input<pulumi.Input<string>[]>;
  /** Helm key `bpf`. */
  bpf?: CiliumBpfArgs;
  /** Helm key `ipMasqAgent`. */
  ipMasqAgent?: CiliumIpMasqAgentArgs;
  /** Helm key `encryption`. */
  encryption?: CiliumEncryptionArgs;
  /** Helm key `hubble`. */
  hubble?: CiliumHubbleArgs;
  /** Helm key `bgpControlPlane`. */
  bgpControlPlane?: CiliumBgpControlPlaneArgs;
  /** Helm key `ingressController`. */
  ingressController?: CiliumIngressControllerArgs;
  /** Helm key `loadBalancer`. */
  loadBalancer?: CiliumLoadBalancerArgs;
  /** Helm key `l2announcements`. */
  l2announcements?: CiliumL2AnnouncementsArgs;
  /** Helm key `externalIPs`. */
  externalIPs?: CiliumExternalIPsArgs;
  /** L7 policies and ingress. Defaults to true. Helm key `l7Proxy`. */
  l7Proxy?: pulumi.Input<boolean>;
  /** Helm key `etcd`. */
  etcd?: CiliumEtcdArgs;
  /** Defaults to `crd`. Helm key `identityAllocationMode`. */
  identityAllocationMode?: pulumi.Input<CiliumIdentityAllocationMode>;
  /** Helm key `clustermesh`. */
  clustermesh?: CiliumClusterMeshSettingsArgs;
}
