import { findingsOnRunning } from "../../components/cilium-install/identity-mode/running";
import { contextOf } from "../../components/existing-cluster/source";
import { Finding, Severity } from "../../components/internal/finding";
import { renderKubeconfig } from "../../components/internal/kubeconfig";
import { ClusterConfig, StackConfig } from "../../stacks/config";
import { toTopology } from "../../stacks/topology";
import { recordedKubeconfig } from "../recovery/kubeconfigs";
import { RunRecord } from "../run-record";

/**
 * What a stack asks of the Cilium that runs in its clusters already and that cannot be had: components refuse it as well,
 * but then other parts of the stack are made. A cluster that cannot be asked is left to them.
 */
export async function runningFindings(
  config: StackConfig,
  record: RunRecord | undefined,
  ask: typeof findingsOnRunning = findingsOnRunning,
): Promise<Finding[]> {
  const found = toTopology(config).clusters.map(async ({ name, cilium }, i) => {
    const kubeconfig = await kubeconfigOf(config.clusters[i], record);
    if (kubeconfig === undefined) return [];
    const findings = await ask(kubeconfig, cilium.values).catch(() => []);
    return findings
      .filter(({ severity }) => severity === Severity.Error)
      .map((finding) => ({
        ...finding,
        paths: finding.paths.map(cilium.at),
        message: `in cluster ${name} ${finding.message}`,
      }));
  });
  return (await Promise.all(found)).flat();
}

/** Of a cluster that is there: as declared, or as the last run found or made it. */
async function kubeconfigOf(
  cluster: ClusterConfig | undefined,
  record: RunRecord | undefined,
): Promise<string | undefined> {
  const recorded = record?.clusters.find(({ name }) => name === cluster?.name);
  if (cluster?.existing === undefined) return recorded && recordedKubeconfig(recorded);
  const { kubeconfigPath, context } = cluster.existing;
  try {
    const source = {
      ...(kubeconfigPath === undefined ? {} : { kubeconfigPath }),
      ...(context === undefined ? {} : { context }),
    };
    return renderKubeconfig([contextOf(source, cluster.name)]);
  } catch {
    // That it cannot be read is said of the file.
    return undefined;
  }
}
