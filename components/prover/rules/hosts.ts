import { parseIp } from "../../internal/cidr";
import { minorOf } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import {
  kubernetesMinor,
  kubernetesSupport,
  kubernetesSupportOf,
  replacesKubeProxy,
} from "../../internal/versions";
import { enumerated, error, groupBy, plural, quoted, warning } from "../report";
import { Topology, TopologyCluster, TopologyHostPort } from "../topology";
import { installIn } from "./view";

interface PlacedPort extends TopologyHostPort {
  readonly cluster: string;
}

/** All kind clusters share one host, and a port of it goes to one node only. */
export function hostPorts(topology: Topology): Finding[] {
  const ports: PlacedPort[] = topology.clusters.flatMap((cluster) =>
    cluster.hostPorts.map((port) => ({ ...port, cluster: cluster.name })),
  );
  const taken = new Set(ports.map(({ port }) => port));
  const outside = ports
    .filter(({ port }) => !Number.isInteger(port) || port < 0 || port > 65535)
    .map(({ port, path, cluster }) =>
      error(
        "host-port-range",
        [path],
        `host port ${port} of cluster "${cluster}" is outside 1–65535`,
        "choose a port from 1 to 65535",
      ),
    );
  // Port 0 lets Docker choose a free one.
  const fixed = ports.filter(({ port }) => port !== 0);
  const clashes = [...groupBy(fixed, ({ port, protocol }) => `${port}/${protocol.toUpperCase()}`)].flatMap(
    ([name, sharers]) => sameAddress(sharers).map((group) => hostPortClash(name, group, taken)),
  );
  return [...outside, ...clashes];
}

/** Ports that meet: equal addresses, or any beside one that listens everywhere. */
function sameAddress(sharers: readonly PlacedPort[]): PlacedPort[][] {
  const everywhere = sharers.some(({ address }) => /^(0\.0\.0\.0|::)?$/.test(address));
  const groups = everywhere
    ? [[...sharers]]
    : [...groupBy(sharers, ({ address }) => ipKey(address)).values()];
  return groups.filter((group) => group.length > 1);
}

function ipKey(address: string): string {
  return parseIp(address)?.address ?? address;
}

function hostPortClash(name: string, sharers: readonly PlacedPort[], taken: Set<number>): Finding {
  const clusters = [...new Set(sharers.map(({ cluster }) => cluster))];
  const who =
    clusters.length > 1
      ? `clusters ${quoted(clusters)} all take`
      : `cluster ${quoted(clusters)} takes ${sharers.length} times`;
  const moves = sharers.slice(1).map(({ port, cluster }) => {
    const free = freeHostPort(taken, port);
    taken.add(free);
    return `cluster "${cluster}" ${free}`;
  });
  return error(
    "host-port-clash",
    sharers.map(({ path }) => path),
    `${who} host port ${name}`,
    `give ${enumerated(moves)}, e.g. with hostPort`,
  );
}

/** A thousand further on, as the hands-on notes count: 30000, 31000 … */
function freeHostPort(taken: ReadonlySet<number>, port: number): number {
  for (let next = port + 1000; next <= 65535; next += 1000) if (!taken.has(next)) return next;
  for (let next = port + 1; next <= 65535; next += 1) if (!taken.has(next)) return next;
  for (let next = 1024; next < port; next += 1) if (!taken.has(next)) return next;
  return port;
}

