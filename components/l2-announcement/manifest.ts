import type { Selector } from "../internal/selector";
import { apiVersionOf } from "../internal/versions";
import type { L2Plan } from "./plan";

export interface L2Manifest {
  apiVersion: string;
  kind: "CiliumL2AnnouncementPolicy";
  metadata: { name: string };
  spec: {
    serviceSelector?: Selector;
    nodeSelector?: Selector;
    interfaces?: string[];
    externalIPs: boolean;
    loadBalancerIPs: boolean;
  };
}

export const L2_KIND = "CiliumL2AnnouncementPolicy";

export function renderL2(plan: L2Plan): L2Manifest {
  return {
    apiVersion: apiVersionOf(L2_KIND, plan.ciliumVersion) ?? "",
    kind: L2_KIND,
    metadata: { name: plan.policyName },
    spec: {
      ...(plan.serviceSelector !== undefined && { serviceSelector: plan.serviceSelector }),
      ...(plan.nodeSelector !== undefined && { nodeSelector: plan.nodeSelector }),
      // No list means all devices; an empty one reads as if none were meant.
      ...(plan.interfaces.length > 0 && { interfaces: [...plan.interfaces] }),
      externalIPs: plan.externalIPs,
      loadBalancerIPs: plan.loadBalancerIPs,
    },
  };
}
