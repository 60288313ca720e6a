import { CHART_NODE_PORT, SERVICE_PORT } from "../../components/cluster-mesh/topology";
import { CiliumMeshMembership } from "../../components/cluster-mesh/args";
import { StackConfig } from "../../stacks/config";
import { ResolvedCluster } from "../../stacks/resolve";
import { clusterId } from "./ids";
import { Kind, MeshNet, Row } from "./types";
import { facts, few, joined, plural } from "./words";

/** A stack's mesh as the memberships say it. */
export interface MeshView {
  readonly config: StackConfig;
  readonly clusters: readonly ResolvedCluster[];
  readonly memberships: ReadonlyMap<string, CiliumMeshMembership>;
}

/**
 * A mesh by its kinds of links. A full mesh of 50 has 1,225 links and is one thing to say; only what somebody declared
 * otherwise is a thing of its own, and clusters that declare the same share it.
 */
export function meshNets(view: MeshView): MeshNet[] {
  const { config } = view;
  if (config.mesh === undefined) return [];
  const members = view.clusters.filter(({ name }) => view.memberships.has(name));
  const free = members.filter(({ config: { mesh } }) => mesh?.peers === undefined);
  const bound = members.filter((member) => !free.includes(member));
  return [fullMesh(view, members, free), ...boundNets(view, free, bound)];
}

function fullMesh(
  view: MeshView,
  members: readonly ResolvedCluster[],
  free: readonly ResolvedCluster[],
): MeshNet {
  const { mesh } = view.config;
  const kvstoreMesh = mesh?.kvstoreMesh?.enabled ?? true;
  const type = mesh?.service?.type ?? "NodePort";
  const links = (free.length * (free.length - 1)) / 2;
  const size =
    free.length === members.length
      ? `full mesh of ${plural(free.length, "cluster")}, ${plural(links, "link")}`
      : free.length < 2
        ? `${plural(members.length, "cluster")}, links as declared below`
        : `full mesh of ${free.length} of ${plural(members.length, "cluster")}, ${plural(links, "link")}; others as declared below`;
  const how = joined(
    type,
    kvstoreMesh ? "KVStoreMesh" : "no KVStoreMesh",
    `certificates by ${mesh?.tls?.method ?? "helm"}`,
    `up to ${mesh?.maxConnectedClusters ?? 255} clusters`,
    view.config.mcs === undefined ? undefined : "MCS API",
  );
  return {
    id: "mesh",
    kind: Kind.Mesh,
    name: "cluster mesh",
    paths: ["mesh", "mcs"],
    lines: [`cluster mesh: ${size}`, how],
    facts: facts({
      members: members.map(({ name }) => name).join(", "),
      links: free.length === members.length ? links : undefined,
      "clustermesh-apiserver": type,
      KVStoreMesh: kvstoreMesh ? "on" : "off",
      "server certificates": mesh?.tls?.method ?? "helm",
      "most clusters": mesh?.maxConnectedClusters ?? 255,
      "certificate authority":
        mesh?.certificateAuthority === undefined ? "made by the mesh" : "brought along",
      "peers' addresses": mesh?.peerAddresses ?? "all-nodes",
    }),
    related: members.map(({ index }) => clusterId(index)),
    oneWay: false,
    taps: free.map((member) => ({ cluster: clusterId(member.index), label: `:${meshPort(view, member)}` })),
  };
}

/** Port that peers connect to. */
export function meshPort({ config, memberships }: MeshView, { name, config: own }: ResolvedCluster): number {
  const membership = memberships.get(name);
  const usual = (config.mesh?.service?.type ?? "NodePort") === "NodePort" ? CHART_NODE_PORT : SERVICE_PORT;
  return own.mesh?.endpointPort ?? membership?.nodePort ?? usual;
}

/** The links of members that list their peers, those of the same peers together. */
function boundNets(
  view: MeshView,
  free: readonly ResolvedCluster[],
  bound: readonly ResolvedCluster[],
): MeshNet[] {
  const byPeers = new Map<string, { from: ResolvedCluster[]; to: ResolvedCluster[]; oneWay: boolean }>();
  const connects = (a: ResolvedCluster, b: ResolvedCluster): boolean =>
    view.memberships.get(a.name)?.peers.some(({ name }) => name === b.name) ?? false;
  for (const [i, member] of bound.entries()) {
    // Of two that list their peers the first speaks for both.
    const others = [...free, ...bound.slice(i + 1)];
    for (const oneWay of [false, true]) {
      const ends = [
        others.filter((other) => connects(member, other) && connects(other, member) !== oneWay),
        oneWay ? others.filter((other) => connects(other, member) && !connects(member, other)) : [],
      ];
      ends.forEach((to, direction) => {
        if (to.length === 0) return;
        const key = [direction, oneWay, ...to.map(({ index }) => index)].join(" ");
        const net = byPeers.get(key);
        if (net === undefined) byPeers.set(key, { from: [member], to, oneWay });
        else net.from.push(member);
      });
    }
  }
  return [...byPeers].map(([key, { from, to, oneWay }], i) => {
    const [a, b] = key.startsWith("1") ? [to, from] : [from, to];
    return linkNet(`mesh-links-${i + 1}`, a, b, oneWay);
  });
}

function linkNet(
  id: string,
  a: readonly ResolvedCluster[],
  b: readonly ResolvedCluster[],
  oneWay: boolean,
): MeshNet {
  const names = (list: readonly ResolvedCluster[], most: number): string =>
    few(
      list.map(({ name }) => name),
      most,
    );
  const arrow = oneWay ? "→" : "↔";
  const count = a.length * b.length;
  return {
    id,
    kind: Kind.Mesh,
    name: `mesh links ${names(a, 2)} ${arrow} ${names(b, 2)}`,
    paths: [],
    lines: [
      `${plural(count, "link")} by declared peers: ${names(a, 4)} ${arrow} ${names(b, 4)}${oneWay ? ", one way" : ""}`,
    ],
    facts: facts({ from: names(a, 600), to: names(b, 600), direction: oneWay ? "one way" : "both ways" }),
    related: [...a, ...b].map(({ index }) => clusterId(index)),
    oneWay,
    taps: [...a, ...b].map(({ index }) => ({ cluster: clusterId(index), label: "" })),
  };
}

/** What a cluster's own box says of its part in the mesh. */
export function meshRow(view: MeshView, cluster: ResolvedCluster): Row[] {
  const membership = view.memberships.get(cluster.name);
  const own = cluster.config.mesh;
  if (membership === undefined) return [];
  const all = view.memberships.size - 1;
  const peers = membership.peers.map(({ name }) => name);
  const which =
    own?.peers === undefined
      ? peers.length === all && all > 3
        ? `all ${all} peers`
        : `peers ${few(peers)}`
      : `${peers.length} of ${plural(all, "peer")}: ${few(peers)}`;
  return [
    {
      id: `${clusterId(cluster.index)}.mesh`,
      kind: Kind.Setting,
      name: `mesh membership of ${cluster.name}`,
      paths: [`clusters[${cluster.index}].mesh`, `clusters[${cluster.index}].id`],
      label: "mesh",
      lines: [`port ${meshPort(view, cluster)}, ${peers.length === 0 ? "no peers" : which}`],
      facts: facts({
        id: cluster.id,
        port: meshPort(view, cluster),
        peers: peers.join(", "),
        endpoints: own?.endpoints?.join(", "),
      }),
    },
  ];
}
