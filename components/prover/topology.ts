import type { FabricInput } from "../bgp-fabric/plan";
import type { IngressPlan } from "../cilium-ingress/plan";
import type { EtcdPlan } from "../etcd/plan";
import type { IngressPolicyPlan } from "../ingress-policy/plan";
import type { L2Plan } from "../l2-announcement/plan";
import type { McsPlan } from "../multi-cluster-services/plan";
import { HelmValues } from "../internal/helm-values";
import type { MeshPolicyPlan } from "../mesh-policy/plan";

/**
 * What the prover looks at: plain data, everything resolved, nothing to look up. Stack configs and components
 * are turned into it by adapters that also know where each value came from, so that a finding names inputs.
 */
export interface Topology {
  readonly clusters: readonly TopologyCluster[];
  /** Left out where the clusters are not meshed. */
  readonly mesh?: TopologyMesh;
  readonly services: readonly TopologyService[];
  readonly workloads: readonly TopologyWorkload[];
  /** Routers and the clusters' BGP; left out where there is none. */
  readonly fabric?: TopologyFabric;
  readonly pools: readonly TopologyPool[];
  /** How their addresses are announced, and what comes in by them; left out where there is none of it. */
  readonly loadBalancing?: TopologyLoadBalancing;
  /** Services exported and imported by the Multi-Cluster Services API; left out where there are none. */
  readonly mcs?: TopologyMcs;
  /** Network policies across clusters; left out where there is none. */
  readonly policies?: readonly TopologyPolicy[];
}

/** A network policy in one cluster or in several. */
export interface TopologyPolicy {
  readonly at: Origin;
  readonly plan: MeshPolicyPlan;
}

/** What the Multi-Cluster Services API is to do among the members of the mesh. */
export interface TopologyMcs {
  /** Its clusters are the members of the mesh. */
  readonly plan: McsPlan;
  readonly at: Origin;
  /** The Services that the stack makes, each in one cluster. */
  readonly services: readonly TopologyMadeService[];
}

export interface TopologyMadeService {
  readonly cluster: string;
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
  readonly path: string;
}

/** L2 announcements, Ingresses of class `cilium` and policies about who may come in, each in one cluster. */
export interface TopologyLoadBalancing {
  readonly l2Announcements: readonly TopologyL2Announcement[];
  readonly ingresses: readonly TopologyIngress[];
  readonly policies: readonly TopologyIngressPolicy[];
}

export interface TopologyL2Announcement {
  readonly cluster: string;
  readonly at: Origin;
  readonly plan: L2Plan;
}

export interface TopologyIngress {
  readonly cluster: string;
  readonly at: Origin;
  readonly plan: IngressPlan;
}

export interface TopologyIngressPolicy {
  readonly cluster: string;
  readonly at: Origin;
  readonly plan: IngressPolicyPlan;
}

/** The BGP fabric as declared, and where each input stands. */
export interface TopologyFabric {
  readonly input: FabricInput;
  /** Input of the stack file behind a path of the fabric's input, e.g. `clusters[0].peers[0].holdTimeSeconds`. */
  readonly at: Origin;
  /** Addresses in racks that are the host's own, where racks are Docker networks. */
  readonly gateways?: readonly TopologyGateway[];
}

export interface TopologyGateway {
  readonly rack: string;
  readonly address: string;
  readonly path: string;
}

/** A pool of load-balancer addresses in one cluster. */
export interface TopologyPool {
  readonly name: string;
  readonly cluster: string;
  readonly at: Origin;
  readonly blocks: readonly TopologyPoolBlock[];
  /** `Yes` or `No`; undefined for the version's own default. */
  readonly allowFirstLastIPs?: string;
  readonly disabled: boolean;
  /** Labels that a Service must have; undefined takes all. */
  readonly serviceSelector?: TopologySelector;
}

/** Addresses of a pool: a CIDR, or a range. */
export interface TopologyPoolBlock {
  readonly cidr?: string;
  readonly start?: string;
  readonly stop?: string;
}

export interface TopologySelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Path of the input that decided a field, e.g. `at("podCidrs[0]")` → `clusters[0].kind.podSubnet`. */
export type Origin = (field: string) => string;

