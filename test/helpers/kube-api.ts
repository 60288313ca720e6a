import { createServer, IncomingMessage, Server, ServerResponse } from "node:http";
import { AddressInfo } from "node:net";
import { toYaml } from "../../components/internal/yaml";

/** Lists that a small API server answers with, by resource: `daemonsets`, `deployments`, `nodes`, `pods`, `events`. */
export type KubeLists = Record<string, unknown[]>;

export interface KubeApi {
  readonly kubeconfig: string;
  /** Paths asked for so far, with their queries. */
  readonly asked: readonly string[];
  /** Answers from now on. */
  readonly lists: KubeLists;
  close(): Promise<void>;
}

/** An API server on loopback that knows only how to list; nothing is checked, so it proves the client's side alone. */
export async function kubeApi(lists: KubeLists): Promise<KubeApi> {
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "";
    asked.push(url);
    const resource = url.split("?")[0]?.split("/").at(-1) ?? "";
    response.setHeader("content-type", "application/json");
    const list = { kind: "List", apiVersion: "v1", metadata: {}, items: lists[resource] ?? [] };
    response.end(JSON.stringify(resource === "version" ? { gitVersion: "v1.33.2" } : list));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { kubeconfig: kubeconfigFor(port), asked, lists, close: () => closed(server) };
}

export function kubeconfigFor(port: number): string {
  return toYaml({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
    // The client refuses plain HTTP otherwise.
    clusters: [
      { name: "c", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } },
    ],
    users: [{ name: "c", user: {} }],
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

const OWNED = { "meta.helm.sh/release-name": "cilium" };

/** A DaemonSet of the release `cilium` with so many of its pods ready. */
export function daemonSet(name: string, ready: number, wanted: number): unknown {
  return {
    metadata: { name, generation: 1, annotations: OWNED },
    spec: { selector: { matchLabels: { "k8s-app": name } } },
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: wanted,
      updatedNumberScheduled: wanted,
      numberAvailable: ready,
    },
  };
}

/** A Deployment of the release `cilium`, one replica. */
export function deployment(name: string, ready: boolean): unknown {
  return {
    metadata: { name, generation: 1, annotations: OWNED },
    spec: { replicas: 1, selector: { matchLabels: { "k8s-app": name } } },
    status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: ready ? 1 : 0 },
  };
}
