import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";
import { expandHome, folderOf, minimalKubeconfig } from "../../components/internal/kubeconfig";
import { RecordedCluster } from "../run-record";

/** Kubeconfig of a recorded cluster, as text; undefined where the cluster is not there (yet, or any more). */
export async function recordedKubeconfig(cluster: RecordedCluster): Promise<string | undefined> {
  try {
    if (cluster.kindName !== undefined) return await kindKubeconfig(cluster.kindName);
    const file = cluster.kubeconfigPath ?? "~/.kube/config";
    const text = fs.readFileSync(expandHome(file), "utf8");
    const context = cluster.context !== undefined ? { context: cluster.context } : {};
    return minimalKubeconfig(text, { ...context, folder: folderOf(file), source: file });
  } catch {
    return undefined;
  }
}

/** From kind itself, which reads it out of the node; nothing is written anywhere. */
async function kindKubeconfig(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)("kind", ["get", "kubeconfig", "--name", name], {
    timeout: 20_000,
  });
  return stdout;
}
