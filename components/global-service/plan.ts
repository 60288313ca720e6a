/** A global service as plain data; the component's arguments without kubeconfigs. */
export interface GlobalServiceInput {
  readonly serviceName?: string;
  readonly namespace?: string;
  readonly ports: readonly GlobalServicePortInput[];
  readonly selector: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly externalTrafficPolicy?: string;
  readonly loadBalancerAddresses?: readonly string[];
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly clusters: readonly GlobalServiceClusterInput[];
}

export interface GlobalServicePortInput {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: string;
  readonly protocol?: string;
  readonly nodePort?: number;
}

export interface GlobalServiceClusterInput {
  readonly name: string;
  readonly global?: boolean;
  readonly shared?: boolean;
  readonly affinity?: string;
  readonly clientOnly?: boolean;
  readonly ciliumVersion?: string;
  readonly loadBalancerAddresses?: readonly string[];
  readonly selector?: Readonly<Record<string, string>>;
}

/** A global service with every default filled in. */
export interface GlobalServicePlan {
  readonly serviceName: string;
  readonly namespace: string;
  readonly type: string;
  readonly externalTrafficPolicy?: string;
  readonly loadBalancerClass?: string;
  readonly loadBalancerSourceRanges: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly GlobalServicePortPlan[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly clusters: readonly GlobalServiceClusterPlan[];
}

export interface GlobalServicePortPlan {
  readonly name: string;
  readonly port: number;
  readonly targetPort: string;
  readonly protocol: string;
  readonly nodePort?: number;
}

export interface GlobalServiceClusterPlan {
  readonly name: string;
  readonly global: boolean;
  readonly shared: boolean;
  readonly affinity: string;
  readonly clientOnly: boolean;
  readonly ciliumVersion?: string;
  /** Addresses asked of this cluster's pools. */
  readonly loadBalancerAddresses: readonly string[];
  /** Labels of the pods in this cluster; of no meaning in a client-only one. */
  readonly selector: Readonly<Record<string, string>>;
  /** Which of the settings the user wrote, for findings about contradictions. */
  readonly written: readonly string[];
}

/** Fills in every default; `name` is the component's name. */
export function planGlobalService(name: string, input: GlobalServiceInput): GlobalServicePlan {
  return {
    serviceName: input.serviceName ?? name,
    namespace: input.namespace ?? "default",
    type: input.type ?? "ClusterIP",
    ...(input.externalTrafficPolicy !== undefined && { externalTrafficPolicy: input.externalTrafficPolicy }),
    ...(input.loadBalancerClass !== undefined && { loadBalancerClass: input.loadBalancerClass }),
    loadBalancerSourceRanges: input.loadBalancerSourceRanges ?? [],
    labels: input.labels ?? {},
    ports: input.ports.map((port) => ({
      name: port.name ?? `port-${port.port}`,
      port: port.port,
      targetPort: port.targetPort ?? String(port.port),
      protocol: port.protocol ?? "TCP",
      ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
    })),
    annotations: input.annotations ?? {},
    clusters: input.clusters.map((cluster) => ({
      name: cluster.name,
      global: cluster.global ?? true,
      shared: cluster.shared ?? true,
      affinity: cluster.affinity ?? "none",
      clientOnly: cluster.clientOnly ?? false,
      ...(cluster.ciliumVersion !== undefined && { ciliumVersion: cluster.ciliumVersion }),
      loadBalancerAddresses: cluster.loadBalancerAddresses ?? input.loadBalancerAddresses ?? [],
      selector: cluster.selector ?? input.selector,
      written: Object.entries(cluster)
        .filter(([, value]) => value !== undefined)
        .map(([key]) => key),
    })),
  };
}
