import { ipText, parseCidr, parseIp } from "../components/internal/cidr";
import type { TopologyPool, TopologyPoolBlock } from "../components/prover/topology";

/** A prefix that holds addresses of a pool, and the input behind it. */
export interface PoolPrefix {
  readonly cidr: string;
  readonly path: string;
}

/** The pools' addresses as prefixes, as routers' filters need them. */
export function poolPrefixes(pools: readonly TopologyPool[]): PoolPrefix[] {
  return pools
    .filter(({ disabled }) => !disabled)
    .flatMap(({ blocks, at }) =>
      blocks.flatMap((block, i) => prefixesOf(block).map((cidr) => ({ cidr, path: at(`blocks[${i}]`) }))),
    );
}

function prefixesOf({ cidr, start, stop }: TopologyPoolBlock): string[] {
  if (cidr !== undefined) return parseCidr(cidr) === undefined ? [] : [cidr];
  const first = parseIp(start ?? "");
  const last = parseIp(stop ?? start ?? "");
  if (first === undefined || last?.family !== first.family) return [];
  const width = first.family === "ipv4" ? 32 : 128;
  const prefixes: string[] = [];
  for (let from = first.value; from <= last.value;) {
    const bits = widestFrom(from, last.value, width);
    prefixes.push(`${ipText(from, first.family)}/${bits}`);
    from += 1n << BigInt(width - bits);
  }
  return prefixes;
}

/** Mask length of the largest network that starts at an address and ends at another at most. */
function widestFrom(from: bigint, last: bigint, width: number): number {
  let bits = width;
  while (bits > 0) {
    const size = 1n << BigInt(width - bits + 1);
    if (from % size !== 0n || from + size - 1n > last) break;
    bits -= 1;
  }
  return bits;
}
