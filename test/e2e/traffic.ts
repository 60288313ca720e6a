import { spawnSync } from "node:child_process";
import { CoreV1Api } from "@kubernetes/client-node";
import { connect, execInPod } from "../../cli/probes";

/** Names of the pods with a label. */
export async function podNames(kubeconfig: string, label: string, namespace = "default"): Promise<string[]> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace, labelSelector: label });
  return items.map((pod) => pod.metadata?.name ?? "").sort();
}

/** Calls a service from a client pod and gives the pods that answered, each call one entry; `-` for no answer. */
export async function callers(
  kubeconfig: string,
  service: string,
  calls: number,
  client = { namespace: "default", pod: "curl-pod" },
): Promise<string[]> {
  const script = `for i in $(seq ${calls}); do curl -s -m 3 http://${service}/ | sed -n 's/^Hostname: //p' | grep . || echo -; done`;
  const where = { ...client, container: client.pod };
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

export async function podAddress(kubeconfig: string, name: string, namespace = "default"): Promise<string> {
  const pod = await connect(kubeconfig).makeApiClient(CoreV1Api).readNamespacedPod({ namespace, name });
  return pod.status?.podIP ?? "";
}

/** The address from which a whoami pod sees `curl-pod` call it; empty where it does not answer. */
export async function peerSeenBy(kubeconfig: string, address: string): Promise<string> {
  const script = `curl -s -m 3 http://${address}/ | sed -n 's/^RemoteAddr: \\(.*\\):[0-9]*$/\\1/p'`;
  const where = { namespace: "default", pod: "curl-pod", container: "curl-pod" };
  return (await execInPod(connect(kubeconfig), where, ["sh", "-c", script], 30_000)).trim();
}

/** Destinations with a prefix that a kind node's kernel has a route to. */
export function routesTo(node: string, prefix: string): string[] {
  const { stdout, stderr, status } = spawnSync("docker", ["exec", node, "ip", "-4", "route"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`docker exec ${node} ip route: ${stderr}`);
  return stdout
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "")
    .filter((destination) => destination.startsWith(prefix))
    .sort();
}
