/** Inputs of `ClustersetDns` as plain data. */
export interface DnsInput {
  readonly mode?: string;
  readonly image?: string;
  readonly plugin?: string;
  readonly replicas?: number;
  readonly route?: string;
  readonly clusterDnsName?: string;
  readonly timeoutSeconds?: number;
}

/** The same with every default filled in. */
export interface DnsPlan {
  readonly mode: string;
  readonly image: string;
  readonly plugin: string;
  readonly replicas: number;
  readonly route: string;
  readonly clusterDnsName: string;
  readonly timeoutSeconds: number;
  /** The fields that were set, for rules about those without effect. */
  readonly written: readonly string[];
}

/** The zone of the Multi-Cluster Services API; its specification knows no other. */
export const CLUSTERSET_ZONE = "clusterset.local";
/** Kubernetes 1.35's own, and the oldest that is published there with the option `multicluster`. */
export const DEFAULT_DNS_IMAGE = "registry.k8s.io/coredns/coredns:v1.13.1";

export function planDns(input: DnsInput): DnsPlan {
  return {
    mode: input.mode ?? "dedicated",
    image: input.image ?? DEFAULT_DNS_IMAGE,
    plugin: input.plugin ?? "kubernetes",
    replicas: input.replicas ?? 2,
    route: input.route ?? "mount",
    clusterDnsName: input.clusterDnsName ?? "coredns",
    timeoutSeconds: input.timeoutSeconds ?? 300,
    written: Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key),
  };
}
