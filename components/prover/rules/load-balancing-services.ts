import { parseIp } from "../../internal/cidr";
import { Finding } from "../../internal/finding";
import { faultOf } from "../../internal/versions";
import { BlockRange, blockText, holdsAddress } from "../../load-balancer-pool/addresses";
import { enumerated, error, groupBy, plural, quoted, warning } from "../report";
import { Topology } from "../topology";
import { faultFinding } from "./faults";
import {
  LoadBalancerService,
  LoadBalancingCluster,
  loadBalancingOf,
  PoolRange,
  rangesFor,
  servedByPools,
} from "./load-balancing-view";

/** Services of type LoadBalancer against the pools of their cluster. */
export function loadBalancerServices(topology: Topology): Finding[] {
  return loadBalancingOf(topology).flatMap((view) => {
    const served = view.services.filter((service) => servedByPools(service, view.install));
    return [
      ...served.flatMap((service) => withoutPool(view, service)),
      ...served.flatMap((service) => requests(view, service)),
      ...askedTwice(view, served),
      ...tooSmall(view, served),
      ...sharing(view, served),
    ];
  });
}

/** Elsewhere than in kind somebody else may provide addresses, unless there are pools here to be missed. */
function expectsPools({ cluster, pools }: LoadBalancingCluster): boolean {
  return cluster.hosting === "kind" || pools.length > 0;
}

function withoutPool(view: LoadBalancingCluster, service: LoadBalancerService): Finding[] {
  const { cluster, pools, ranges } = view;
  const spoiled = pools.some(({ disabled, blocks }) => !disabled && blocks.length > 0) && ranges.length === 0;
  // Blocks that cannot be read are told of by themselves.
  if (spoiled || !service.needed || !expectsPools(view) || rangesFor(service, ranges).length > 0) return [];
  const why =
    pools.length === 0
      ? "has no pool"
      : `has no pool that serves it (${quoted(pools.map(({ name }) => name))})`;
  return [
    warning(
      "load-balancer-without-pool",
      [service.path, ...pools.map(({ at }) => at(""))],
      `${service.what} is of type LoadBalancer, but cluster "${cluster.name}" ${why}, so it gets no address`,
      pools.length === 0
        ? "add an entry to loadBalancerPools"
        : "let a pool's serviceSelector choose it by its labels, or leave the selector out",
    ),
  ];
}

function requests(view: LoadBalancingCluster, service: LoadBalancerService): Finding[] {
  const ranges = rangesFor(service, view.ranges);
  // Without any pool there is a finding already.
  if (ranges.length === 0 && view.ranges.length === 0) return [];
  return service.addresses.flatMap(({ address, path }) => {
    if (parseIp(address) === undefined) return [notAnAddress(service, address, path)];
    if (ranges.some((range) => holdsAddress(range, address))) return [];
    const near = view.ranges.find(({ all }) => holdsAddress(all, address));
    return [outside(view, service, { address, path }, ranges, near)];
  });
}

function notAnAddress(service: LoadBalancerService, address: string, path: string): Finding {
  return error(
    "load-balancer-address-invalid",
    [path],
    `"${address}", asked for by ${service.what}, is not an IP address`,
    "write one such as 172.16.1.10",
  );
}

function outside(
  { cluster }: LoadBalancingCluster,
  service: LoadBalancerService,
  { address, path }: { readonly address: string; readonly path: string },
  ranges: readonly PoolRange[],
  near: PoolRange | undefined,
): Finding {
  const paths = [path, ...(near === undefined ? [] : [near.pool.at(`blocks[${near.index}]`)])];
  const asks = `${service.what} asks for ${address} in cluster "${cluster.name}", `;
  if (near === undefined)
    return error(
      "load-balancer-address-outside",
      paths,
      `${asks}which is in none of its pools`,
      ranges.length === 0 ? "add it to a pool" : `ask for one of ${textOf(ranges)}, or add it to a pool`,
    );
  if (holdsAddress(near, address))
    return error(
      "load-balancer-address-outside",
      paths,
      `${asks}which is in pool "${near.pool.name}" whose serviceSelector does not choose it`,
      "give the Service the labels that the pool asks for",
    );
  return error(
    "load-balancer-address-outside",
    paths,
    `${asks}the first or last address of ${blockText(near.pool.blocks[near.index] ?? {})}, which pool "${near.pool.name}" keeps back`,
    'ask for another one, or set allowFirstLastIPs: "Yes"',
  );
}

