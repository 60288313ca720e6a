import { AppsV1Api, KubeConfig } from "@kubernetes/client-node";
import { DEDICATED, DNS_NAMESPACE } from "../../components/clusterset-dns/manifest";
import { importReader } from "../../components/multi-cluster-services/reader";
import { SeenMultiCluster } from "../status/seen";

/** What is to be found out about a cluster's part in the Multi-Cluster Services API. */
export interface MultiClusterQuestion {
  /** Of its ServiceExports and ServiceImports, e.g. `multicluster.x-k8s.io/v1alpha1`. */
  readonly apiVersion: string;
  /** Whether the stack runs a CoreDNS of its own there. */
  readonly ownDns: boolean;
}

/** ServiceExports with what keeps them from being imported, and ServiceImports with the clusters behind them. */
export async function seeMultiCluster(
  config: KubeConfig,
  kubeconfig: string,
  { apiVersion, ownDns }: MultiClusterQuestion,
): Promise<SeenMultiCluster> {
  const reader = await importReader(kubeconfig, apiVersion);
  const [exports, imports, dns] = await Promise.all([
    reader.exports(),
    reader.imports(),
    ownDns ? seeDns(config) : undefined,
  ]);
  return { exports, imports, ...(dns !== undefined ? { dns } : {}) };
}

async function seeDns(config: KubeConfig): Promise<{ ready: number; wanted: number }> {
  const fieldSelector = `metadata.name=${DEDICATED}`;
  const api = config.makeApiClient(AppsV1Api);
  const { items } = await api.listNamespacedDeployment({ namespace: DNS_NAMESPACE, fieldSelector });
  return { ready: items[0]?.status?.readyReplicas ?? 0, wanted: items[0]?.spec?.replicas ?? 0 };
}
