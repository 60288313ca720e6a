import { CoreV1Api, KubeConfig, V1Pod } from "@kubernetes/client-node";
import { execInPod } from "../../components/internal/pod-exec";
import { messageOf } from "../errors";

export { execInPod, type PodContainer } from "../../components/internal/pod-exec";

/** A cluster as the probes see it: its client and its agents' pods. */
export function connect(kubeconfig: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  return config;
}

/** One agent: the pod that runs it and the node it is on. */
export interface Agent {
  readonly pod: string;
  readonly node: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly started?: string;
  /** Version in its image's tag, e.g. `1.18.1`. */
  readonly version?: string;
}

const NAMESPACE = "kube-system";
const CONTAINER = "cilium-agent";

/** The agents of a cluster, by node name. */
export async function listAgents(config: KubeConfig): Promise<Agent[]> {
  const api = config.makeApiClient(CoreV1Api);
  const { items } = await api.listNamespacedPod({ namespace: NAMESPACE, labelSelector: "k8s-app=cilium" });
  return items
    .filter((pod) => pod.metadata?.deletionTimestamp === undefined)
    .map(agentOf)
    .sort((a, b) => (a.node < b.node ? -1 : 1));
}

function agentOf(pod: V1Pod): Agent {
  const container = pod.status?.containerStatuses?.find((c) => c.name === CONTAINER);
  const started = container?.state?.running?.startedAt;
  const image = pod.spec?.containers.find((c) => c.name === CONTAINER)?.image ?? "";
  const version = /:v?(\d+\.\d+\.\d+[^@]*)/.exec(image)?.[1];
  return {
    pod: pod.metadata?.name ?? "",
    node: pod.spec?.nodeName ?? "",
    ready: container?.ready ?? false,
    restarts: container?.restartCount ?? 0,
    ...(started !== undefined ? { started: new Date(started).toISOString() } : {}),
    ...(version !== undefined ? { version } : {}),
  };
}

/** What an agent's own command answers, e.g. `["status", "-o", "json"]`; up to 1.14 the command had another name. */
export async function askAgent(config: KubeConfig, agent: Agent, args: readonly string[]): Promise<string> {
  const where = { namespace: NAMESPACE, pod: agent.pod, container: CONTAINER };
  try {
    return await execInPod(config, where, ["cilium-dbg", ...args]);
  } catch (error) {
    if (!/not found|no such file/i.test(messageOf(error))) throw error;
    return execInPod(config, where, ["cilium", ...args]);
  }
}
