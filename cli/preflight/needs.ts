import { planKindCluster } from "../../components/kind-cluster/kind-config";
import { StackConfig } from "../../stacks/config";
import { resolveClusters } from "../../stacks/resolve";
import { Hosting } from "../hosting";

/** A port of the host that the stack will take. */
export interface PortNeed {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly cluster: string;
  readonly path: string;
}

/** A kind node image, and where the stack says it. */
export interface ImageNeed {
  readonly image: string;
  readonly paths: readonly string[];
}

/** A chart, and where it is to come from. */
export interface ChartNeed {
  readonly version: string;
  /** Address of a repository or registry, or path of an archive. */
  readonly source: { readonly archive: string } | { readonly url: string };
  readonly path: string;
}

/** What a stack asks of the host that it runs on. */
export interface HostNeeds {
  readonly hosting: Hosting;
  readonly clusters: readonly string[];
  /** Names that kind knows its clusters by; empty unless kind hosts. */
  readonly kindClusters: readonly string[];
  readonly nodes: number;
  readonly images: readonly ImageNeed[];
  readonly ports: readonly PortNeed[];
  readonly charts: readonly ChartNeed[];
  readonly kubeconfigs: readonly { readonly file: string; readonly path: string }[];
  /** Pulumi plugins beside kubernetes. */
  readonly plugins: readonly string[];
  /** Names of the routers that run in the simulator, by FRR of this machine. */
  readonly routers: readonly string[];
}

/** Where charts come from unless a stack says otherwise. */
export const officialRepository = "https://helm.cilium.io";

export function hostNeeds(config: StackConfig, hosting: Hosting): HostNeeds {
  const clusters = resolveClusters(config);
  const own = hosting.kind === "existing" ? [] : clusters.filter((c) => c.hosting === "kind");
  const inContainers = hosting.kind === "kind" ? own : [];
  const makesCa = config.mesh !== undefined && config.mesh.certificateAuthority === undefined;
  return {
    hosting,
    clusters: clusters.map((c) => c.name),
    kindClusters: inContainers.map((c) => c.kindName),
    nodes: own.reduce((sum, c) => sum + c.nodes.length, 0),
    images: imageNeeds(
      config,
      inContainers.map((c) => c.index),
    ),
    ports: inContainers.flatMap((c) => portNeeds(config, c.index)),
    // The simulator brings the charts itself.
    charts: hosting.kind === "simulator" ? [] : chartNeeds(clusters),
    kubeconfigs: config.clusters.flatMap((c, i) => {
      const file = c.existing?.kubeconfigPath;
      return file === undefined ? [] : [{ file, path: `clusters[${i}].existing.kubeconfigPath` }];
    }),
    plugins: [
      ...(inContainers.length > 0 ? ["command"] : []),
      ...(makesCa && hosting.kind !== "simulator" ? ["tls"] : []),
    ],
    routers:
      hosting.kind === "simulator" && hosting.depth === "full" ? config.routers.map(({ name }) => name) : [],
  };
}

function imageNeeds(config: StackConfig, indices: readonly number[]): ImageNeed[] {
  const paths = new Map<string, string[]>();
  for (const i of indices) {
    const kind = config.clusters[i]?.kind;
    if (kind === undefined) continue;
    planKindCluster(config.clusters[i]?.name ?? "", kind).nodes.forEach((node, n) => {
      const own = kind.nodes?.[n]?.image !== undefined;
      const path = own ? `clusters[${i}].kind.nodes[${n}].image` : `clusters[${i}].kind.nodeImage`;
      const known = paths.get(node.image) ?? [];
      if (!known.includes(path)) paths.set(node.image, [...known, path]);
    });
  }
  return [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([image, found]) => ({ image, paths: found }));
}

function portNeeds(config: StackConfig, i: number): PortNeed[] {
  const cluster = config.clusters[i];
  if (cluster?.kind === undefined) return [];
  const plan = planKindCluster(cluster.name, cluster.kind);
  const mapped = plan.nodes.flatMap((node, n) =>
    node.portMappings.map((mapping, p) => ({
      address: mapping.listenAddress,
      port: mapping.hostPort,
      protocol: mapping.protocol,
      cluster: plan.clusterName,
      path: `clusters[${i}].kind.nodes[${n}].portMappings[${p}].hostPort`,
    })),
  );
  if (plan.apiServerPort === undefined) return mapped;
  const path = `clusters[${i}].kind.apiServerPort`;
  return [
    ...mapped,
    { address: "127.0.0.1", port: plan.apiServerPort, protocol: "TCP", cluster: plan.clusterName, path },
  ];
}

function chartNeeds(clusters: ReturnType<typeof resolveClusters>): ChartNeed[] {
  const needs = clusters.map((c) => {
    const chart = c.install.chart;
    const where =
      c.config.cilium?.["chart"] !== undefined ? `clusters[${c.index}].cilium.chart` : "cilium.chart";
    const source =
      chart?.archive !== undefined
        ? { archive: chart.archive }
        : { url: chart?.oci ?? chart?.repository ?? officialRepository };
    return { version: c.version, source, path: where };
  });
  const unique = new Map(needs.map((need) => [JSON.stringify([need.version, need.source]), need]));
  return [...unique.values()];
}
