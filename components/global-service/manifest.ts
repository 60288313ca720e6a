import { addressRequest } from "../internal/lb-addresses";
import { sharingAnnotations } from "./annotations";
import type { GlobalServiceClusterPlan, GlobalServicePlan } from "./plan";

/** Label that no pod has: what the Service of a client-only cluster selects, so that it has a name and a ClusterIP but no backends. */
export const noBackendsSelector: Readonly<Record<string, string>> = { "cilium-fabric.io/backends": "none" };

export interface ServiceManifest {
  apiVersion: "v1";
  kind: "Service";
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: {
    type: string;
    externalTrafficPolicy?: string;
    loadBalancerClass?: string;
    loadBalancerSourceRanges?: string[];
    selector: Record<string, string>;
    ports: ServiceManifestPort[];
  };
}

export interface ServiceManifestPort {
  name: string;
  port: number;
  targetPort: number | string;
  protocol: string;
  nodePort?: number;
}

/** The Service of every cluster, by cluster name. */
export function renderManifests(plan: GlobalServicePlan): Record<string, ServiceManifest> {
  return Object.fromEntries(plan.clusters.map((cluster) => [cluster.name, renderManifest(plan, cluster)]));
}

/** The Service of one cluster. */
export function renderManifest(plan: GlobalServicePlan, cluster: GlobalServiceClusterPlan): ServiceManifest {
  const annotations = {
    ...plan.annotations,
    ...sharingAnnotations(cluster),
    ...addressRequest(cluster.loadBalancerAddresses, cluster.ciliumVersion),
  };
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: plan.serviceName,
      namespace: plan.namespace,
      ...(Object.keys(plan.labels).length > 0 && { labels: { ...plan.labels } }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      type: plan.type,
      ...(plan.externalTrafficPolicy !== undefined && { externalTrafficPolicy: plan.externalTrafficPolicy }),
      ...(plan.loadBalancerClass !== undefined && { loadBalancerClass: plan.loadBalancerClass }),
      ...(plan.loadBalancerSourceRanges.length > 0 && {
        loadBalancerSourceRanges: [...plan.loadBalancerSourceRanges],
      }),
      selector: { ...(cluster.clientOnly ? noBackendsSelector : cluster.selector) },
      ports: plan.ports.map((port) => ({
        name: port.name,
        port: port.port,
        targetPort: /^\d+$/.test(port.targetPort) ? Number(port.targetPort) : port.targetPort,
        protocol: port.protocol,
        ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
      })),
    },
  };
}

/** Name that clients in every cluster call. */
export function serviceDnsName(plan: GlobalServicePlan): string {
  return `${plan.serviceName}.${plan.namespace}.svc.cluster.local`;
}
