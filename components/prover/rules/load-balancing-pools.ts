import { Cidr, parseCidr } from "../../internal/cidr";
import { isCiliumVersion } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { faultOf } from "../../internal/versions";
import { BlockRange, blockText, holdsAddress, meet, rangeOf } from "../../load-balancer-pool/addresses";
import { planPool } from "../../load-balancer-pool/plan";
import { validatePool } from "../../load-balancer-pool/validate";
import { error } from "../report";
import { Topology, TopologyPool } from "../topology";
import { faultFinding } from "./faults";
import { neighbours } from "./load-balancing-neighbours";
import { membersOf, PlacedCidr, podCidrsOf, serviceCidrsOf } from "./view";

/** Each pool by itself, as its component would judge it, and what deleting it will do. */
export function poolForms(topology: Topology): Finding[] {
  const versions = new Map(topology.clusters.map(({ name, cilium }) => [name, cilium]));
  return topology.pools.flatMap((pool) => {
    const cilium = versions.get(pool.cluster);
    if (cilium === undefined || !isCiliumVersion(cilium.version)) return [];
    const { name, cluster, at, ...input } = pool;
    const plan = planPool(name, { ...input, ciliumVersion: cilium.version });
    const found = validatePool(plan, at);
    const fault = faultOf("lb-pool-deletion", cilium.version);
    if (fault !== undefined && pool.blocks.length > 1)
      found.push(
        faultFinding(
          fault,
          cilium.version,
          [at("blocks"), cilium.at("version")],
          `pool "${name}" has ${pool.blocks.length} blocks: `,
        ),
      );
    return found;
  });
}

interface Block {
  readonly pool: TopologyPool;
  readonly index: number;
  readonly range: BlockRange;
}

function blocksOf(topology: Topology): Block[] {
  return topology.pools.flatMap((pool) =>
    pool.blocks.flatMap((block, index) => {
      const range = rangeOf(block);
      return range === undefined ? [] : [{ pool, index, range }];
    }),
  );
}

/** Blocks that share addresses. In order of their first address each has to be compared with those still open alone. */
export function poolOverlaps(topology: Topology): Finding[] {
  const near = neighbours(topology);
  const blocks = blocksOf(topology).sort(byFirst);
  let open: Block[] = [];
  return blocks.flatMap((block) => {
    open = open.filter(({ range }) => range.family === block.range.family && range.last >= block.range.first);
    const found = open
      .filter(({ pool }) => pool.cluster === block.pool.cluster || near(pool.cluster, block.pool.cluster))
      .map((other) => overlap(other, block));
    open.push(block);
    return found;
  });
}

function byFirst(a: Block, b: Block): number {
  if (a.range.family !== b.range.family) return a.range.family < b.range.family ? -1 : 1;
  return a.range.first < b.range.first ? -1 : a.range.first > b.range.first ? 1 : 0;
}

function overlap(one: Block, other: Block): Finding {
  const [a, b] = [one, other].sort((x, y) => (pathOf(x) < pathOf(y) ? -1 : 1)) as [Block, Block];
  const paths = [pathOf(a), pathOf(b)];
  if (a.pool.cluster !== b.pool.cluster) {
    return error(
      "pool-overlap",
      paths,
      `${named(a)} of cluster "${a.pool.cluster}" overlaps ${named(b)} of cluster "${b.pool.cluster}", which is announced to the same network`,
      "give each cluster addresses of its own; a pool's clusters says where it stands",
    );
  }
  if (a.pool.name === b.pool.name) {
    return error(
      "pool-overlap",
      paths,
      `pool "${a.pool.name}" in cluster "${a.pool.cluster}" has ${textOf(a)} and ${textOf(b)}, which overlap, so Cilium would leave all of it unused`,
      "remove one of them",
    );
  }
  return error(
    "pool-overlap",
    paths,
    `${named(a)} overlaps ${named(b)} in cluster "${a.pool.cluster}", so Cilium would leave the newer of them unused`,
    "give each pool addresses of its own",
  );
}

function pathOf({ pool, index }: Block): string {
  return pool.at(`blocks[${index}]`);
}

function textOf({ pool, index }: Block): string {
  return blockText(pool.blocks[index] ?? {});
}

function named(block: Block): string {
  return `${textOf(block)} of pool "${block.pool.name}"`;
}

/** Pools beside the addresses that are in use already: of pods, of Services in the cluster, of nodes and routers. */
export function poolNetworks(topology: Topology): Finding[] {
  const blocks = blocksOf(topology);
  if (blocks.length === 0) return [];
  const near = neighbours(topology);
  const members = new Set(membersOf(topology).map(({ cluster }) => cluster.name));
  const meets = (a: string, b: string): boolean =>
    a === b || near(a, b) || (members.has(a) && members.has(b));
  const pods = topology.clusters.flatMap(podCidrsOf);
  const services = topology.clusters.flatMap(serviceCidrsOf);
  const hosts = hostsOf(topology);
  return blocks.flatMap((block) => {
    const { cluster } = block.pool;
    return [
      ...pods
        .filter((one) => meets(cluster, one.cluster.name) && meet(block.range, rangeOfCidr(one.cidr)))
        .map((one) => networkFinding("pool-in-pod-cidr", "pod", block, one)),
      ...services
        .filter((one) => cluster === one.cluster.name && meet(block.range, rangeOfCidr(one.cidr)))
        .map((one) => networkFinding("pool-in-service-cidr", "service", block, one)),
      ...hosts
        .filter((one) => holdsAddress(block.range, one.address))
        .map((one) =>
          error(
            "pool-has-node-address",
            [pathOf(block), one.path],
            `${named(block)} has ${one.address}, the address of ${one.what}`,
            "leave it out of the pool, e.g. by a range with start and stop",
          ),
        ),
    ];
  });
}

function rangeOfCidr({ family, first, last }: Cidr): BlockRange {
  return { family, first, last, fromCidr: true };
}

function networkFinding(
  code: "pool-in-pod-cidr" | "pool-in-service-cidr",
  use: string,
  block: Block,
  { cidr, cluster, path }: PlacedCidr,
): Finding {
  return error(
    code,
    [pathOf(block), path],
    `${named(block)} overlaps the ${use} CIDR ${cidr.canonical} of cluster "${cluster.name}"`,
    "give the pool addresses that nothing else has",
  );
}

interface Host {
  readonly what: string;
  readonly address: string;
  readonly path: string;
}

function hostsOf(topology: Topology): Host[] {
  const nodes = topology.clusters.flatMap((cluster) =>
    cluster.nodes.flatMap(({ name, address }, i) =>
      address === undefined
        ? []
        : [{ what: `node "${name}"`, address, path: cluster.at(`nodes[${i}].address`) }],
    ),
  );
  const { fabric } = topology;
  const routers = (fabric?.input.routers ?? []).flatMap(({ name, interfaces }, i) =>
    interfaces.flatMap((foot, j) =>
      (["address", "address6"] as const).flatMap((key) => {
        const address = foot[key];
        const path = fabric?.at(`routers[${i}].interfaces[${j}].${key}`) ?? "";
        return address === undefined ? [] : [{ what: `router "${name}"`, address, path }];
      }),
    ),
  );
  return [...nodes, ...routers].filter(({ address }) => parseCidr(`${address}/0`) !== undefined);
}
