import { type DnsInput, type DnsPlan, planDns } from "../clusterset-dns/plan";

/** Inputs of `MultiClusterServices` as plain data, without what only leads to the clusters. */
export interface McsInput {
  readonly clusters: readonly McsCluster[];
  readonly exports: readonly McsExportInput[];
  readonly createNamespaces?: boolean;
  readonly coreDns?: DnsInput;
  readonly timeoutSeconds?: number;
}

export interface McsCluster {
  readonly name: string;
  readonly ciliumVersion: string;
  readonly namespaces?: readonly string[];
}

export interface McsExportInput {
  readonly name: string;
  readonly namespace?: string;
  readonly clusters?: readonly string[];
}

/** The same with every default filled in. */
export interface McsPlan {
  readonly clusters: readonly McsCluster[];
  readonly exports: readonly McsExport[];
  readonly createNamespaces: boolean;
  readonly dns: DnsPlan;
  readonly timeoutSeconds: number;
}

export interface McsExport {
  readonly name: string;
  readonly namespace: string;
  /** Names of the exporting clusters. */
  readonly clusters: readonly string[];
}

/** Namespaces that every cluster has from its beginning. */
export const GIVEN_NAMESPACES: readonly string[] = [
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
];

export function planMcs(input: McsInput): McsPlan {
  const all = input.clusters.map(({ name }) => name);
  return {
    clusters: input.clusters,
    exports: input.exports.map(({ name, namespace = "default", clusters = all }) => ({
      name,
      namespace,
      clusters,
    })),
    createNamespaces: input.createNamespaces ?? true,
    dns: planDns(input.coreDns ?? {}),
    timeoutSeconds: input.timeoutSeconds ?? 300,
  };
}

/** Namespaces to be made in a cluster, sorted. */
export function namespacesToMake({ exports, createNamespaces }: McsPlan, cluster: McsCluster): string[] {
  if (!createNamespaces) return [];
  const there = [...GIVEN_NAMESPACES, ...(cluster.namespaces ?? [])];
  const wanted = new Set(exports.map(({ namespace }) => namespace));
  return [...wanted].filter((namespace) => !there.includes(namespace)).sort();
}

/** `<namespace>/<name>`, by which outputs know an exported Service. */
export function exportKey({ name, namespace }: McsExport): string {
  return `${namespace}/${name}`;
}

/** What clients in every cluster call. */
export function clustersetName({ name, namespace }: McsExport): string {
  return `${name}.${namespace}.svc.clusterset.local`;
}
