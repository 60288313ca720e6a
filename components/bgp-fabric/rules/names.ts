import type { Finding } from "../../internal/finding";
import { clusterNameFault } from "../../internal/names";
import { enumerated, error, groupBy } from "../../prover/report";
import { clustersOf, type Fabric } from "./view";

interface Named {
  readonly name: string;
  readonly path: string;
}

/** Names that something else would be made of, and names that are there twice. */
export function names(fabric: Fabric): Finding[] {
  const { input } = fabric;
  const racks = input.racks.map(({ name }, i) => ({ name, path: `racks[${i}].name` }));
  const routers = input.routers.map(({ name }, i) => ({ name, path: `routers[${i}].name` }));
  const clusters = input.clusters.map(({ name }, i) => ({ name, path: `clusters[${i}].name` }));
  const short = [
    ...racks.map((rack) => ["rack", rack] as const),
    ...routers.map((r) => ["router", r] as const),
  ];
  return [
    ...short.flatMap(([what, { name, path }]) => shortName(fabric, what, name, path)),
    ...peerGroups(fabric),
    ...twice(fabric, "racks", racks),
    ...twice(fabric, "routers", routers),
    ...twice(fabric, "clusters", clusters),
    ...clustersOf(fabric).flatMap((placed) => namesInCluster(fabric, placed)),
  ];
}

function namesInCluster(fabric: Fabric, { cluster, path }: ReturnType<typeof clustersOf>[number]): Finding[] {
  const of = (list: readonly { readonly name: string }[], what: string): Named[] =>
    list.map(({ name }, i) => ({ name, path: `${path}.${what}[${i}].name` }));
  const peers = cluster.peers.map(({ name, router }, i) => ({
    name: name ?? router,
    path: `${path}.peers[${i}].${name === undefined ? "router" : "name"}`,
  }));
  const resources = [
    ...(cluster.configName === undefined ? [] : [{ name: cluster.configName, path: `${path}.configName` }]),
    ...cluster.peers.flatMap(({ peerConfig }, i) =>
      peerConfig === undefined ? [] : [{ name: peerConfig, path: `${path}.peers[${i}].peerConfig` }],
    ),
    ...of(cluster.advertisements ?? [], "advertisements"),
  ];
  const where = `of cluster "${cluster.name}"`;
  return [
    ...resources.flatMap((resource) => resourceName(fabric, resource)),
    ...twice(fabric, `nodes ${where}`, of(cluster.nodes, "nodes")),
    ...twice(fabric, `peers ${where}`, peers),
    ...twice(fabric, `advertisements ${where}`, of(cluster.advertisements ?? [], "advertisements")),
  ];
}

function shortName({ at }: Fabric, what: string, name: string, path: string): Finding[] {
  const fault = clusterNameFault(name);
  if (fault === undefined) return [];
  return [
    error(
      "bgp-name-invalid",
      [at(path)],
      `name "${name}" of a ${what} ${fault}`,
      "use 1 to 32 lower-case letters, digits and -",
    ),
  ];
}

/** A group of two clusters would take both clusters' prefixes from each. */
function peerGroups(fabric: Fabric): Finding[] {
  const named = clustersOf(fabric).flatMap(({ cluster, path }) =>
    cluster.peers.flatMap(({ peerGroup, router }, i) =>
      // A router that is there twice in one cluster is a fault of its own.
      peerGroup === undefined || cluster.peers.findIndex((peer) => peer.router === router) < i
        ? []
        : [{ name: peerGroup, path: `${path}.peers[${i}].peerGroup`, router }],
    ),
  );
  return [
    ...named.flatMap(({ name, path }) => peerGroupName(fabric, name, path)),
    ...[...groupBy(named, ({ router }) => router)].flatMap(([router, own]) =>
      twice(fabric, `peer groups of router "${router}"`, own),
    ),
  ];
}

/** FRR takes a peer group's name for an address where it looks like one. */
function peerGroupName({ at }: Fabric, name: string, path: string): Finding[] {
  if (/^[A-Za-z][\w-]{0,62}$/.test(name)) return [];
  return [
    error(
      "bgp-name-invalid",
      [at(path)],
      `name "${name}" of a peer group is none that FRR takes`,
      "use letters, digits, _ and -, a letter first, e.g. CILIUM",
    ),
  ];
}

function resourceName({ at }: Fabric, { name, path }: Named): Finding[] {
  if (name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name))
    return [];
  return [
    error(
      "bgp-name-invalid",
      [at(path)],
      `"${name}" is not a name of a Kubernetes object`,
      "use lower-case letters, digits, - and ., e.g. cilium-bgp",
    ),
  ];
}

function twice({ at }: Fabric, what: string, named: readonly Named[]): Finding[] {
  return [...groupBy(named, ({ name }) => name)]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) =>
      error(
        "bgp-name-duplicate",
        same.map(({ path }) => at(path)),
        `${same.length} ${what} are named "${name}"`,
        "give each a name of its own",
      ),
    );
}

/** Names of racks and routers that nobody declares. */
export function references(fabric: Fabric): Finding[] {
  const { input, at } = fabric;
  const racks = new Set(input.racks.map(({ name }) => name));
  const routers = new Set(input.routers.map(({ name }) => name));
  const rack = (name: string | undefined, path: string): Finding[] =>
    name === undefined || name === "" || racks.has(name)
      ? []
      : [error("bgp-rack-unknown", [at(path)], `no rack is named "${name}"`, choice("rack", racks))];
  const router = (name: string, path: string): Finding[] =>
    routers.has(name)
      ? []
      : [error("bgp-router-unknown", [at(path)], `no router is named "${name}"`, choice("router", routers))];
  return [
    ...input.routers.flatMap(({ interfaces }, i) =>
      interfaces.flatMap((foot, k) => rack(foot.rack, `routers[${i}].interfaces[${k}].rack`)),
    ),
    ...(input.links ?? []).flatMap((link, i) => [
      ...rack(link.rack, `links[${i}].rack`),
      ...router(link.from, `links[${i}].from`),
      ...router(link.to, `links[${i}].to`),
    ]),
    ...clustersOf(fabric).flatMap(({ cluster, path }) => [
      ...cluster.nodes.flatMap((node, i) => rack(node.rack, `${path}.nodes[${i}].rack`)),
      ...cluster.peers.flatMap((peer, i) => router(peer.router, `${path}.peers[${i}].router`)),
    ]),
  ];
}

function choice(what: string, known: ReadonlySet<string>): string {
  return known.size === 0 ? `declare the ${what}` : `use ${enumerated([...known], "or")}`;
}
