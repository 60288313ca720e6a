/** A ServiceImport as far as waiting needs it. */
export interface ImportView {
  readonly namespace: string;
  readonly name: string;
  /** `ClusterSetIP`, or `Headless`, which has no address. */
  readonly type: string;
  readonly ips: readonly string[];
  /** Names of the clusters that export it, sorted. */
  readonly clusters: readonly string[];
}

/** What a ServiceExport's conditions say that keeps it from being imported. */
export interface ExportView {
  readonly namespace: string;
  readonly name: string;
  readonly troubles: readonly string[];
}

/** What waiting asks of a cluster. */
export interface ImportReader {
  imports(): Promise<ImportView[]>;
  exports(): Promise<ExportView[]>;
  /** Names of the namespaces that there are. */
  namespaces(): Promise<string[]>;
}

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

interface McsObject {
  metadata: { namespace?: string; name?: string };
  spec?: { type?: string; ips?: string[] };
  status?: { conditions?: Condition[]; clusters?: { cluster?: string }[] };
}

/** Reads ServiceImports and ServiceExports through the cluster's API; `apiVersion` as in `multicluster.x-k8s.io/v1alpha1`. */
export async function importReader(kubeconfig: string, apiVersion: string): Promise<ImportReader> {
  // Loaded when needed: a program that waits for nothing need not load the client.
  const k8s = await import("@kubernetes/client-node");
  const config = new k8s.KubeConfig();
  config.loadFromString(kubeconfig);
  const custom = config.makeApiClient(k8s.CustomObjectsApi);
  const core = config.makeApiClient(k8s.CoreV1Api);
  const [group = "", version = ""] = apiVersion.split("/");
  const list = async (plural: string): Promise<McsObject[]> => {
    const found: unknown = await custom.listCustomObjectForAllNamespaces({ group, version, plural });
    return (found as { items: McsObject[] }).items;
  };
  return {
    imports: async () => (await list("serviceimports")).map(importView),
    exports: async () => (await list("serviceexports")).map(exportView),
    namespaces: async () => (await core.listNamespace()).items.map(({ metadata }) => metadata?.name ?? ""),
  };
}

function nameOf({ metadata }: McsObject): { namespace: string; name: string } {
  return { namespace: metadata.namespace ?? "", name: metadata.name ?? "" };
}

function importView(object: McsObject): ImportView {
  const { spec, status } = object;
  const clusters = (status?.clusters ?? []).flatMap(({ cluster }) => cluster ?? []).sort();
  return { ...nameOf(object), type: spec?.type ?? "", ips: spec?.ips ?? [], clusters };
}

function exportView(object: McsObject): ExportView {
  const conditions = object.status?.conditions ?? [];
  const troubles = conditions.filter(isTrouble).map(({ type, status, reason = "", message = "" }) => {
    const why = [reason, message].filter((text) => text !== "").join(": ");
    return `${type} is ${status}${why === "" ? "" : ` (${why})`}`;
  });
  return { ...nameOf(object), troubles: conditions.length === 0 ? ["nobody has acted on it"] : troubles };
}

/** Every condition is good when true, but for `Conflict`. */
function isTrouble({ type, status }: Condition): boolean {
  return type === "Conflict" ? status === "True" : status !== "True";
}
