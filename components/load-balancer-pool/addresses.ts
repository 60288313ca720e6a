import { Cidr, IpFamily, parseCidr, parseIp } from "../internal/cidr";
import { atLeast } from "../internal/cilium-version";
import type { PoolBlock } from "./plan";

/** The addresses of one block, in numbers. */
export interface BlockRange {
  readonly family: IpFamily;
  readonly first: bigint;
  readonly last: bigint;
  /** Whether it is written as a CIDR: only there the first and last address may be kept back. */
  readonly fromCidr: boolean;
}

/** The addresses that a block says, or undefined where it says none. */
export function rangeOf(block: PoolBlock): BlockRange | undefined {
  if (block.cidr !== undefined) {
    const cidr = parseCidr(block.cidr);
    return cidr === undefined ? undefined : { ...bounds(cidr), family: cidr.family, fromCidr: true };
  }
  const start = block.start === undefined ? undefined : parseIp(block.start);
  const stop = block.stop === undefined ? start : parseIp(block.stop);
  if (start === undefined || stop?.family !== start.family || stop.value < start.value) return undefined;
  return { family: start.family, first: start.value, last: stop.value, fromCidr: false };
}

function bounds({ first, last }: Cidr): { first: bigint; last: bigint } {
  return { first, last };
}

/** Whether a version hands out the first and last address of CIDRs. */
export function usesFirstLast(allowFirstLastIPs: string | undefined, version: string): boolean {
  return allowFirstLastIPs === undefined ? atLeast(version, "1.16.0") : allowFirstLastIPs === "Yes";
}

/** The addresses of a block that are handed out: two addresses or one are never kept back. */
export function usable(range: BlockRange, firstLast: boolean): BlockRange {
  const kept = range.fromCidr && !firstLast && range.last - range.first > 1n;
  return kept ? { ...range, first: range.first + 1n, last: range.last - 1n } : range;
}

export function holdsAddress(range: BlockRange, address: string): boolean {
  const ip = parseIp(address);
  return ip?.family === range.family && range.first <= ip.value && ip.value <= range.last;
}

export function meet(a: BlockRange, b: BlockRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** `172.16.1.0/24`, `192.168.10.211–192.168.10.215` or one address. */
export function blockText(block: PoolBlock): string {
  if (block.cidr !== undefined) return block.cidr;
  const { start = "", stop = start } = block;
  return start === stop ? start : `${start}–${stop}`;
}
