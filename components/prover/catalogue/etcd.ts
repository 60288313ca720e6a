import { CatalogueEntry, Told } from "./entry";

/** Findings about the etcd that identities live in. */
export const etcdFindings = {
  "kvstore-without-etcd": { told: Told.Error, meaning: "Identities in a kvstore, but no etcd." },
  "etcd-unused": {
    told: Told.Warning,
    meaning: "An etcd for the cluster, but identities stay in the API server (identityAllocationMode crd).",
  },
  "etcd-endpoints-missing": {
    told: Told.Error,
    meaning: "etcd is on, but its endpoints are not set; the chart's default is a placeholder.",
  },
  "etcd-endpoints-differ": {
    told: Told.Warning,
    meaning: "A cluster has an etcd of its own, but Cilium is given other endpoints.",
  },
  "etcd-endpoint-invalid": { told: Told.Error, meaning: "An endpoint that is no URL with a port." },
  "etcd-scheme": { told: Told.Error, meaning: "Endpoints with http and TLS on, or with https and TLS off." },
  "etcd-in-cluster": {
    told: Told.Warning,
    meaning: "etcd in a pod that Cilium connects: deprecated in 1.16, not supported from 1.17 on.",
  },
  "etcd-single-pod": {
    told: Told.Warning,
    meaning: "etcd as one Pod without TLS, in a circle with Cilium's own start.",
  },
  "etcd-without-tls": { told: Told.Warning, meaning: "etcd on the nodes' network, open to everybody." },
  "etcd-input-idle": { told: Told.Warning, meaning: "An input that means nothing in this mode of etcd." },
  "etcd-member-unknown": { told: Told.Error, meaning: "A member that is no node of the cluster." },
  "etcd-member-count": {
    told: Told.Either,
    meaning: "Members that are not 1, 3 or 5; a warning while one joins (initialClusterState existing).",
  },
  "etcd-members-changed": {
    told: Told.Error,
    meaning: "Other members than those that run: etcd must be told first, one by one.",
  },
  "etcd-port-invalid": { told: Told.Error, meaning: "A port of etcd that is none." },
  "etcd-port-taken": {
    told: Told.Either,
    meaning:
      "Two uses of etcd on one port, or a port that Kubernetes' own etcd, the kubelet or Cilium has on the member's node; a warning among NodePorts.",
  },
  "etcd-data-directory": {
    told: Told.Error,
    meaning: "A data folder that is not an absolute path, or that of Kubernetes' own etcd.",
  },
  "etcd-setting-invalid": { told: Told.Error, meaning: "A number of etcd's out of its range." },
  "etcd-certificate-missing": { told: Told.Error, meaning: "TLS without the certificates that it needs." },
  "etcd-certificate-unreadable": { told: Told.Error, meaning: "A certificate or key that is no PEM." },
  "etcd-certificate-authority": {
    told: Told.Error,
    meaning: "A certificate of another CA than the one that the other end trusts.",
  },
  "etcd-certificate-time": {
    told: Told.Either,
    meaning: "A certificate that has expired or is not yet valid; a warning 30 days before its end.",
  },
  "etcd-certificate-usage": {
    told: Told.Error,
    meaning: "A certificate that is not good for clients, or for servers.",
  },
  "etcd-certificate-names": { told: Told.Error, meaning: "A member's certificate without its address." },
  "etcd-certificate-key": { told: Told.Error, meaning: "A private key of another certificate." },
} as const satisfies Record<string, CatalogueEntry>;
