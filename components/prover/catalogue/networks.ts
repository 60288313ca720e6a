import { CatalogueEntry, Told } from "./entry";

/** Findings about networks, hosts and workloads. */
export const networksFindings = {
  "cidr-invalid": { told: Told.Error, meaning: "Not a CIDR." },
  "cidr-not-canonical": { told: Told.Error, meaning: "Host bits set, or not the usual form." },
  "cidr-reserved": {
    told: Told.Error,
    meaning: "Loopback, link-local, multicast: no pod and no Service can be there.",
  },
  "pod-cidr-overlap": {
    told: Told.Error,
    meaning: "Pod CIDRs of a mesh overlap: packets to one of the pods vanish.",
  },
  "pod-service-cidr-overlap": {
    told: Told.Either,
    meaning:
      "A pod CIDR and a service CIDR overlap, in one cluster or across the mesh. A warning only where a pool of Cilium's own is wider than the own service CIDR: it fills from the start.",
  },
  "service-cidr-overlap": {
    told: Told.Either,
    meaning:
      "Service CIDRs of a mesh overlap: harmless while each cluster calls its own (warning), not where clustermesh-apiserver is a ClusterIP (error).",
  },
  "pod-node-cidr-overlap": { told: Told.Error, meaning: "A pod CIDR holds the address of a node." },
  "service-node-cidr-overlap": { told: Told.Error, meaning: "A service CIDR holds the address of a node." },
  "kind-network-overlap": {
    told: Told.Warning,
    meaning: "A CIDR overlaps 172.18.0.0/16, where Docker usually puts kind's nodes.",
  },
  "pod-cidr-too-small": { told: Told.Error, meaning: "Fewer node networks in the pod CIDR than nodes." },
  "pod-cidr-too-large": {
    told: Told.Error,
    meaning: "More than 16 bits between pod CIDR and node network; Kubernetes refuses it.",
  },
  "node-cidr-small": {
    told: Told.Warning,
    meaning: "A node network with fewer than 110 addresses for pods.",
  },
  "service-cidr-size": { told: Told.Error, meaning: "kube-apiserver takes /12 to /28 (IPv6: /108 to /124)." },
  "pod-cidr-not-used": {
    told: Told.Warning,
    meaning: "A pod CIDR is declared, but ipam.mode is cluster-pool.",
  },
  "native-cidr-swallows-service-cidr": {
    told: Told.Warning,
    meaning: "The native routing CIDR holds the own service CIDR.",
  },
  "native-cidr-misses-pod-cidr": {
    told: Told.Error,
    meaning:
      "A pod CIDR of the cluster or the mesh is neither in the native routing CIDR nor in ip-masq-agent's list.",
  },
  "direct-routes-uncertain": {
    told: Told.Warning,
    meaning:
      "Addresses of nodes look as if they were on different networks, which autoDirectNodeRoutes does not bear.",
    upstream: "#31843",
  },
  "native-routing-without-routes": {
    told: Told.Warning,
    meaning: "kind clusters, native routing, and nothing that routes: no autoDirectNodeRoutes, no BGP.",
  },
  "host-port-clash": { told: Told.Error, meaning: "Two nodes of kind want the same port of the host." },
  "host-port-range": { told: Told.Error, meaning: "A host port outside 1–65535." },
  "kubernetes-version-untested": {
    told: Told.Warning,
    meaning: "Upstream does not test this Cilium with this Kubernetes.",
  },
  "kubernetes-version-refused": {
    told: Told.Error,
    meaning: "Helm refuses the chart on so old a Kubernetes.",
  },
  "operator-replicas-zero": {
    told: Told.Error,
    meaning: "No operator: nobody makes Cilium's definitions, so no agent gets ready.",
  },
  "operator-replicas-exceed-nodes": {
    told: Told.Either,
    meaning: "More replicas of the operator than nodes; an error where Helm waits for them.",
  },
  "no-service-proxy": { told: Told.Error, meaning: "No kube-proxy and no replacement." },
  "api-server-host-missing": {
    told: Told.Error,
    meaning: "Without kube-proxy agents find the API server only through k8sServiceHost.",
  },
  "workload-cluster-unknown": { told: Told.Error, meaning: "A workload in a cluster that does not exist." },
  "service-of-sample": {
    told: Told.Error,
    meaning: "A service of the name of one that a sample, such as bookinfo, brings along.",
  },
  "workload-duplicate": { told: Told.Error, meaning: "The same workload twice in one cluster." },
} as const satisfies Record<string, CatalogueEntry>;
