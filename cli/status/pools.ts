import { containsIp, parseCidr, parseIp } from "../../components/internal/cidr";
import { TopologyPool } from "../../components/prover/topology";
import { Declared } from "./declared";
import { Cause, listed } from "./problems";
import { GlobalServiceRow, LoadBalancerRow, PoolRow, ProblemCode } from "./report";
import { Seen, SeenCluster, SeenPool, SeenService } from "./seen";

/** Pools, the Services that have addresses of them, and the global services. */
export function judgeServices(
  declared: Declared,
  seen: Seen,
): {
  pools: PoolRow[];
  loadBalancers: LoadBalancerRow[];
  globalServices: GlobalServiceRow[];
  causes: Cause[];
} {
  const answering = seen.clusters.filter((cluster) => cluster.fault === undefined);
  const pools = answering.flatMap((cluster) => poolsOf(cluster, declared));
  const balanced = answering.flatMap((cluster) =>
    cluster.services
      .filter((service) => service.type === "LoadBalancer")
      .map((service) => ({ cluster, service })),
  );
  const names = new Set(answering.map((cluster) => cluster.name));
  const globalServices = declared.services.map(({ name, namespace, clusters }) => ({
    namespace,
    name,
    declared: clusters,
    present: answering
      .filter((c) => c.services.some((s) => s.name === name && s.namespace === namespace))
      .map((c) => c.name)
      .filter((cluster) => clusters.includes(cluster)),
    unseen: clusters.filter((cluster) => !names.has(cluster)),
  }));
  return {
    pools: pools.map(({ row }) => row),
    loadBalancers: balanced.map(({ cluster, service }) => loadBalancerRow(cluster, service, declared)),
    globalServices,
    causes: [
      ...pools.flatMap(({ causes }) => causes),
      ...balanced.flatMap(({ cluster, service }) => addressCauses(cluster, service)),
      ...globalServices.flatMap(absent),
    ],
  };
}

function poolsOf(cluster: SeenCluster, declared: Declared): { row: PoolRow; causes: Cause[] }[] {
  const own = declared.pools.filter((pool) => pool.cluster === cluster.name);
  const names = [
    ...new Set([...own.map((pool) => pool.name), ...cluster.pools.map((pool) => pool.name)]),
  ].sort();
  return names.map((name) => {
    const wanted = own.find((pool) => pool.name === name);
    const there = cluster.pools.find((pool) => pool.name === name);
    const row = {
      cluster: cluster.name,
      name,
      blocks: there?.blocks ?? blocksOf(wanted),
      declared: wanted !== undefined,
      state: stateOf(there),
      ...counts(there),
    };
    return { row, causes: poolCauses(cluster.name, wanted, there) };
  });
}

function blocksOf(pool: TopologyPool | undefined): string[] {
  return (pool?.blocks ?? []).map((block) => blockText(block)).sort();
}

/** A block as both the declaration and the cluster are compared by: `172.16.1.0/24`, `10.0.0.1–10.0.0.9`. */
export function blockText(block: {
  readonly cidr?: string;
  readonly start?: string;
  readonly stop?: string;
}): string {
  if (block.cidr !== undefined && block.cidr !== "") return parseCidr(block.cidr)?.canonical ?? block.cidr;
  const start = block.start ?? "";
  const stop = block.stop === undefined || block.stop === "" ? start : block.stop;
  return `${start}–${stop}`;
}

function stateOf(pool: SeenPool | undefined): PoolRow["state"] {
  if (pool === undefined) return "missing";
  if (pool.conflict !== undefined) return "conflict";
  if (pool.disabled) return "disabled";
  return pool.available === 0n ? "exhausted" : "ready";
}

function counts(pool: SeenPool | undefined): Pick<PoolRow, "total" | "used" | "available"> {
  return {
    ...(pool?.total !== undefined ? { total: String(pool.total) } : {}),
    ...(pool?.used !== undefined ? { used: String(pool.used) } : {}),
    ...(pool?.available !== undefined ? { available: String(pool.available) } : {}),
  };
}

