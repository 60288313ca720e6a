import * as stream from "node:stream";
import { CoreV1Api, Exec, KubeConfig, V1Pod, V1Status } from "@kubernetes/client-node";
import { messageOf } from "../errors";

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

export interface PodContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Runs a command in a container through the Kubernetes API, as `kubectl exec` does; gives its standard output. */
export async function execInPod(
  config: KubeConfig,
  where: PodContainer,
  command: readonly string[],
  milliseconds = 10_000,
): Promise<string> {
  const [out, err] = [new Collector(), new Collector()];
  const { namespace, pod, container } = where;
  const what = `${command.slice(0, 2).join(" ")} in ${namespace}/${pod}`;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  const answer = new Promise<V1Status>((resolve, reject) => {
    new Exec(config).exec(namespace, pod, container, [...command], out, err, null, false, resolve).then(
      (connection: unknown) => {
        const socket = connection as Socket;
        socket.on("error", (error: Error) => reject(error));
        // The last word is the status; a connection that closes without one has failed.
        socket.on("close", () => setTimeout(() => reject(new Error(`${what}: the connection closed`)), 100));
        limit.catch(() => socket.close());
      },
      (error: unknown) => reject(new Error(`${what}: ${connectionFault(error)}`)),
    );
  });
  try {
    const status = await Promise.race([answer, limit]);
    if (status.status === "Success") return out.text();
    throw new Error(`${what}: ${err.text().trim() || (status.message ?? "failed")}`);
  } finally {
    clearTimeout(timer);
    limit.catch(() => undefined);
    answer.catch(() => undefined);
  }
}

/** As much of the client's websocket as is used here; its own types are not installed with it. */
interface Socket {
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "close", listener: () => void): void;
  close(): void;
}

/** The websocket library throws events rather than errors when no connection comes about. */
function connectionFault(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === "string" && message !== "" ? message : messageOf(error);
}

class Collector extends stream.Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.chunks.push(Buffer.from(chunk));
    done();
  }

  text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
