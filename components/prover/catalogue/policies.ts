import { CatalogueEntry, Told } from "./entry";

/** Findings about network policies across clusters. */
export const policiesFindings = {
  "policy-name-invalid": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "policy-namespace-invalid": { told: Told.Error, meaning: "Not a name of a namespace." },
  "policy-form": {
    told: Told.Error,
    meaning: "Inputs of a policy that cannot stand together, or one that is missing.",
  },
  "policy-without-rules": { told: Told.Error, meaning: "A policy without a rule, which Cilium refuses." },
  "policy-cluster-twice": { told: Told.Error, meaning: "A policy or a peer names a cluster twice." },
  "policy-cluster-unknown": {
    told: Told.Error,
    meaning: "A policy is to be in a cluster that does not exist.",
  },
  "policy-duplicate": {
    told: Told.Error,
    meaning: "Two policies of one kind, ingress policies among them, have one name in one cluster.",
  },
  "policy-field-not-in-version": {
    told: Told.Error,
    meaning: "A field of policies that the Cilium version does not know, so that it would be left out.",
  },
  "policy-label-reserved": {
    told: Told.Error,
    meaning:
      "A selector names by hand what has an input of its own: cluster, namespace, an entity; or a cluster for the pods that the policy is about.",
  },
  "policy-list-empty": {
    told: Told.Error,
    meaning: "A list of peers without any: Cilium takes the rule to select nobody, not everybody.",
  },
  "policy-peers-combined": {
    told: Told.Error,
    meaning: "Two kinds of peers in one rule, which Cilium refuses.",
  },
  "policy-peer-clusters": {
    told: Told.Error,
    meaning: "A peer that does not say which clusters' pods it means, or says it twice.",
  },
  "policy-peer-outside-mesh": {
    told: Told.Error,
    meaning: "A peer in a cluster that is not in the mesh: it would match no pod, silently.",
  },
  "policy-peer-empty": {
    told: Told.Error,
    meaning: "A peer without labels, which is every pod, and nothing that says so.",
  },
  "policy-entity": { told: Told.Error, meaning: "Not an entity that the Cilium version knows." },
  "policy-cidr": { told: Told.Error, meaning: "Not the CIDR of a network, or an exception outside of it." },
  "policy-dns-name": { told: Told.Error, meaning: "Not a DNS name, or not a pattern of names." },
  "policy-ports": {
    told: Told.Error,
    meaning: "Ports, protocols, ranges or ICMP types that Cilium refuses.",
  },
  "policy-layer-7": {
    told: Told.Error,
    meaning: "HTTP or DNS rules where Cilium has none: in what denies, over UDP, DNS for ingress.",
  },
  "policy-layer-7-without-proxy": {
    told: Told.Error,
    meaning: "HTTP or DNS rules, or names, while l7Proxy is false: the agents refuse the whole policy.",
  },
  "policy-cluster-implicit": {
    told: Told.Warning,
    meaning:
      "A raw policy in a mesh selects peers without naming their cluster: up to 1.18 pods of every cluster, from 1.19 of the own alone (clustermesh.policyDefaultLocalCluster).",
  },
  "policy-cluster-meaning-differs": {
    told: Told.Warning,
    meaning: "The same, in clusters of which some take it one way and some the other.",
  },
  "policy-entity-cluster-in-mesh": {
    told: Told.Warning,
    meaning:
      "A policy shuts out everybody but the entity cluster, in a mesh: that is the own cluster alone, on every version, so that other clusters' pods are shut out too.",
  },
} as const satisfies Record<string, CatalogueEntry>;
