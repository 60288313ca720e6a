import { Cidr, freeCidrAfter, IpRange, parseCidr, rangesOf } from "../../internal/cidr";
import { Topology } from "../topology";
import { podCidrsOf, serviceCidrsOf } from "./view";

/** Where free networks are looked for: the private ranges, the roomiest first. */
const spaces: Readonly<Record<Cidr["family"], readonly Cidr[]>> = {
  ipv4: networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
  ipv6: networks("fd00::/8"),
};
// Docker's usual networks, among them kind's.
const docker = networks("172.17.0.0/16", "172.18.0.0/16");

/** Hands out networks that nothing in the topology uses, each only once, so that fixes do not collide. */
export interface FreeCidrs {
  /** A network for something in place of `like`; asked again for the same thing, the same network. */
  next(like: Cidr, owner: object): string | undefined;
}

export function freeCidrs(topology: Topology): FreeCidrs {
  // Only made where something overlaps; one search goes on where the last of the same size ended.
  let taken: Cidr[] | undefined;
  let search: Search | undefined;
  const given = new Map<object, string | undefined>();
  return {
    next(like, owner) {
      if (given.has(owner)) return given.get(owner);
      taken ??= takenCidrs(topology);
      // A /8 cannot be replaced by a /8; a cluster does well with a /16.
      const bits = like.family === "ipv4" ? Math.max(like.bits, 16) : like.bits;
      if (search?.bits !== bits || search.family !== like.family) {
        search = { bits, family: like.family, ranges: rangesOf(taken, like.family), space: 0, from: 0n };
      }
      const found = advance(search);
      if (found !== undefined) taken.push(found);
      given.set(owner, found?.canonical);
      return found?.canonical;
    },
  };
}

interface Search {
  readonly bits: number;
  readonly family: Cidr["family"];
  readonly ranges: readonly IpRange[];
  space: number;
  from: bigint;
}

function advance(search: Search): Cidr | undefined {
  const list = spaces[search.family];
  for (; search.space < list.length; search.space += 1, search.from = 0n) {
    const space = list[search.space];
    const found =
      space === undefined ? undefined : freeCidrAfter(search.ranges, search.bits, space, search.from);
    if (found === undefined) continue;
    search.from = found.last + 1n;
    return found;
  }
  return undefined;
}

function takenCidrs(topology: Topology): Cidr[] {
  const { clusters } = topology;
  const nodes = clusters.flatMap(({ nodes: list }) =>
    list.map(({ network, address }) => network ?? (address === undefined ? "" : hostCidr(address))),
  );
  return [
    ...clusters
      .flatMap((cluster) => [...podCidrsOf(cluster), ...serviceCidrsOf(cluster)])
      .map(({ cidr }) => cidr),
    ...networks(...nodes),
    ...docker,
  ];
}

/** The network of one address alone. */
export function hostCidr(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

function networks(...texts: readonly string[]): Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}
