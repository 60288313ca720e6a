import { ClusterNode } from "../components/cluster-mesh/args";
import { parseIp } from "../components/internal/cidr";
import { kindApiServerHost, kindNodeNames, planKindCluster } from "../components/kind-cluster/kind-config";
import { HelmValues, isHelmMap, mergeValues, valueAt } from "../components/internal/helm-values";
import {
  ClusterConfig,
  ExistingNodeConfig,
  KindConfig,
  NodeRackConfig,
  SampleConfig,
  ServiceClusterConfig,
  ServiceConfig,
  StackConfig,
} from "./config";
import { withEtcd } from "./etcd";
import { mcsPath, withMcs } from "./mcs-settings";

/** A node of a cluster; its address is that in its rack, where it stands in one. */
export interface ResolvedNode extends ClusterNode {
  rack?: NodeRackConfig;
}

/** A cluster of a stack with every default and every merge done; the same for `up`, `render` and the prover. */
export interface ResolvedCluster {
  index: number;
  name: string;
  id: number;
  hosting: "kind" | "existing";
  /** Name that kind knows the cluster by; the prefix of its nodes' names. */
  kindName: string;
  nodes: ResolvedNode[];
  podCidrs: string[];
  serviceCidrs: string[];
  version: string;
  /** Shared settings, then this cluster's own; without the escape hatch and what is not a chart value. */
  settings: HelmValues;
  /** The escape hatch: shared, then this cluster's own. */
  values: HelmValues;
  /** Where the chart comes from, how to wait, for how long. */
  install: InstallOptions;
  config: ClusterConfig;
  /** Helm keys that its etcd decides (`etcd.endpoints`); none where it brings none. */
  etcdKeys: readonly string[];
  /** Helm keys that the stack's `mcs` decides. */
  mcsKeys: readonly string[];
}

/** What `CiliumInstall` takes beside chart values. */
export interface InstallOptions {
  chart?: { repository?: string; oci?: string; archive?: string };
  wait?: "helm" | "ready" | "none";
  timeoutSeconds?: number;
}

const INSTALL_OPTIONS = ["chart", "wait", "timeoutSeconds"] as const;
const NOT_CHART_VALUES = [...INSTALL_OPTIONS, "version", "values"] as const;
const API_SERVER_PORT = 6443;

export function resolveClusters(config: StackConfig): ResolvedCluster[] {
  return config.clusters.map((cluster, index) => resolveCluster(config, cluster, index));
}

function resolveCluster(config: StackConfig, cluster: ClusterConfig, index: number): ResolvedCluster {
  const own = cluster.cilium ?? {};
  const all = mergeValues(config.cilium, own);
  const kindName = cluster.kind?.clusterName ?? cluster.name;
  const where = cluster.kind ?? cluster.existing;
  const values = isHelmMap(all["values"]) ? all["values"] : {};
  const nodes =
    cluster.kind !== undefined
      ? kindNodes(cluster.name, kindName, cluster.kind)
      : (cluster.existing?.nodes ?? []).map(existingNode);
  const version = versionOf(cluster, config);
  const mcs = isMember(config, cluster) ? config.mcs : undefined;
  const { settings: wanted, keys: mcsKeys } = withMcs(chartSettings(all), mcs, version);
  const said = withApiServer(wanted, apiServerHost(cluster));
  const here = { index, name: cluster.name, version, nodes, config: cluster };
  const { settings, keys: etcdKeys } = withEtcd(said, values, here);
  return {
    ...here,
    id: cluster.id,
    hosting: cluster.kind !== undefined ? "kind" : "existing",
    kindName,
    podCidrs: cidrs(where?.podSubnet),
    serviceCidrs: cidrs(where?.serviceSubnet),
    settings: {
      ...settings,
      // A member's identity comes with its membership.
      ...(isMember(config, cluster) ? {} : { cluster: { name: cluster.name, id: cluster.id } }),
    },
    values,
    install: installOptions(all),
    etcdKeys,
    mcsKeys,
  };
}

/** Whether a cluster is in the stack's mesh. */
export function isMember({ mesh }: StackConfig, cluster: { name: string }): boolean {
  return mesh !== undefined && (mesh.members?.includes(cluster.name) ?? true);
}

function versionOf(cluster: ClusterConfig, config: StackConfig): string {
  const own = cluster.cilium?.["version"];
  return typeof own === "string" ? own : config.cilium.version;
}

