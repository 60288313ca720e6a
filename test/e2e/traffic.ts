import { CoreV1Api } from "@kubernetes/client-node";
import { connect, execInPod } from "../../cli/probes";

/** Names of the pods with a label. */
export async function podNames(kubeconfig: string, label: string, namespace = "default"): Promise<string[]> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace, labelSelector: label });
  return items.map((pod) => pod.metadata?.name ?? "").sort();
}

/** Calls a service from `curl-pod` and gives the pods that answered, each call one entry; `-` for no answer. */
export async function callers(kubeconfig: string, service: string, calls: number): Promise<string[]> {
  const script = `for i in $(seq ${calls}); do curl -s -m 3 http://${service}/ | sed -n 's/^Hostname: //p' | grep . || echo -; done`;
  const where = { namespace: "default", pod: "curl-pod", container: "curl-pod" };
  const output = await execInPod(connect(kubeconfig), where, ["sh", "-c", script], 120_000);
  return output.split("\n").filter((line) => line !== "");
}

/** How many answers came from each cluster, by the names of its pods; what nobody answered is `none`. */
export function answersByCluster(
  answers: readonly string[],
  pods: Readonly<Record<string, readonly string[]>>,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const cluster = Object.keys(pods).find((name) => pods[name]?.includes(answer)) ?? "none";
    counts[cluster] = (counts[cluster] ?? 0) + 1;
  }
  return counts;
}
