import type { ConfigurationOptions, V1Node } from "@kubernetes/client-node" with {
  "resolution-mode": "import",
};
import { serverOf } from "../internal/kubeconfig";

/** What a cluster says about itself. */
export interface ClusterFacts {
  /** Unique id of its kube-system namespace, which lives as long as the cluster does. */
  readonly uid: string;
  /** e.g. `1.33.2`. */
  readonly kubernetesVersion: string;
  /** Control planes first, then by name. */
  readonly nodes: readonly NodeFacts[];
}

export interface NodeFacts {
  readonly name: string;
  readonly role: string;
  readonly address: string;
}

/** Which cluster to read, and how errors name it. */
export interface ClusterToRead {
  readonly subject: string;
  readonly context: string;
  readonly kubeconfig: string;
  readonly timeoutSeconds: number;
}

/** Asks the API server; tries again while it does not answer, until the time is up. */
export async function readCluster(cluster: ClusterToRead): Promise<ClusterFacts> {
  const end = Date.now() + cluster.timeoutSeconds * 1000;
  for (;;) {
    try {
      return await ask(cluster.kubeconfig, Math.max(end - Date.now(), 1000));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined || Date.now() + 1000 >= end)
        throw unreadable(cluster, refusal ?? reasonOf(error));
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

async function ask(kubeconfig: string, milliseconds: number): Promise<ClusterFacts> {
  const { CoreV1Api, KubeConfig, Observable, VersionApi } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const signal = AbortSignal.timeout(milliseconds);
  const bounded: ConfigurationOptions = {
    middleware: [
      {
        pre: (request) => {
          request.setSignal(signal);
          return new Observable(Promise.resolve(request));
        },
        post: (response) => new Observable(Promise.resolve(response)),
      },
    ],
    middlewareMergeStrategy: "append",
  };
  const core = config.makeApiClient(CoreV1Api);
  const [version, namespace, nodes] = await Promise.all([
    config.makeApiClient(VersionApi).getCode({}, bounded),
    core.readNamespace({ name: "kube-system" }, bounded),
    core.listNode({}, bounded),
  ]);
  return {
    uid: namespace.metadata?.uid ?? "",
    kubernetesVersion: version.gitVersion.replace(/^v/, "").replace(/[+-].*$/, ""),
    nodes: nodes.items.map(nodeFacts).sort(byRoleThenName),
  };
}

/** A node with its InternalIP, empty where it has none. */
export function nodeFacts(node: V1Node): NodeFacts {
  const labels = node.metadata?.labels ?? {};
  const leads = ["control-plane", "master"].some((role) => `node-role.kubernetes.io/${role}` in labels);
  return {
    name: node.metadata?.name ?? "",
    role: leads ? "control-plane" : "worker",
    address: node.status?.addresses?.find((address) => address.type === "InternalIP")?.address ?? "",
  };
}

export function byRoleThenName(a: NodeFacts, b: NodeFacts): number {
  const key = (node: NodeFacts): string => `${node.role} ${node.name}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** An answer that will not change by asking again. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!("code" in error))
    // The client's own complaint about the kubeconfig; what happens on the network has a code or a cause.
    return error.cause === undefined && !isTimeout(error) ? error.message : undefined;
  if (error.code === "ERR_INVALID_URL") return "its address is no URL";
  if (error.code === 401) return "it does not accept the credentials of the kubeconfig (401)";
  if (error.code === 403) return "the kubeconfig's user may not read nodes and namespaces (403)";
  return undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isTimeout(error)) return "no answer in time";
  // fetch hides what happened in the cause.
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message.split("\n")[0] ?? cause.name;
}

function isTimeout(error: Error): boolean {
  return error.name === "TimeoutError" || error.name === "AbortError";
}

function unreadable(cluster: ClusterToRead, reason: string): Error {
  return new Error(
    `${cluster.subject}: the API server at ${serverOf(cluster.kubeconfig)} (context "${cluster.context}") cannot be read: ${reason}; ` +
      `see that the cluster runs and that the context is the right one, or raise timeoutSeconds (${cluster.timeoutSeconds})`,
  );
}