function cidrs(subnet: string | undefined): string[] {
  return subnet === undefined ? [] : subnet.split(",").map((s) => s.trim());
}

/** Nothing that becomes a Helm value: other sections of the stack have added to those. */
function installOptions(all: HelmValues): InstallOptions {
  return Object.fromEntries(
    INSTALL_OPTIONS.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]])),
  );
}

function chartSettings(all: HelmValues): HelmValues {
  const names: readonly string[] = NOT_CHART_VALUES;
  return Object.fromEntries(Object.entries(all).filter(([key]) => !names.includes(key)));
}

/** Without kube-proxy nothing translates the API server's Service address, so agents must be told where it is. */
function withApiServer(settings: HelmValues, host: string | undefined): HelmValues {
  if (host === undefined || settings["kubeProxyReplacement"] !== true) return settings;
  return { k8sServiceHost: host, k8sServicePort: API_SERVER_PORT, ...settings };
}

function apiServerHost(cluster: ClusterConfig): string | undefined {
  return cluster.kind === undefined
    ? undefined
    : kindApiServerHost(planKindCluster(cluster.name, cluster.kind));
}

/** Nodes as kind names them; outside racks their addresses are known only when Docker has given them out. */
function kindNodes(cluster: string, kindName: string, kind: KindConfig): ResolvedNode[] {
  const roles = kind.nodes?.map((n) => n.role) ?? ["control-plane", "worker"];
  return kindNodeNames(kindName, roles).map((name, i) => {
    const rack = kind.nodes?.[i]?.rack;
    const address = rack?.address ?? rack?.address6 ?? `\${${cluster}.nodes[${i}].address}`;
    return { name, role: roles[i] ?? "worker", address, ...(rack !== undefined ? { rack } : {}) };
  });
}

/** What is there already has its address in its rack, whichever of the two places says it. */
function existingNode(node: ExistingNodeConfig): ResolvedNode {
  const { name, role, address, rack } = node;
  if (rack === undefined) return { name, role, address };
  const family = parseIp(address)?.family === "ipv6" ? "address6" : "address";
  return {
    name,
    role,
    address: rack.address ?? rack.address6 ?? address,
    rack: { ...(isPlaceholder(address) ? {} : { [family]: address }), ...rack },
  };
}

/** Whether an address is one, or stands for what is known only at run time. */
export function isPlaceholder(address: string): boolean {
  return address.startsWith("${");
}

/** Path of the stack file's input behind a chart setting: the cluster's own block where it says it, else the shared one. */
export function settingPath(cluster: ResolvedCluster, key: string): string {
  if (key === "cluster.name" || key === "cluster.id")
    return `clusters[${cluster.index}].${key.replace("cluster.", "")}`;
  if (cluster.etcdKeys.includes(key)) return `clusters[${cluster.index}].etcd`;
  if (cluster.mcsKeys.includes(key)) return mcsPath(key);
  const own = cluster.config.cilium ?? {};
  return valueAt(own, key) !== undefined ? `clusters[${cluster.index}].cilium.${key}` : `cilium.${key}`;
}

/** The clusters that a service is in: those listed, else the mesh's members, else all; without a mesh it is an ordinary one. */
export function serviceClusters(config: StackConfig, service: ServiceConfig): ServiceClusterConfig[] {
  const everywhere = config.mesh?.members ?? config.clusters.map((c) => c.name);
  const listed: ServiceClusterConfig[] = service.clusters ?? everywhere.map((name) => ({ name }));
  const clusters = listed.map((c) => ({ ...askingVersion(config, service, c), ...c }));
  return config.mesh !== undefined ? clusters : clusters.map((c) => ({ global: false, ...c }));
}

/** A sample in one of its clusters. Only one that says so in its answers is told which it is. */
export function sampleIn(sample: SampleConfig, clusterName: string): SampleConfig & { clusterName?: string } {
  return sample.sample === "rebel-base" ? { ...sample, clusterName } : sample;
}

/** The version decides how addresses are asked for; where none are, it is nobody's business. */
function askingVersion(
  config: StackConfig,
  service: ServiceConfig,
  { name, loadBalancerAddresses: own }: ServiceClusterConfig,
): { ciliumVersion?: string } {
  const cluster = config.clusters.find((c) => c.name === name);
  const asks = (own ?? service.loadBalancerAddresses) !== undefined;
  return asks && cluster !== undefined ? { ciliumVersion: versionOf(cluster, config) } : {};
}
