import { contextOf } from "../../components/existing-cluster/source";
import { renderKubeconfig } from "../../components/internal/kubeconfig";
import { ClusterConfig } from "../../stacks/config";
import { KubeconfigOf } from "../../stacks/running-cilium";
import { recordedKubeconfig } from "../recovery/kubeconfigs";
import { RunRecord } from "../run-record";

/** Kubeconfigs of clusters that are there before a run: as declared, or as the last run found or made them. */
export function kubeconfigsBefore(record: RunRecord | undefined): KubeconfigOf {
  return (cluster) => {
    if (cluster.existing !== undefined) return declaredKubeconfig(cluster.name, cluster.existing);
    const recorded = record?.clusters.find(({ name }) => name === cluster.name);
    return recorded === undefined ? Promise.resolve(undefined) : recordedKubeconfig(recorded);
  };
}

/** Rejects where it cannot be read, which others say of the file. */
function declaredKubeconfig(name: string, existing: NonNullable<ClusterConfig["existing"]>): Promise<string> {
  const { kubeconfigPath, context } = existing;
  const source = {
    ...(kubeconfigPath === undefined ? {} : { kubeconfigPath }),
    ...(context === undefined ? {} : { context }),
  };
  return Promise.resolve().then(() => renderKubeconfig([contextOf(source, name)]));
}
