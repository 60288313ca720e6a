import { CatalogueEntry, Told } from "./entry";

/** Findings about one install: its version, its Helm values. */
export const installsFindings = {
  "cilium-version-invalid": {
    told: Told.Error,
    meaning: "The version is not one like 1.18.1, so nothing else can be judged.",
  },
  "cilium-version-not-covered": {
    told: Told.Either,
    meaning: "Older than 1.14 (error), or newer than 1.20 (warning; checked as 1.20).",
  },
  "setting-not-in-version": {
    told: Told.Error,
    meaning: "The version has no such setting; Helm would ignore it without a word.",
  },
  "setting-has-no-effect": {
    told: Told.Warning,
    meaning:
      "The version has no such setting, but kubeProxyReplacement does it, or the value only switches it off.",
  },
  "setting-wrong-value": {
    told: Told.Error,
    meaning: "A word that the setting does not take in this version.",
  },
  "setting-wrong-type": { told: Told.Error, meaning: "A value of the wrong kind, e.g. a switch in quotes." },
  "setting-misspelt": {
    told: Told.Warning,
    meaning:
      "A key that no chart has, close to one that the chart has, or of the same name in another place.",
  },
  "setting-unknown": {
    told: Told.Warning,
    meaning: "A key that no chart from 1.14 to 1.20 has; Helm ignores it without a word.",
  },
  "no-ip-family": { told: Told.Error, meaning: "Neither IPv4 nor IPv6 is enabled." },
  "auto-direct-node-routes-in-tunnel": {
    told: Told.Error,
    meaning: "autoDirectNodeRoutes needs native routing.",
  },
  "skip-unreachable-without-direct-routes": {
    told: Told.Error,
    meaning: "directRoutingSkipUnreachable needs autoDirectNodeRoutes.",
  },
  "bpf-masquerade-without-kube-proxy-replacement": {
    told: Told.Error,
    meaning: "BPF masquerading needs Cilium to handle NodePorts.",
  },
  "ip-masq-agent-without-bpf-masquerade": {
    told: Told.Error,
    meaning: "ip-masq-agent needs BPF masquerading.",
  },
  "ip-masq-agent-without-masquerading": {
    told: Told.Error,
    meaning: "ip-masq-agent needs masquerading to be on.",
  },
  "native-cidr-missing": {
    told: Told.Error,
    meaning: "Native routing with masquerading needs a native routing CIDR or ip-masq-agent.",
  },
  "kube-proxy-replacement-old-word": {
    told: Told.Warning,
    meaning: "strict, partial or disabled: taken up to 1.15, refused from 1.16 on.",
  },
  "l2-without-kube-proxy-replacement": {
    told: Told.Error,
    meaning: "L2 announcements need kube-proxy replacement.",
  },
  "l2-lease-times": {
    told: Told.Error,
    meaning: "Lease, renewal and retry must be durations, each longer than the next.",
  },
  "ingress-without-kube-proxy-replacement": {
    told: Told.Error,
    meaning: "Ingress and Gateway API need Cilium to handle NodePorts.",
  },
  "l7-proxy-off": {
    told: Told.Error,
    meaning: "Ingress, Gateway API and the Envoy backend need the L7 proxy.",
  },
  "hubble-relay-without-hubble": { told: Told.Error, meaning: "The chart refuses relay without Hubble." },
  "hubble-port-not-mapped": {
    told: Told.Warning,
    meaning: "Hubble on a NodePort that a kind cluster with port mappings does not lead to this host.",
  },
  "hubble-ui-without-relay": { told: Told.Error, meaning: "The chart refuses the UI without relay." },
  "node-port-range": { told: Told.Error, meaning: "A NodePort outside 30000–32767 (or nodePort.range)." },
  "node-port-taken-twice": {
    told: Told.Error,
    meaning: "Two Services of one cluster want the same NodePort.",
  },
  "mesh-identity-store": {
    told: Told.Error,
    meaning: "clustermesh-apiserver does not work with this identity store in this version.",
  },
  "mesh-without-endpoint-objects": {
    told: Told.Error,
    meaning: "clustermesh-apiserver needs CiliumEndpoints.",
  },
  "egress-gateway-identity-store": {
    told: Told.Error,
    meaning: "Agents with an egress gateway start with identities in the API server only.",
  },
  "kvstoremesh-peer-timeout": {
    told: Told.Error,
    meaning: "The time that a starting clustermesh-apiserver waits for a peer is not 1 to 600 whole seconds.",
  },
  "kvstoremesh-external-store": {
    told: Told.Error,
    meaning: "kvstoreMode external lacks one of its preconditions.",
  },
  "cluster-name-invalid": {
    told: Told.Either,
    meaning:
      "Not 1–32 characters of a–z, 0–9 and -; a warning only before 1.16 without mesh, where the chart takes it.",
  },
  "cluster-name-default": {
    told: Told.Either,
    meaning: 'An id but still the name "default"; a warning only before 1.16 without mesh.',
  },
  "cluster-id-range": { told: Told.Error, meaning: "Outside 1–255, or 1–511 with maxConnectedClusters 511." },
  "cluster-id-on-cloud-interfaces": {
    told: Told.Error,
    meaning: "ENI, Alibaba Cloud or AWS chaining with an id of 128–255 or 384–511: policies drop traffic.",
    upstream: "#21330",
  },
  "mesh-half-enabled": {
    told: Told.Error,
    meaning: "1.14 knows peers only with useAPIServer and config.enabled together.",
  },
  "mesh-remote-users-missing": {
    told: Told.Error,
    meaning: "From 1.19 on clustermesh-apiserver hangs without config.enabled, unless authMode is legacy.",
  },
  "mesh-peers-as-map": {
    told: Told.Error,
    meaning: "Peers as a map are understood from 1.19 on; a list by every version.",
  },
  "mesh-peer-invalid": {
    told: Told.Error,
    meaning: "A peer without name, address or port, or with something else among its IP addresses.",
  },
  "mesh-peer-is-self": {
    told: Told.Error,
    meaning: "A cluster has itself as a peer; no chart filters that.",
  },
  "mesh-peer-twice": { told: Told.Error, meaning: "A peer is named twice." },
  "cron-job-certificates-with-helm-wait": {
    told: Told.Error,
    meaning: "Up to 1.18 a hook makes the certificates after Helm has waited for pods that need them.",
  },
  "certificate-schedule-missing": {
    told: Told.Warning,
    meaning: "Certificates by cron job without schedule (before 1.20) are never renewed.",
  },
  "certificate-schedule-invalid": { told: Told.Error, meaning: "Not a cron schedule of five fields." },
  "certificate-issuer-missing": {
    told: Told.Error,
    meaning: "cert-manager without certManagerIssuerRef; the chart refuses it.",
  },
  "ca-incomplete": { told: Told.Error, meaning: "Half a CA: the chart would make one of its own." },
  "ca-not-base64": { told: Told.Error, meaning: "A CA in PEM where the chart wants base64 of the PEM." },
} as const satisfies Record<string, CatalogueEntry>;