function poolCauses(cluster: string, wanted: TopologyPool | undefined, there: SeenPool | undefined): Cause[] {
  const member = wanted?.name ?? there?.name ?? "";
  const about = { subject: `cluster ${cluster}`, member };
  const again = "bring the stack up again";
  if (there === undefined)
    return [{ ...about, code: ProblemCode.PoolMissing, message: "has no pool %", fix: again }];
  const causes: Cause[] = [];
  if (there.conflict !== undefined) {
    const message = `pool % is not used: ${there.conflict}`;
    const fix = "take the shared addresses out of one of the two pools";
    causes.push({ ...about, code: ProblemCode.PoolConflict, message, fix });
  }
  if (wanted === undefined) return causes;
  const [has, wants] = [there.blocks.join(", "), blocksOf(wanted).join(", ")];
  if (has !== wants) {
    const message = `pool % has ${has}, declared is ${wants}`;
    causes.push({ ...about, code: ProblemCode.PoolDiffers, message, fix: again });
  }
  if (there.disabled !== wanted.disabled) {
    const message = `pool % is ${there.disabled ? "disabled" : "enabled"}, declared is ${wanted.disabled ? "disabled" : "enabled"}`;
    causes.push({ ...about, code: ProblemCode.PoolDiffers, message, fix: again });
  }
  return causes;
}

function loadBalancerRow(cluster: SeenCluster, service: SeenService, { fabric }: Declared): LoadBalancerRow {
  return {
    cluster: cluster.name,
    namespace: service.namespace,
    name: service.name,
    addresses: service.addresses,
    pools: service.addresses.map((address) => poolOf(cluster, address) ?? "–"),
    localOnly: service.externalLocal,
    ...(service.answering !== undefined ? { answering: service.answering } : {}),
    bgp: fabric.sessions.some(({ b }) => b.cluster === cluster.name),
  };
}

function poolOf(cluster: SeenCluster, address: string): string | undefined {
  return cluster.pools.find((pool) => pool.blocks.some((block) => holds(block, address)))?.name;
}

function holds(block: string, address: string): boolean {
  const cidr = parseCidr(block);
  if (cidr !== undefined) return containsIp(cidr, address);
  const [start, stop] = block.split("–").map((text) => parseIp(text));
  const ip = parseIp(address);
  if (start === undefined || stop === undefined || ip?.family !== start.family) return false;
  return start.value <= ip.value && ip.value <= stop.value;
}

/** Why a Service of type LoadBalancer has not all the addresses that it wants. */
function addressCauses(cluster: SeenCluster, service: SeenService): Cause[] {
  const about = {
    code: ProblemCode.ServiceWithoutAddress,
    subject: `cluster ${cluster.name}`,
    member: `${service.namespace}/${service.name}`,
  };
  const pools = cluster.pools.map((pool) => `${pool.name} (${pool.blocks.join(", ")})`);
  const outside = service.requested.filter(
    (address) => !service.addresses.includes(address) && poolOf(cluster, address) === undefined,
  );
  if (outside.length > 0) {
    const held =
      pools.length === 0 ? "there is none" : `there ${pools.length === 1 ? "is" : "are"} ${listed(pools)}`;
    const message = `Service % asks for ${listed(outside)}, which no pool holds: ${held}`;
    return [{ ...about, message, fix: "ask for an address of a pool, or add the address to one" }];
  }
  if (service.unsatisfied !== undefined) {
    const message = `Service % lacks an address: ${service.unsatisfied}`;
    return [
      { ...about, message, fix: "add addresses to a pool that selects it, or change what it asks for" },
    ];
  }
  if (service.addresses.length > 0) return [];
  const message =
    pools.length === 0 ? "Service % has no address: the cluster has no pool" : "Service % has no address yet";
  const fix = pools.length === 0 ? "declare a pool" : "look at the operator's log if it stays so";
  return [{ ...about, message, fix }];
}

function absent(row: GlobalServiceRow): Cause[] {
  return row.declared
    .filter((cluster) => !row.unseen.includes(cluster) && !row.present.includes(cluster))
    .map((cluster) => ({
      code: ProblemCode.ServiceMissing,
      subject: `cluster ${cluster}`,
      member: `${row.namespace}/${row.name}`,
      message: "has no Service %",
      fix: "bring the stack up again",
    }));
}
