import type { MeshPolicyInput } from "../components/mesh-policy/plan";

/** What stands in one cluster or in several, the same in each. */
export interface PlacedConfig {
  /** Name in each cluster. */
  name: string;
  /** Defaults to every cluster. */
  clusters?: string[];
}

export interface SelectorConfig {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** As `LoadBalancerPoolArgs` without what the cluster itself says. */
export interface LoadBalancerPoolConfig extends PlacedConfig {
  blocks: { cidr?: string; start?: string; stop?: string }[];
  allowFirstLastIPs?: "Yes" | "No";
  serviceSelector?: SelectorConfig;
  disabled?: boolean;
}

/** As `L2AnnouncementArgs` without what the cluster itself says. */
export interface L2AnnouncementConfig extends PlacedConfig {
  serviceSelector?: SelectorConfig;
  nodeSelector?: SelectorConfig;
  interfaces?: string[];
  externalIPs?: boolean;
  loadBalancerIPs?: boolean;
}

/** As `CiliumIngressArgs` without what the cluster itself says. */
export interface IngressConfig extends PlacedConfig {
  namespace?: string;
  loadbalancerMode?: "shared" | "dedicated";
  rules: { host?: string; paths: IngressPathConfig[] }[];
  tls?: { hosts?: string[]; secretName: string }[];
  loadBalancerAddresses?: string[];
  annotations?: Record<string, string>;
}

export interface IngressPathConfig {
  path?: string;
  pathType?: "Prefix" | "Exact" | "ImplementationSpecific";
  serviceName: string;
  servicePort?: number;
  servicePortName?: string;
}

/** As `IngressPolicyArgs` without what the cluster itself says. */
export interface IngressPolicyConfig extends Omit<PlacedConfig, "name"> {
  /** Defaults to the policy's kind. */
  name?: string;
  kind: "external-lockdown" | "allow-cidr" | "own";
  cidrs?: string[];
  entities?: string[];
  endpointSelector?: SelectorConfig;
  description?: string;
}

/** As `MeshPolicyArgs` without what the clusters themselves say. */
export interface PolicyConfig extends Omit<MeshPolicyInput, "policyName" | "meshClusters" | "clusters"> {
  name: string;
  /** Defaults to every member of the mesh, without a mesh to all. */
  clusters?: string[];
}
