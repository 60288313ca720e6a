import { HelmValue, HelmValues } from "../../components/internal/helm-values";

/** A setting of requirements row B with the documents' value. */
export interface RequirementB {
  /** The Helm key; `[]` stands for each entry of a list. */
  readonly key: string;
  /** The input, where it is called otherwise. */
  readonly input?: string;
  readonly value: HelmValue;
  readonly settings: HelmValues;
  /** Defaults to 1.18.1. */
  readonly version?: string;
  /** True where it contradicts another row's value. */
  readonly alone?: boolean;
  /** What of `cilium-config` shows that the chart took it. */
  readonly config?: readonly [key: string, value: string];
}

/** The settings `{a: {b: value}}` for the path `a.b`. */
function at(path: string, value: HelmValue): HelmValues {
  return path.split(".").reduceRight<HelmValue>((inner, step) => ({ [step]: inner }), value) as HelmValues;
}

function row(key: string, value: HelmValue, more: Partial<RequirementB> = {}): RequirementB {
  return { key, value, settings: at(more.input ?? key, value), ...more };
}

const peers: HelmValue = [{ name: "east", ips: ["172.18.0.4"], port: 32379 }];

/** Row B of docs/requirements.md, key by key. */
export const REQUIREMENTS_B: readonly RequirementB[] = [
  row("cluster.name", "west", { config: ["cluster-name", "west"] }),
  row("cluster.id", 1, { config: ["cluster-id", "1"] }),
  row("ipam.mode", "kubernetes", { config: ["ipam", "kubernetes"] }),
  row("kubeProxyReplacement", true, { config: ["kube-proxy-replacement", "true"] }),
  row("bpf.masquerade", true, { config: ["enable-bpf-masquerade", "true"] }),
  row("endpointHealthChecking.enabled", false, { config: ["enable-endpoint-health-checking", "false"] }),
  row("healthChecking", false, { config: ["enable-health-checking", "false"] }),
  row("operator.replicas", 1),
  row("debug.enabled", true, { config: ["debug", "true"] }),
  row("routingMode", "native", { config: ["routing-mode", "native"] }),
  row("autoDirectNodeRoutes", true, { config: ["auto-direct-node-routes", "true"] }),
  row("ipv4NativeRoutingCIDR", "10.0.0.0/16", { config: ["ipv4-native-routing-cidr", "10.0.0.0/16"] }),
  row("ipv4NativeRoutingCIDR", "10.0.0.0/8", {
    alone: true,
    config: ["ipv4-native-routing-cidr", "10.0.0.0/8"],
  }),
  row("ipMasqAgent.enabled", true, { config: ["enable-ip-masq-agent", "true"] }),
  row("ipMasqAgent.config.nonMasqueradeCIDRs", ["10.1.0.0/16"]),
  row("k8sServiceHost", "172.18.0.2"),
  row("k8sServicePort", 6443),
  row("clustermesh.maxConnectedClusters", 255, { config: ["max-connected-clusters", "255"] }),
  row("clustermesh.maxConnectedClusters", 511, { alone: true, config: ["max-connected-clusters", "511"] }),
  row("clustermesh.useAPIServer", true),
  row("clustermesh.config.enabled", true),
  row("clustermesh.config.clusters", peers),
  row("clustermesh.config.clusters[].name", peers, { settings: at("clustermesh.config.clusters", peers) }),
  row("clustermesh.config.clusters[].ips", peers, { settings: at("clustermesh.config.clusters", peers) }),
  row("clustermesh.config.clusters[].port", peers, { settings: at("clustermesh.config.clusters", peers) }),
  row("clustermesh.apiserver.service.type", "NodePort"),
  row("clustermesh.apiserver.service.type", "LoadBalancer", { alone: true }),
  row("clustermesh.apiserver.service.type", "ClusterIP", { alone: true }),
  row("clustermesh.apiserver.kvstoremesh.enabled", false),
  row("clustermesh.apiserver.kvstoremesh.enabled", true, { alone: true }),
  row("clustermesh.apiserver.tls.auto.enabled", true),
  row("clustermesh.apiserver.tls.auto.method", "cronJob"),
  row("clustermesh.apiserver.tls.auto.schedule", "0 0 1 */4 *"),
  row("clustermesh.enableMCSAPISupport", true),
  row("clustermesh.mcsapi.enabled", true, {
    version: "1.20.0",
    alone: true,
    input: "clustermesh.enableMCSAPISupport",
  }),
  row("hubble.enabled", true, { config: ["enable-hubble", "true"] }),
  row("hubble.relay.enabled", true),
  row("hubble.relay.service.type", "NodePort"),
  row("hubble.relay.service.nodePort", 30002),
  row("hubble.ui.enabled", true),
  row("hubble.ui.service.type", "NodePort"),
  row("hubble.ui.service.nodePort", 30001),
  row("hubble.ui.service.nodePort", 31001, { alone: true }),
  row("bgpControlPlane.enabled", true, { config: ["enable-bgp-control-plane", "true"] }),
  row("bgpControlPlane.statusReport.enabled", false, {
    config: ["enable-bgp-control-plane-status-report", "false"],
  }),
  row("ingressController.enabled", true, { config: ["enable-ingress-controller", "true"] }),
  row("ingressController.loadbalancerMode", "shared", { config: ["ingress-default-lb-mode", "shared"] }),
  row("ingressController.loadbalancerMode", "dedicated", { alone: true }),
  row("loadBalancer.l7.backend", "envoy", { config: ["loadbalancer-l7", "envoy"] }),
  row("l2announcements.enabled", true, { config: ["enable-l2-announcements", "true"] }),
  row("l2announcements.leaseDuration", "15s", { config: ["l2-announcements-lease-duration", "15s"] }),
  row("l2announcements.leaseRenewDeadline", "5s", { config: ["l2-announcements-renew-deadline", "5s"] }),
  row("l2announcements.leaseRetryPeriod", "2s", { config: ["l2-announcements-retry-period", "2s"] }),
  row("externalIPs.enabled", true, { version: "1.14.1", alone: true }),
  row("etcd.enabled", true, { alone: true }),
  row("etcd.endpoints", ["http://etcd.kube-system.svc.cluster.local:2379"], { alone: true }),
  row("etcd.ssl", true, { alone: true }),
  row("identityAllocationMode", "crd", { config: ["identity-allocation-mode", "crd"] }),
  row("identityAllocationMode", "kvstore", { alone: true }),
  row("image.repository", "quay.io/cilium/cilium"),
  row("image.tag", "v1.18.1"),
  row("image.useDigest", false),
  row("operator.image.tag", "v1.18.1"),
  row("clustermesh.apiserver.image.tag", "v1.18.1"),
  row("hubble.relay.image.tag", "v1.18.1"),
  row("hubble.ui.backend.image.tag", "v0.13.2"),
  row("hubble.ui.frontend.image.tag", "v0.13.2"),
  row("rollOutCiliumPods", true),
  row("operator.rollOutPods", true),
  row("envoy.rollOutPods", true),
  row("hubble.relay.rollOutPods", true),
  row("hubble.ui.rollOutPods", true),
];