/** Cilium is tested with some Kubernetes versions; others mostly work, but nobody promises it. */
export function kubernetesVersions(topology: Topology): Finding[] {
  const known = topology.clusters.flatMap((cluster) => {
    const version = cluster.kubernetesVersion;
    const minor = version === undefined ? undefined : kubernetesMinor(version);
    return version === undefined || minor === undefined ? [] : [{ cluster, version, minor }];
  });
  const alike = groupBy(known, ({ cluster, version }) => `${version} ${installMinor(cluster)}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : kubernetesVersion(
          group.map(({ cluster }) => cluster),
          first.version,
          first.minor,
        );
  });
}

function installMinor(cluster: TopologyCluster): string {
  return /^v?\d+\.\d+/.test(cluster.cilium.version) ? minorOf(cluster.cilium.version) : "";
}

function kubernetesVersion(clusters: readonly TopologyCluster[], version: string, minor: number): Finding[] {
  const [first] = clusters;
  const cilium = first === undefined ? "" : installMinor(first);
  const support = cilium === "" ? undefined : kubernetesSupportOf(cilium);
  if (support === undefined) return [];
  const paths = clusters.flatMap(({ at, cilium: { at: key } }) => [at("kubernetesVersion"), key("version")]);
  const of = `Kubernetes ${version} of ${clusters.length > 1 ? "clusters" : "cluster"} ${quoted(clusters.map(({ name }) => name))}`;
  const range = support.from === undefined ? `up to 1.${support.to}` : `1.${support.from} to 1.${support.to}`;
  if (minor < support.chartFrom) {
    return [
      error(
        "kubernetes-version-refused",
        paths,
        `${of} is older than 1.${support.chartFrom}, below which Helm refuses the chart of Cilium ${cilium}`,
        `use Kubernetes ${range}`,
      ),
    ];
  }
  const tooNew = minor > support.to;
  if (!tooNew && (support.from === undefined || minor >= support.from)) return [];
  const other = Object.entries(kubernetesSupport).find(
    ([, { from, to }]) => minor >= (from ?? 0) && minor <= to,
  )?.[0];
  return [
    warning(
      "kubernetes-version-untested",
      paths,
      `${of} is ${tooNew ? "newer" : "older"} than what Cilium ${cilium} is tested with (${range}); ${tooNew ? "that mostly works" : "that may not work"}`,
      `use Kubernetes ${range}${other === undefined ? "" : `, or Cilium ${other}`}`,
    ),
  ];
}

function noOperator(cluster: TopologyCluster, path: string): Finding {
  return error(
    "operator-replicas-zero",
    [path],
    `cluster "${cluster.name}" has 0 replicas of the operator, so nobody makes Cilium's definitions and agents wait for them for ever`,
    "set operator.replicas: 1",
  );
}

/** Replicas of the operator never share a node, so one too many stays pending for ever. */
export function operatorReplicas(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) => {
    const { on, number, at, helmWaits } = installIn(cluster);
    const replicas = number("operator.replicas");
    const nodes = cluster.nodes.length;
    if (replicas === 0 && on("operator.enabled")) return [noOperator(cluster, at("operator.replicas"))];
    const fits = replicas === undefined || replicas <= nodes || nodes === 0 || !on("operator.enabled");
    if (fits || cluster.hosting !== "kind") return [];
    const end = helmWaits ? ", and Helm waits for it in vain" : "";
    return [
      (helmWaits ? error : warning)(
        "operator-replicas-exceed-nodes",
        [at("operator.replicas"), cluster.at("nodes")],
        `cluster "${cluster.name}" has ${plural(nodes, "node")} for ${replicas} operator replicas, of which no two share a node; one stays pending${end}`,
        `set operator.replicas: ${nodes}`,
      ),
    ];
  });
}

/** Without kube-proxy nothing leads to the API server's service address until Cilium runs, which needs it to start. */
export function withoutKubeProxy(topology: Topology): Finding[] {
  return topology.clusters.flatMap((cluster) => {
    const { text, at, values, version } = installIn(cluster);
    if (cluster.kubeProxy !== false) return [];
    if (!replacesKubeProxy(values, version)) {
      return [
        error(
          "no-service-proxy",
          [at("kubeProxyReplacement"), cluster.at("kubeProxy")],
          `cluster "${cluster.name}" runs no kube-proxy and its Cilium does not replace it, so no Service works on its nodes`,
          "set kubeProxyReplacement: true, or let the cluster run kube-proxy",
        ),
      ];
    }
    const told = ["k8sServiceHost", "k8sServiceHostRef.name", "k8s.apiServerURLs"].some(
      (key) => text(key) !== "",
    );
    if (told) return [];
    return [
      error(
        "api-server-host-missing",
        [at("k8sServiceHost"), cluster.at("kubeProxy")],
        `cluster "${cluster.name}" runs no kube-proxy, so agents find the API server only where k8sServiceHost names it`,
        "set k8sServiceHost and k8sServicePort to an address of the API server",
      ),
    ];
  });
}