function textOf(ranges: readonly PoolRange[]): string {
  return enumerated(
    ranges.map(({ pool, index }) => blockText(pool.blocks[index] ?? {})),
    "or",
  );
}

function askedTwice({ cluster }: LoadBalancingCluster, services: readonly LoadBalancerService[]): Finding[] {
  const asked = services.flatMap((service) => service.addresses.map((one) => ({ ...one, service })));
  return [...groupBy(asked, ({ address }) => parseIp(address)?.address ?? address)].flatMap(
    ([address, same]) => {
      const owners = new Set(same.map(({ service }) => service));
      const keys = new Set([...owners].map(({ sharingKey }) => sharingKey));
      if (owners.size < 2 || (keys.size === 1 && !keys.has(undefined))) return [];
      return [
        error(
          "load-balancer-address-twice",
          same.map(({ path }) => path),
          `${enumerated([...owners].map(({ what }) => what))} ask for the same address ${address} in cluster "${cluster.name}"`,
          "ask for different ones, or let them share it by the annotation lbipam.cilium.io/sharing-key",
        ),
      ];
    },
  );
}

/** More takers than addresses, counted for IPv4, which every Service wants unless it says otherwise. */
function tooSmall(view: LoadBalancingCluster, services: readonly LoadBalancerService[]): Finding[] {
  const { cluster, ranges, install } = view;
  const takers = services.filter(({ sharingKey }) => sharingKey === undefined);
  const usable = ranges.filter(({ family }) => family === "ipv4");
  const choosing = takers.filter((service) => rangesFor(service, usable).length > 0);
  const room = usable.reduce((sum, range) => sum + size(range), 0n);
  if (usable.length === 0 || BigInt(choosing.length) <= room) return [];
  const paths = [...new Set(usable.map(({ pool }) => pool.at("blocks")))];
  const few = error(
    "pool-too-small",
    [...paths, ...choosing.map(({ path }) => path)],
    `${plural(choosing.length, "Service")} of cluster "${cluster.name}" want addresses (${enumerated(choosing.map(({ what }) => what))}), but its pools have ${room}`,
    "give the pools more addresses",
  );
  const fault = faultOf("lb-ip-reallocated", install.version);
  if (fault === undefined) return [few];
  return [few, faultFinding(fault, install.version, [...paths, install.at("version")])];
}

function size({ first, last }: BlockRange): bigint {
  return last - first + 1n;
}

function sharing({ install }: LoadBalancingCluster, services: readonly LoadBalancerService[]): Finding[] {
  const fault = faultOf("lb-ip-sharing-lost", install.version);
  const without = services.filter(
    ({ sharingKey, addresses }) => sharingKey !== undefined && addresses.length === 0,
  );
  if (fault === undefined) return [];
  return [...groupBy(without, ({ sharingKey }) => sharingKey)]
    .filter(([, same]) => same.length > 1)
    .map(([key, same]) =>
      faultFinding(
        fault,
        install.version,
        [...same.map(({ path }) => path), install.at("version")],
        `${enumerated(same.map(({ what }) => what))} share an address by the key "${key ?? ""}": `,
      ),
    );
}

/** Source ranges on versions that apply them too widely. */
export function sourceRanges(topology: Topology): Finding[] {
  const byName = new Map(topology.clusters.map((cluster) => [cluster.name, cluster]));
  return topology.services
    .filter(({ loadBalancerSourceRanges: ranges = [] }) => ranges.length > 0)
    .flatMap((service) =>
      service.clusters.flatMap((entry) => {
        const cilium = byName.get(entry.cluster)?.cilium;
        const fault =
          cilium === undefined ? undefined : faultOf("load-balancer-source-ranges", cilium.version);
        if (cilium === undefined || fault === undefined) return [];
        const paths = [service.at("loadBalancerSourceRanges"), cilium.at("version")];
        return [faultFinding(fault, cilium.version, paths, `service "${service.name}" has source ranges: `)];
      }),
    );
}
