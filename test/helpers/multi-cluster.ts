import { AppsV1Api, CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { connect } from "../../cli/probes";

interface Condition {
  type: string;
  status: string;
}

interface McsObject {
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
  spec?: { ips?: string[]; type?: string };
  status?: { conditions?: Condition[]; clusters?: { cluster: string }[] };
}

async function list(kubeconfig: string, plural: string, version: string): Promise<McsObject[]> {
  const found = (await connect(kubeconfig)
    .makeApiClient(CustomObjectsApi)
    .listCustomObjectForAllNamespaces({ group: "multicluster.x-k8s.io", version, plural })) as {
    items: McsObject[];
  };
  return found.items;
}

/** Conditions that are true, by the ServiceExport's name. */
export async function exportConditions(
  kubeconfig: string,
  version = "v1alpha1",
): Promise<Record<string, string[]>> {
  const exports = await list(kubeconfig, "serviceexports", version);
  return Object.fromEntries(
    exports.map(({ metadata, status }) => [
      metadata.name,
      (status?.conditions ?? [])
        .filter((condition) => condition.status === "True")
        .map(({ type }) => type)
        .sort(),
    ]),
  );
}

export interface ServiceImport {
  name: string;
  ips: string[];
  /** Clusters that export it. */
  clusters: string[];
  /** Name of the Service that stands for it. */
  derived: string;
}

export async function serviceImports(kubeconfig: string, version = "v1alpha1"): Promise<ServiceImport[]> {
  const imports = await list(kubeconfig, "serviceimports", version);
  return imports.map(({ metadata, spec, status }) => ({
    name: metadata.name,
    ips: spec?.ips ?? [],
    clusters: (status?.clusters ?? []).map(({ cluster }) => cluster).sort(),
    derived: metadata.annotations?.["multicluster.kubernetes.io/derived-service"] ?? "",
  }));
}

/** Everything of the cluster's own DNS that somebody wrote: what must be the same byte for byte when we are gone. */
export async function ownDns(kubeconfig: string): Promise<string> {
  const core = connect(kubeconfig).makeApiClient(CoreV1Api);
  const where = { namespace: "kube-system" };
  const [config, service, deployment] = await Promise.all([
    core.readNamespacedConfigMap({ ...where, name: "coredns" }),
    core.readNamespacedService({ ...where, name: "kube-dns" }),
    connect(kubeconfig)
      .makeApiClient(AppsV1Api)
      .readNamespacedDeployment({ ...where, name: "coredns" }),
  ]);
  return JSON.stringify(
    { data: config.data, service: service.spec, deployment: deployment.spec },
    undefined,
    1,
  );
}

/** The text of a ConfigMap's Corefile; undefined where there is no such ConfigMap. */
export async function corefile(kubeconfig: string, name: string): Promise<string | undefined> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedConfigMap({ namespace: "kube-system", fieldSelector: `metadata.name=${name}` });
  return items[0]?.data?.["Corefile"];
}
