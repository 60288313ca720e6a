import { atLeast } from "../internal/cilium-version";
import type { Selector } from "../internal/selector";
import { apiVersionOf } from "../internal/versions";
import type { PoolBlock, PoolPlan } from "./plan";

export interface PoolManifest {
  apiVersion: string;
  kind: "CiliumLoadBalancerIPPool";
  metadata: { name: string };
  spec: {
    blocks?: PoolBlock[];
    /** 1.14 knows no other form. */
    cidrs?: { cidr: string }[];
    allowFirstLastIPs?: string;
    serviceSelector?: Selector;
    disabled?: boolean;
  };
}

export const POOL_KIND = "CiliumLoadBalancerIPPool";

/** The pool in the form of its Cilium version. */
export function renderPool(plan: PoolPlan): PoolManifest {
  return {
    apiVersion: apiVersionOf(POOL_KIND, plan.ciliumVersion) ?? "",
    kind: POOL_KIND,
    metadata: { name: plan.poolName },
    spec: {
      ...addresses(plan),
      ...(plan.allowFirstLastIPs !== undefined && { allowFirstLastIPs: plan.allowFirstLastIPs }),
      ...(plan.serviceSelector !== undefined && { serviceSelector: plan.serviceSelector }),
      ...(plan.disabled && { disabled: true }),
    },
  };
}

function addresses({ blocks, ciliumVersion }: PoolPlan): Pick<PoolManifest["spec"], "blocks" | "cidrs"> {
  if (atLeast(ciliumVersion, "1.15.0")) return { blocks: blocks.map((block) => ({ ...block })) };
  return { cidrs: blocks.flatMap(({ cidr }) => (cidr === undefined ? [] : [{ cidr }])) };
}
