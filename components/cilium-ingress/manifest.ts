import { addressRequest } from "../internal/lb-addresses";
import type { IngressPathPlan, IngressPlan } from "./plan";

export const MODE_ANNOTATION = "ingress.cilium.io/loadbalancer-mode";
export const INGRESS_CLASS = "cilium";

export interface IngressManifest {
  apiVersion: "networking.k8s.io/v1";
  kind: "Ingress";
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
  spec: {
    ingressClassName: string;
    rules: { host?: string; http: { paths: IngressManifestPath[] } }[];
    tls?: { hosts?: string[]; secretName: string }[];
  };
}

export interface IngressManifestPath {
  path: string;
  pathType: string;
  backend: { service: { name: string; port: { number?: number; name?: string } } };
}

export function renderIngress(plan: IngressPlan): IngressManifest {
  const annotations = {
    ...plan.annotations,
    ...(plan.loadbalancerMode !== undefined && { [MODE_ANNOTATION]: plan.loadbalancerMode }),
    ...addressRequest(plan.loadBalancerAddresses, plan.ciliumVersion),
  };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name: plan.ingressName,
      namespace: plan.namespace,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      ingressClassName: INGRESS_CLASS,
      rules: plan.rules.map(({ host, paths }) => ({
        ...(host !== undefined && { host }),
        http: { paths: paths.map(pathOf) },
      })),
      ...(plan.tls.length > 0 && {
        tls: plan.tls.map(({ hosts, secretName }) => ({
          ...(hosts !== undefined && { hosts: [...hosts] }),
          secretName,
        })),
      }),
    },
  };
}

function pathOf({
  path,
  pathType,
  serviceName,
  servicePort,
  servicePortName,
}: IngressPathPlan): IngressManifestPath {
  const port =
    servicePort !== undefined
      ? { number: servicePort }
      : { ...(servicePortName !== undefined && { name: servicePortName }) };
  return { path, pathType, backend: { service: { name: serviceName, port } } };
}
