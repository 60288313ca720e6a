import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/* A server that answers as an API server does; what a real one answers, the engine tests show. */

export async function serve(answer: RequestListener = good): Promise<{ address: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export function kubeconfigFor(address: string): string {
  return JSON.stringify({
    "current-context": "CLUSTER1",
    contexts: [{ name: "CLUSTER1", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster: { server: address, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: { token: "secret-token" } }],
  });
}

const node = (name: string, address: string, labels: Record<string, string> = {}) => ({
  metadata: { name, labels },
  status: {
    addresses: [
      { type: "Hostname", address: name },
      { type: "InternalIP", address },
    ],
  },
});
const answers: Record<string, unknown> = {
  "/version": { gitVersion: "v1.33.2+k3s1" },
  "/api/v1/namespaces/kube-system": { metadata: { uid: "the-uid" } },
  "/api/v1/nodes": {
    items: [
      node("b", "192.0.2.3"),
      node("a", "192.0.2.2"),
      node("z", "192.0.2.1", { "node-role.kubernetes.io/control-plane": "true" }),
    ],
  },
};
export const good: RequestListener = (request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(answers[request.url?.split("?")[0]?.replace(/\/$/, "") ?? ""] ?? {}));
};
