import { toYaml } from "../components/internal/yaml";
import { EtcdCertificateFiles, StackConfig } from "../stacks/config";
import { resolveClusters } from "../stacks/resolve";

/** A cluster of the simulator, as a stack needs to know it. */
export interface SimulatedCluster {
  readonly name: string;
  readonly kubeconfigPath: string;
  readonly context: string;
  readonly nodes: readonly { readonly name: string; readonly role: string; readonly address: string }[];
}

export interface PlaceFiles {
  /** The mesh's CA, where the stack brings none. */
  readonly certificateAuthority?: { readonly certificateFile: string; readonly privateKeyFile: string };
  /** Certificates of clusters' etcds, by the cluster's name, where the stack brings none. */
  readonly etcd?: Readonly<Record<string, EtcdCertificateFiles>>;
  /** Archives of charts, by version. */
  readonly charts: Readonly<Record<string, string>>;
}

/** Where a stack names a repository, that goes: at most one source is allowed. */
const otherSources = { repository: null, oci: null };

/**
 * The overlay that moves a stack into the simulator: every kind cluster becomes an existing one whose nodes stand in
 * their racks, the routers are there already, the CA and the charts are files. The Helm values stay what they are on kind.
 */
export function simulatorOverlay(
  config: StackConfig,
  simulated: readonly SimulatedCluster[],
  files: PlaceFiles,
): string {
  const byName = new Map(simulated.map((cluster) => [cluster.name, cluster]));
  const clusters = resolveClusters(config).flatMap((cluster) => {
    const there = byName.get(cluster.name);
    if (there === undefined) return [];
    const { k8sServiceHost: host, k8sServicePort: port } = cluster.settings;
    const existing = {
      kubeconfigPath: there.kubeconfigPath,
      context: there.context,
      podSubnet: cluster.config.kind?.podSubnet,
      serviceSubnet: cluster.config.kind?.serviceSubnet,
      nodes: there.nodes.map(({ name, role, address }) => {
        const rack = cluster.nodes.find((node) => node.name === name)?.rack;
        return { name, role, address, ...(rack !== undefined ? { rack: { ...rack } } : {}) };
      }),
    };
    const server = host === undefined ? {} : { k8sServiceHost: host, k8sServicePort: port };
    const certificates = files.etcd?.[cluster.name];
    const etcd = certificates === undefined ? {} : { etcd: { tls: { certificates } } };
    const cilium = { ...server, ...chartOf(cluster, files.charts) };
    return [{ name: cluster.name, kind: null, existing, cilium, ...etcd }];
  });
  const mesh =
    files.certificateAuthority === undefined
      ? {}
      : { mesh: { certificateAuthority: files.certificateAuthority } };
  const routers =
    config.routers.length === 0
      ? {}
      : { routers: config.routers.map((router) => ({ ...router, managed: false })) };
  return toYaml({ cilium: { chart: otherSources }, clusters, ...mesh, ...routers });
}

/** The overlay that takes charts from files, where the repository cannot be reached. */
export function chartOverlay(config: StackConfig, charts: Readonly<Record<string, string>>): string {
  const clusters = resolveClusters(config).map((cluster) => ({
    name: cluster.name,
    cilium: chartOf(cluster, charts),
  }));
  return toYaml({ cilium: { chart: otherSources }, clusters });
}

/** Versions of the charts that a stack has no archive of. */
export function versionsWithoutArchive(config: StackConfig): string[] {
  const clusters = resolveClusters(config).filter((c) => c.install.chart?.archive === undefined);
  return [...new Set(clusters.map((c) => c.version))].sort();
}

function chartOf(
  cluster: ReturnType<typeof resolveClusters>[number],
  charts: Readonly<Record<string, string>>,
): { chart?: Record<string, string | null> } {
  const archive = charts[cluster.version];
  if (cluster.install.chart?.archive !== undefined || archive === undefined) return {};
  return { chart: { archive, ...otherSources } };
}
