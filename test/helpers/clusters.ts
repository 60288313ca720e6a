import { AppsV1Api, CoreV1Api } from "@kubernetes/client-node";
import { connect, agentStatuses, serviceBackends } from "../../cli/probes";
import { minimalKubeconfig } from "../../components/internal/kubeconfig";
import { Workspace } from "./workspace";

/** The kubeconfig of one cluster of a stack that is up, from the merged file that `up` leaves. */
export function kubeconfigOf(workspace: Workspace, stack: string, cluster: string): string {
  return minimalKubeconfig(workspace.read(`.fabric/${stack}/kubeconfig`), { context: cluster });
}

/** Revisions of the Helm release `cilium`, as Helm itself keeps them. */
export async function helmHistory(kubeconfig: string): Promise<string[]> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedSecret({ namespace: "kube-system", labelSelector: "owner=helm,name=cilium" });
  return items
    .map((s) => `${s.metadata?.labels?.["version"] ?? "?"} ${s.metadata?.labels?.["status"] ?? "?"}`)
    .sort();
}

/** Names of the peers in Secret `cilium-clustermesh`, and the address of each. */
export async function configuredPeers(kubeconfig: string, secret = "cilium-clustermesh"): Promise<string[]> {
  const found = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .readNamespacedSecret({ namespace: "kube-system", name: secret });
  return Object.keys(found.data ?? {})
    .filter((key) => !key.includes("."))
    .sort();
}

/** Node, start and restarts of every agent: equal before and after where none has restarted. */
export async function agentLives(kubeconfig: string): Promise<string[]> {
  const agents = await agentStatuses(kubeconfig);
  return agents.map((a) => `${a.node} ${a.pod} ${a.started ?? "?"} ${a.restarts}`).sort();
}

export interface Backends {
  own: number;
  remote: number;
}

/** How many backends each agent offers its clients: from the own pod CIDR, and from elsewhere. Sorted, each once. */
export async function backendsSeen(
  kubeconfig: string,
  service: { namespace?: string; name: string },
  ownPrefix: string,
): Promise<Backends[]> {
  const tables = await serviceBackends(kubeconfig, service.namespace ?? "default", service.name);
  const seen = tables.map(({ backends }) => {
    const active = backends.filter((b) => b.state === "active");
    // With an affinity the agent marks the backends it uses.
    const used = active.some((b) => b.preferred) ? active.filter((b) => b.preferred) : active;
    const own = used.filter((b) => b.address.startsWith(ownPrefix)).length;
    return JSON.stringify({ own, remote: used.length - own });
  });
  return [...new Set(seen)].sort().map((text) => JSON.parse(text) as Backends);
}

/** Scales a Deployment behind Pulumi's back, as an outage would. */
export async function scale(
  kubeconfig: string,
  name: string,
  replicas: number,
  namespace = "default",
): Promise<void> {
  const api = connect(kubeconfig).makeApiClient(AppsV1Api);
  const scaled = await api.readNamespacedDeploymentScale({ namespace, name });
  if (scaled.spec === undefined) throw new Error(`deployment ${name} has no scale`);
  scaled.spec.replicas = replicas;
  await api.replaceNamespacedDeploymentScale({ namespace, name, body: scaled });
}

/** Asks until the answer satisfies, and returns the last answer either way: the assertion is the test's. */
export async function eventually<T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  milliseconds = 30_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
