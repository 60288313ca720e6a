import { AppsV1Api, CoreV1Api } from "@kubernetes/client-node";
import { connect } from "./connect";

/** What is known of a member's mesh where no agent runs: what was configured, not what is connected. */
export interface ConfiguredMesh {
  /** Clusters that the agents' Secret names. */
  readonly peers: readonly string[];
  /** Containers of clustermesh-apiserver; 0 where it has none. */
  readonly apiServerReplicas: number;
}

/** Reads Secret `cilium-clustermesh` (keys only) and the Deployment `clustermesh-apiserver`. */
export async function configuredMesh(kubeconfig: string): Promise<ConfiguredMesh> {
  const config = connect(kubeconfig);
  const namespace = "kube-system";
  const secrets = await config
    .makeApiClient(CoreV1Api)
    .listNamespacedSecret({ namespace, fieldSelector: "metadata.name=cilium-clustermesh" });
  const deployments = await config
    .makeApiClient(AppsV1Api)
    .listNamespacedDeployment({ namespace, fieldSelector: "metadata.name=clustermesh-apiserver" });
  return {
    peers: peerNames(Object.keys(secrets.items[0]?.data ?? {})),
    apiServerReplicas: deployments.items[0]?.spec?.replicas ?? 0,
  };
}

/** Beside one file for each peer the Secret may hold certificates: `<peer>.etcd-client.crt`, `common-etcd-client-ca.crt`. */
export function peerNames(keys: readonly string[]): string[] {
  return keys.filter((key) => !/\.(crt|key)$/.test(key) && !key.startsWith("common-")).sort();
}
