import { byAddress, type Cidr, overlaps, parseCidr } from "../../internal/cidr";
import type { Finding } from "../../internal/finding";
import { enumerated, error, warning } from "../../prover/report";
import { clustersOf, type Fabric, type PlacedCluster } from "./view";

interface Announced {
  readonly placed: PlacedCluster;
  readonly cidr: Cidr;
  readonly path: string;
}

function prefixesOf(fabric: Fabric, key: "podCidrs" | "poolCidrs"): Announced[] {
  return clustersOf(fabric).flatMap((placed) =>
    (placed.cluster[key] ?? []).flatMap((text, i) => {
      const cidr = parseCidr(text);
      return cidr === undefined ? [] : [{ placed, cidr, path: `${placed.path}.${key}[${i}]` }];
    }),
  );
}

/** Texts that are no prefixes; routers would take nothing for them. */
export function prefixForm(fabric: Fabric): Finding[] {
  return clustersOf(fabric).flatMap(({ cluster, path }) =>
    (["podCidrs", "poolCidrs"] as const).flatMap((key) =>
      (cluster[key] ?? []).flatMap((text, i) =>
        parseCidr(text) !== undefined
          ? []
          : [
              error(
                "bgp-prefix-invalid",
                [fabric.at(`${path}.${key}[${i}]`)],
                `"${text}" of cluster "${cluster.name}" is not a CIDR`,
                "write a network like 172.20.0.0/16",
              ),
            ],
      ),
    ),
  );
}

/** One prefix from two clusters: a router sends what is for one of them to the other. */
export function announcedTwice(fabric: Fabric): Finding[] {
  const reach = routersInReach(fabric);
  return (["podCidrs", "poolCidrs"] as const).flatMap((key) => {
    const what = key === "podCidrs" ? "pod CIDR" : "pool";
    const sorted = prefixesOf(fabric, key).sort(
      (a, b) => a.cidr.family.localeCompare(b.cidr.family) || byAddress(a.cidr, b.cidr),
    );
    return sorted.flatMap((a, i) =>
      following(sorted, i)
        .filter((b) => a.placed.cluster.name !== b.placed.cluster.name && meet(reach, a.placed, b.placed))
        .map((b) =>
          error(
            key === "podCidrs" ? "bgp-pod-cidr-in-two-clusters" : "bgp-pool-in-two-clusters",
            [fabric.at(a.path), fabric.at(b.path)],
            `${what} ${a.cidr.canonical} of cluster "${a.placed.cluster.name}" overlaps ${b.cidr.canonical} of cluster "${b.placed.cluster.name}", and both announce it to the same routers`,
            `give each cluster a ${what} of its own`,
          ),
        ),
    );
  });
}

/** Of prefixes in order those after one that overlap it. */
function following(sorted: readonly Announced[], i: number): Announced[] {
  const own = sorted[i];
  const found: Announced[] = [];
  for (let k = i + 1; own !== undefined && k < sorted.length; k += 1) {
    const next = sorted[k];
    if (next === undefined || !overlaps(own.cidr, next.cidr)) break;
    found.push(next);
  }
  return found;
}

/** Routers pass on what they learn, so whoever is linked hears the same. */
function routersInReach({ input }: Fabric): ReadonlyMap<string, number> {
  const group = new Map(input.routers.map(({ name }, i) => [name, i]));
  for (const { from, to } of input.links ?? []) {
    const [a, b] = [group.get(from), group.get(to)];
    if (a === undefined || b === undefined || a === b) continue;
    for (const [name, own] of group) if (own === b) group.set(name, a);
  }
  return group;
}

function meet(reach: ReadonlyMap<string, number>, a: PlacedCluster, b: PlacedCluster): boolean {
  const groups = new Set(a.cluster.peers.map(({ router }) => reach.get(router)));
  return b.cluster.peers.some(({ router }) => reach.has(router) && groups.has(reach.get(router)));
}

/** What a router of policy `declared` refuses, because nothing says which prefixes it would be. */
export function refusedByPolicy(fabric: Fabric): Finding[] {
  const declared = new Set(
    fabric.plan.routers.filter(({ policy }) => policy === "declared").map(({ name }) => name),
  );
  return clustersOf(fabric).flatMap(({ cluster, path }) => {
    const strict = [...new Set(cluster.peers.map(({ router }) => router))].filter((name) =>
      declared.has(name),
    );
    const list = cluster.advertisements ?? [];
    if (strict.length === 0) return [];
    const routers = enumerated(strict.map((name) => `"${name}"`));
    return list.flatMap(({ name, type, serviceAddresses = [] }, i) => {
      const hasPools = (cluster.poolCidrs ?? []).length > 0;
      const refused = serviceAddresses.filter((kind) => kind !== "LoadBalancerIP" || !hasPools);
      if (type !== "Service" || refused.length === 0) return [];
      return [
        warning(
          "bgp-policy-refuses",
          [
            fabric.at(`${path}.advertisements[${i}].serviceAddresses`),
            ...fabric.input.routers.flatMap((router, r) =>
              strict.includes(router.name) ? [fabric.at(`routers[${r}].policy`)] : [],
            ),
          ],
          `advertisement "${name}" of cluster "${cluster.name}" announces ${enumerated(refused)}, but router ${routers} takes only pod CIDRs and pools${hasPools ? "" : ", of which there are none"}`,
          hasPools
            ? "set policy: open, or announce LoadBalancerIP alone"
            : "declare the pool, or set policy: open",
        ),
      ];
    });
  });
}
