import ipaddr from "ipaddr.js";

export type IpFamily = "ipv4" | "ipv6";

/** A parsed CIDR; `first` and `last` are its lowest and highest address as numbers. */
export interface Cidr {
  /** As it was written. */
  readonly text: string;
  /** The address as it was written, in its usual form: `10.0.1.7` of `10.0.1.7/16`. */
  readonly address: string;
  /** The network in its usual form: `10.0.0.0/16` of `10.0.1.7/16`. */
  readonly canonical: string;
  readonly bits: number;
  readonly family: IpFamily;
  readonly first: bigint;
  readonly last: bigint;
}

const widths: Record<IpFamily, number> = { ipv4: 32, ipv6: 128 };

// ipaddr.js also reads octal, hex and shortened IPv4 (`10.1/16`), which neither Kubernetes nor Cilium does.
const dottedQuad = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

/** The CIDR that a text says, or undefined where it says none. */
export function parseCidr(text: string): Cidr | undefined {
  const [addressText, bitsText, ...rest] = text.split("/");
  if (addressText === undefined || bitsText === undefined || rest.length > 0) return undefined;
  if (!/^(0|[1-9]\d{0,2})$/.test(bitsText)) return undefined;
  const parsed = parseIp(addressText);
  const bits = Number(bitsText);
  if (parsed === undefined || bits > widths[parsed.family]) return undefined;
  const size = 1n << BigInt(widths[parsed.family] - bits);
  const first = parsed.value - (parsed.value % size);
  return {
    text,
    address: parsed.address,
    canonical: `${ipText(first, parsed.family)}/${bits}`,
    bits,
    family: parsed.family,
    first,
    last: first + size - 1n,
  };
}

/** An IP address as a number, or undefined where the text is none. */
export function parseIp(text: string): { address: string; family: IpFamily; value: bigint } | undefined {
  const isV4 = dottedQuad.test(text);
  if (!isV4 && (!text.includes(":") || text.includes("%"))) return undefined;
  if (!ipaddr.isValid(text)) return undefined;
  const ip = ipaddr.parse(text);
  const value = ip.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { address: ipText(value, ip.kind()), family: ip.kind(), value };
}

/** The usual text of an address given as a number (RFC 5952 for IPv6). */
export function ipText(value: bigint, family: IpFamily): string {
  const bytes: number[] = [];
  for (let rest = value, i = 0; i < widths[family] / 8; i += 1, rest >>= 8n)
    bytes.unshift(Number(rest & 255n));
  const ip = ipaddr.fromByteArray(bytes);
  return "toRFC5952String" in ip ? ip.toRFC5952String() : ip.toString();
}

/** True where the text is a network address and mask with no host bits set, written the usual way. */
export function isCanonicalCidr(text: string): boolean {
  return parseCidr(text)?.canonical === text;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function containsIp(outer: Cidr, ip: string): boolean {
  const parsed = parseIp(ip);
  return parsed?.family === outer.family && outer.first <= parsed.value && parsed.value <= outer.last;
}

/** Addresses from first to last, in numbers. */
export interface IpRange {
  readonly first: bigint;
  last: bigint;
}

/** The addresses of networks of one family as ranges in order, neither touching nor overlapping: for many look-ups. */
export function rangesOf(cidrs: readonly Cidr[], family: IpFamily): IpRange[] {
  const ranges: IpRange[] = [];
  for (const { first, last } of cidrs.filter((cidr) => cidr.family === family).sort(byAddress)) {
    const before = ranges.at(-1);
    if (before === undefined || before.last + 1n < first) ranges.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return ranges;
}

/** True where the ranges hold every address of the network. */
export function rangesHold(ranges: readonly IpRange[], cidr: Cidr): boolean {
  const range = rangeAt(ranges, cidr.first);
  return range !== undefined && cidr.last <= range.last;
}

/** The range that an address is in. */
function rangeAt(ranges: readonly IpRange[], address: bigint): IpRange | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined) return undefined;
    if (address < range.first) high = middle - 1;
    else if (address > range.last) low = middle + 1;
    else return range;
  }
  return undefined;
}

/** For sorting: by first address, the larger network first. */
export function byAddress(a: Cidr, b: Cidr): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}

/** Addresses that pods of one node may have: all but network, broadcast and the node's own router address. */
export function hostCapacity(cidr: Cidr): number {
  const hostBits = widths[cidr.family] - cidr.bits;
  return hostBits < 2 ? 0 : Math.min(2 ** hostBits - 3, Number.MAX_SAFE_INTEGER);
}

/** How many nodes a pod CIDR feeds if each gets a CIDR of `maskSize` bits: 256 for a /16 and /24. */
export function nodeCount(cidr: Cidr, maskSize: number): number {
  return maskSize < cidr.bits || maskSize > widths[cidr.family] ? 0 : 2 ** (maskSize - cidr.bits);
}

/** Mask size of a CIDR that feeds `nodes` nodes of `maskSize` bits each. */
export function bitsForNodes(nodes: number, maskSize: number): number {
  return maskSize - Math.ceil(Math.log2(Math.max(nodes, 1)));
}

/** The first network of `bits` bits inside `within` that overlaps none of `taken`, or undefined where all is taken. */
export function freeCidr(taken: readonly Cidr[], bits: number, within = "10.0.0.0/8"): string | undefined {
  const space = parseCidr(within);
  if (space === undefined) return undefined;
  return freeCidrAfter(rangesOf(taken, space.family), bits, space, space.first)?.canonical;
}

/** The same beside ranges in order, from an address on. */
export function freeCidrAfter(
  taken: readonly IpRange[],
  bits: number,
  space: Cidr,
  from: bigint,
): Cidr | undefined {
  if (bits < space.bits || bits > widths[space.family]) return undefined;
  const size = 1n << BigInt(widths[space.family] - bits);
  const aligned = (address: bigint): bigint => ((address + size - 1n) / size) * size;
  let next = aligned(from < space.first ? space.first : from);
  for (const range of taken) {
    if (range.last < next) continue;
    if (next + size - 1n < range.first) break;
    next = aligned(range.last + 1n);
  }
  return next + size - 1n <= space.last ? parseCidr(`${ipText(next, space.family)}/${bits}`) : undefined;
}

/** The smallest network that holds all the given ones of one family, or undefined where there are none. */
export function commonCidr(cidrs: readonly Cidr[]): string | undefined {
  const [head] = cidrs;
  if (head === undefined || cidrs.some((cidr) => cidr.family !== head.family)) return undefined;
  const first = cidrs.reduce((low, cidr) => (cidr.first < low ? cidr.first : low), head.first);
  const last = cidrs.reduce((high, cidr) => (cidr.last > high ? cidr.last : high), head.last);
  let bits = head.bits;
  while (bits > 0 && !holds(first, last, bits, head.family)) bits -= 1;
  return parseCidr(`${ipText(first, head.family)}/${bits}`)?.canonical;
}

function holds(first: bigint, last: bigint, bits: number, family: IpFamily): boolean {
  const hostBits = BigInt(widths[family] - bits);
  return first >> hostBits === last >> hostBits;
}
