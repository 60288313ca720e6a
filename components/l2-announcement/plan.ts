import type { Selector } from "../internal/selector";

/** An announcement's settings as plain data; the component's arguments without Inputs. */
export interface L2Input {
  readonly policyName?: string;
  readonly ciliumVersion: string;
  readonly serviceSelector?: Selector;
  readonly nodeSelector?: Selector;
  readonly interfaces?: readonly string[];
  readonly externalIPs?: boolean;
  readonly loadBalancerIPs?: boolean;
}

/** An announcement with every default filled in. */
export interface L2Plan {
  readonly policyName: string;
  readonly ciliumVersion: string;
  readonly serviceSelector?: Selector;
  readonly nodeSelector?: Selector;
  readonly interfaces: readonly string[];
  readonly externalIPs: boolean;
  readonly loadBalancerIPs: boolean;
}

/** Fills in every default; `name` is the component's name. */
export function planL2(name: string, input: L2Input): L2Plan {
  return {
    policyName: input.policyName ?? name,
    ciliumVersion: input.ciliumVersion,
    ...(input.serviceSelector !== undefined && { serviceSelector: input.serviceSelector }),
    ...(input.nodeSelector !== undefined && { nodeSelector: input.nodeSelector }),
    interfaces: input.interfaces ?? [],
    externalIPs: input.externalIPs ?? false,
    loadBalancerIPs: input.loadBalancerIPs ?? false,
  };
}