export interface TopologyCluster {
  readonly name: string;
  /** Where the cluster's own fields came from; fields are the names in this interface. */
  readonly at: Origin;
  readonly hosting: "kind" | "existing";
  /** Kubernetes version where it is known (a kind node image's tag), e.g. `1.33.2`. */
  readonly kubernetesVersion?: string;
  /** Whether the cluster runs kube-proxy, where that is known. Rules about its absence need it. */
  readonly kubeProxy?: boolean;
  /** Empty where they are not known before the cluster answers. */
  readonly podCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  /** Mask length of the pod CIDR that each node gets; 24 unless said otherwise. */
  readonly nodeCidrMaskSize: number;
  readonly nodes: readonly TopologyNode[];
  /** Ports of the host that this cluster's nodes take (kind only). */
  readonly hostPorts: readonly TopologyHostPort[];
  readonly cilium: TopologyCilium;
  /** The etcd that it brings along for identities; left out where it brings none. */
  readonly etcd?: TopologyEtcd;
}

export interface TopologyEtcd {
  readonly plan: EtcdPlan;
  readonly at: Origin;
  /** When it is looked at: certificates end. */
  readonly now: Date;
}

export interface TopologyNode {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** Known for racks and for existing clusters whose nodes are declared. */
  readonly address?: string;
  /** CIDR of the network the node's address is in, where known. */
  readonly network?: string;
}

export interface TopologyHostPort {
  readonly address: string;
  readonly port: number;
  /** Port of the node that it leads to; left out where that is not known. */
  readonly nodePort?: number;
  readonly protocol: string;
  readonly path: string;
}

export interface TopologyCilium {
  /** Version of Cilium and of its chart, e.g. `1.18.1`. */
  readonly version: string;
  /** The final Helm values: typed settings, then mesh membership, then the `values` escape hatch. */
  readonly values: HelmValues;
  /** Path of the input behind a Helm key, e.g. `at("bpf.masquerade")` → `clusters[0].cilium.bpf.masquerade`; `at("version")` is the version's. */
  readonly at: Origin;
  /** True where Helm itself waits for the release to be ready; then a post-install hook cannot feed the pods. */
  readonly helmWaits: boolean;
}

export interface TopologyMesh {
  readonly at: Origin;
  /** Members by cluster name, in the order declared. */
  readonly members: readonly TopologyMeshMember[];
}

export interface TopologyMeshMember {
  readonly cluster: string;
  readonly path: string;
  /** True where the user chose the NodePort; then clashes are warnings, not errors of our allocation. */
  readonly explicitNodePort: boolean;
}

/** One global service: one Service of the same name and namespace in every cluster listed. */
export interface TopologyService {
  readonly name: string;
  readonly namespace: string;
  readonly at: Origin;
  /** `ClusterIP` unless said otherwise. */
  readonly type?: string;
  /** Labels of the Service itself, by which pools and announcements choose it. */
  readonly labels?: Readonly<Record<string, string>>;
  /** `Cluster` unless said otherwise. */
  readonly externalTrafficPolicy?: string;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  /** Annotations by the user's hand, beside those that the clusters' fields become. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ports: readonly TopologyServicePort[];
  readonly clusters: readonly TopologyServiceCluster[];
}

export interface TopologyServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: string;
  readonly nodePort?: number;
  readonly protocol: string;
}

export interface TopologyServiceCluster {
  readonly cluster: string;
  readonly path: string;
  readonly global: boolean;
  readonly shared?: boolean;
  readonly affinity?: string;
  /** A Service here for clients' sake only: its selector matches no pod. */
  readonly clientOnly: boolean;
  /** Addresses that its Service asks of this cluster's pools, and which input says so. */
  readonly loadBalancerAddresses?: readonly { readonly address: string; readonly path: string }[];
  /** Labels its Service selects; empty for a client-only cluster. */
  readonly selector: Readonly<Record<string, string>>;
}

/** Pods that a stack itself runs. */
export interface TopologyWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Whether a Service of its name comes with it. */
  readonly withService?: boolean;
  readonly path: string;
}
