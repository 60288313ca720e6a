import * as pulumi from "@pulumi/pulumi";
import { LabelRequirementArgs, LabelSelectorArgs } from "../load-balancer-pool/args";

/** Which clusters' pods a peer selector means, seen from the cluster that the policy is in. */
export const MeshPolicyScope = {
  /** Pods of the cluster that the policy is in: in each cluster its own. */
  Own: "own",
  /** Pods of every cluster of the mesh but the own. */
  Others: "others",
  /** Pods of every cluster of the mesh, the own among them. */
  All: "all",
} as const;
export type MeshPolicyScope = (typeof MeshPolicyScope)[keyof typeof MeshPolicyScope];

/** Pods that a policy admits or shuts out, with the clusters that they are in: exactly one of `scope` and `clusters`. What else is named must be true together. */
export interface MeshPolicyPeerArgs {
  /** Which clusters' pods are meant, seen from each cluster that the policy is in. Becomes requirements on the label `io.cilium.k8s.policy.cluster`. */
  scope?: pulumi.Input<MeshPolicyScope>;
  /** Names of the clusters whose pods are meant, at least one, all of the mesh. Becomes label `io.cilium.k8s.policy.cluster`. */
  clusters?: pulumi.Input<pulumi.Input<string>[]>;
  /** Namespaces of the pods. Defaults to the policy's own, for a clusterwide one to all. Becomes label `k8s:io.kubernetes.pod.namespace`. */
  namespaces?: pulumi.Input<pulumi.Input<string>[]>;
  /** Pods of every namespace. Defaults to false. Not together with `namespaces`. */
  allNamespaces?: pulumi.Input<boolean>;
  /** Labels that the pods' namespace must have. Defaults to none. Becomes labels `k8s:io.cilium.k8s.namespace.labels.…`. */
  namespaceLabels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Labels of the pods. Defaults to none. */
  matchLabels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Further requirements on the pods' labels. Defaults to none. */
  matchExpressions?: pulumi.Input<pulumi.Input<LabelRequirementArgs>[]>;
  /** Said where no label is named because every pod of those clusters and namespaces is meant. Defaults to false. */
  everyPod?: pulumi.Input<boolean>;
}

