import type { Selector } from "../internal/selector";

/** A pool's settings as plain data; the component's arguments without Inputs. */
export interface PoolInput {
  readonly poolName?: string;
  readonly ciliumVersion: string;
  readonly blocks: readonly PoolBlock[];
  readonly allowFirstLastIPs?: string;
  readonly serviceSelector?: Selector;
  readonly disabled?: boolean;
}

/** Addresses of a pool: a CIDR, or a range. */
export interface PoolBlock {
  readonly cidr?: string;
  readonly start?: string;
  readonly stop?: string;
}

/** A pool with every default filled in. */
export interface PoolPlan {
  readonly poolName: string;
  readonly ciliumVersion: string;
  readonly blocks: readonly PoolBlock[];
  /** As written; left out where Cilium's own default holds. */
  readonly allowFirstLastIPs?: string;
  readonly serviceSelector?: Selector;
  readonly disabled: boolean;
}

/** Fills in every default; `name` is the component's name. */
export function planPool(name: string, input: PoolInput): PoolPlan {
  return {
    poolName: input.poolName ?? name,
    ciliumVersion: input.ciliumVersion,
    blocks: input.blocks,
    ...(input.allowFirstLastIPs !== undefined && { allowFirstLastIPs: input.allowFirstLastIPs }),
    ...(input.serviceSelector !== undefined && { serviceSelector: input.serviceSelector }),
    disabled: input.disabled ?? false,
  };
}
