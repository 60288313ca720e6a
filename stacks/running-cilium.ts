import { findingsOnRunning } from "../components/cilium-install/identity-mode/running";
import { Finding, Severity } from "../components/internal/finding";
import { ClusterConfig, StackConfig } from "./config";
import { toTopology } from "./topology";

/** Kubeconfig of a cluster that is there; undefined where it is not, or is not known. */
export type KubeconfigOf = (cluster: ClusterConfig) => Promise<string | undefined>;

/**
 * What a stack asks of the Cilium that runs in its clusters already and that cannot be had. The components refuse it as
 * well, but by then other parts of the stack are made. A cluster that cannot be asked is left to them, as warnings are.
 */
export async function runningFindings(
  config: StackConfig,
  kubeconfigOf: KubeconfigOf,
  ask: typeof findingsOnRunning = findingsOnRunning,
): Promise<Finding[]> {
  const clusters = toTopology(config).clusters;
  const found = config.clusters.map(async (cluster, i) => {
    const cilium = clusters[i]?.cilium;
    const kubeconfig = await kubeconfigOf(cluster).catch(() => undefined);
    if (kubeconfig === undefined || cilium === undefined) return [];
    const findings = await ask(kubeconfig, cilium.values).catch(() => []);
    return findings
      .filter(({ severity }) => severity === Severity.Error)
      .map((finding) => ({
        ...finding,
        paths: finding.paths.map(cilium.at),
        message: `in cluster ${cluster.name} ${finding.message}`,
      }));
  });
  return (await Promise.all(found)).flat();
}