/** Addresses outside the mesh. Pods and nodes of the mesh are never selected by their address. */
export interface MeshPolicyCidrArgs {
  /** CIDR, e.g. `192.168.10.0/24`. */
  cidr: pulumi.Input<string>;
  /** CIDRs within it that are not meant. Defaults to none. */
  except?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A name that is looked up in DNS: exactly one of the two. */
export interface MeshPolicyNameArgs {
  /** A name in full, e.g. `api.example.com`. */
  matchName?: pulumi.Input<string>;
  /** A name with `*` for what may be anything, e.g. `*.example.com`. */
  matchPattern?: pulumi.Input<string>;
}

/** One port. */
export interface MeshPolicyPortArgs {
  /** A number in text, 0–65535 (0 is every port), or the name of a port of the pods. */
  port: pulumi.Input<string>;
  /** Last port of a range that starts at `port`. From 1.16. Defaults to `port`. */
  endPort?: pulumi.Input<number>;
  /** `TCP`, `UDP`, `SCTP` or `ANY`. Defaults to `ANY`. */
  protocol?: pulumi.Input<string>;
}

/** HTTP requests that are allowed; every field is a regular expression, and those given must all match. */
export interface MeshPolicyHttpArgs {
  /** Path, e.g. `/public/.*`. Defaults to any. */
  path?: pulumi.Input<string>;
  /** Method, e.g. `GET|HEAD`. Defaults to any. */
  method?: pulumi.Input<string>;
  /** Host. Defaults to any. */
  host?: pulumi.Input<string>;
  /** Headers that must be there: a name, or a name with its value as `X-My-Header: true`. Defaults to none. */
  headers?: pulumi.Input<pulumi.Input<string>[]>;
}

/** What is allowed within the connections: requests of one of the two kinds. */
export interface MeshPolicyLayer7Args {
  /** HTTP requests. Key `toPorts[].rules.http`. */
  http?: pulumi.Input<pulumi.Input<MeshPolicyHttpArgs>[]>;
  /** DNS look-ups, for egress. Key `toPorts[].rules.dns`. */
  dns?: pulumi.Input<pulumi.Input<MeshPolicyNameArgs>[]>;
}

/** Ports of a rule. */
export interface MeshPolicyPortRuleArgs {
  /** The ports, 1–40. */
  ports: pulumi.Input<pulumi.Input<MeshPolicyPortArgs>[]>;
  /** What is allowed within the connections; needs Cilium's proxy. Defaults to everything. */
  rules?: pulumi.Input<MeshPolicyLayer7Args>;
}

/** A type of ICMP message. */
export interface MeshPolicyIcmpFieldArgs {
  /** `IPv4` or `IPv6`. Defaults to `IPv4`. */
  family?: pulumi.Input<string>;
  /** A number in text, 0–255, or a name such as `EchoRequest`. */
  type: pulumi.Input<string>;
}

/** ICMP messages of a rule; not together with ports. */
export interface MeshPolicyIcmpArgs {
  /** The types, 1–40. */
  fields: pulumi.Input<pulumi.Input<MeshPolicyIcmpFieldArgs>[]>;
}

/** One rule about traffic to the pods: at most one kind of peers, and ports. Without peers it is about everybody, without ports about every port. */
export interface MeshPolicyIngressRuleArgs {
  /** Pods. Key `fromEndpoints`. */
  fromEndpoints?: pulumi.Input<pulumi.Input<MeshPolicyPeerArgs>[]>;
  /** Cilium's entities, e.g. `host`, `remote-node`, `world`; `cluster` is the own cluster and the nodes of all. Key `fromEntities`. */
  fromEntities?: pulumi.Input<pulumi.Input<string>[]>;
  /** CIDRs outside the mesh. Key `fromCIDR`. */
  fromCIDR?: pulumi.Input<pulumi.Input<string>[]>;
  /** CIDRs outside the mesh, with exceptions. Key `fromCIDRSet`. */
  fromCIDRSet?: pulumi.Input<pulumi.Input<MeshPolicyCidrArgs>[]>;
  /** Ports of the pods. Key `toPorts`. */
  toPorts?: pulumi.Input<pulumi.Input<MeshPolicyPortRuleArgs>[]>;
  /** ICMP messages. Key `icmps`. */
  icmps?: pulumi.Input<pulumi.Input<MeshPolicyIcmpArgs>[]>;
}

/** One rule about traffic from the pods: at most one kind of peers, and ports. Without peers it is about everybody, without ports about every port. */
export interface MeshPolicyEgressRuleArgs {
  /** Pods. A Service's name or address is none of its own: name the pods behind it. Key `toEndpoints`. */
  toEndpoints?: pulumi.Input<pulumi.Input<MeshPolicyPeerArgs>[]>;
  /** Cilium's entities, e.g. `host`, `kube-apiserver`, `world`; `cluster` is the own cluster and the nodes of all. Key `toEntities`. */
  toEntities?: pulumi.Input<pulumi.Input<string>[]>;
  /** CIDRs outside the mesh. Key `toCIDR`. */
  toCIDR?: pulumi.Input<pulumi.Input<string>[]>;
  /** CIDRs outside the mesh, with exceptions. Key `toCIDRSet`. */
  toCIDRSet?: pulumi.Input<pulumi.Input<MeshPolicyCidrArgs>[]>;
  /** Names outside the mesh; some rule must allow their look-up by `toPorts[].rules.dns`. Not for `egressDeny`. Key `toFQDNs`. */
  toFQDNs?: pulumi.Input<pulumi.Input<MeshPolicyNameArgs>[]>;
  /** Ports of the peers. Key `toPorts`. */
  toPorts?: pulumi.Input<pulumi.Input<MeshPolicyPortRuleArgs>[]>;
  /** ICMP messages. Key `icmps`. */
  icmps?: pulumi.Input<pulumi.Input<MeshPolicyIcmpArgs>[]>;
}

/** Whether what no rule names is shut out. From 1.16. */
export interface MeshPolicyDefaultDenyArgs {
  /** For traffic to the pods. Defaults to true where there is a rule about it. */
  ingress?: pulumi.Input<boolean>;
  /** For traffic from the pods. Defaults to true where there is a rule about it. */
  egress?: pulumi.Input<boolean>;
}

/** The policy in one cluster. */
export interface MeshPolicyClusterArgs {
  /** Name of the cluster, `cluster.name` in its Cilium. */
  name: string;
  /** Kubeconfig of the cluster, a secret. */
  kubeconfig: pulumi.Input<string>;
  /** Version of Cilium in the cluster, e.g. `1.18.1`: it decides which fields there are, and what a selector without a cluster means. */
  ciliumVersion: string;
  /** `clustermesh.policyDefaultLocalCluster` of the cluster's Cilium where it was set by hand. Only `raw` depends on it. Defaults to the version's own: true from 1.19. */
  policyDefaultLocalCluster?: boolean;
  /** What tells this cluster from any other ever made, e.g. `clusterIdentifier` of `KindCluster`; when it changes, the policy is made anew. Defaults to the kubeconfig's server and CA. */
  clusterIdentifier?: pulumi.Input<string>;
  /** URN of the resource that the cluster ends with, e.g. `lifetimeUrn` of `KindCluster`: when that is deleted, the policy counts as deleted too. Defaults to none. */
  deletedWith?: pulumi.Input<string>;
}

/** One network policy in several clusters of a mesh: each peer says which clusters it means, so that every version of Cilium understands the same. Cilium does not carry policies from cluster to cluster; this declares one in each. */
export interface MeshPolicyArgs {
  /** Name of the policy in every cluster. Defaults to the component's name. */
  policyName?: string;
  /** Namespace of the policy and of the pods that it is about. Defaults to `default`. Not for a clusterwide one. */
  namespace?: string;
  /** Whether it is about pods of every namespace: a CiliumClusterwideNetworkPolicy. Defaults to false: a CiliumNetworkPolicy. */
  clusterwide?: boolean;
  /** Labels of the pods that it is about, in every cluster; `{}` is all. Needed unless `raw` is given. Key `spec.endpointSelector`. */
  endpointSelector?: pulumi.Input<LabelSelectorArgs>;
  /** Who may reach the pods. Key `spec.ingress`. */
  ingress?: pulumi.Input<pulumi.Input<MeshPolicyIngressRuleArgs>[]>;
  /** Who may not, whatever else allows it. Key `spec.ingressDeny`. */
  ingressDeny?: pulumi.Input<pulumi.Input<MeshPolicyIngressRuleArgs>[]>;
  /** Whom the pods may reach. Key `spec.egress`. */
  egress?: pulumi.Input<pulumi.Input<MeshPolicyEgressRuleArgs>[]>;
  /** Whom they may not, whatever else allows it. Key `spec.egressDeny`. */
  egressDeny?: pulumi.Input<pulumi.Input<MeshPolicyEgressRuleArgs>[]>;
  /** Whether what no rule names is shut out. Defaults to Cilium's own rule. Key `spec.enableDefaultDeny`. */
  enableDefaultDeny?: pulumi.Input<MeshPolicyDefaultDenyArgs>;
  /** What it is for, in words. Defaults to none. Key `spec.description`. */
  description?: pulumi.Input<string>;
  /** A whole `spec` as Cilium has it, instead of everything else, written as it is. Selectors that name no cluster are warned of. */
  raw?: pulumi.Input<pulumi.Inputs>;
  /** Names of the mesh's clusters, which peers may name. Defaults to those in `clusters`. */
  meshClusters?: pulumi.Input<pulumi.Input<string>[]>;
  /** The clusters, at least one, each once. */
  clusters: MeshPolicyClusterArgs[];
}
