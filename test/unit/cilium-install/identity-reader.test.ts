import { createServer, RequestListener, Server } from "node:http";
import { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { identityReader } from "../../../components/cilium-install/identity-mode/read";
import { kubeconfigFor } from "../../helpers/kube-api";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Api {
  readonly kubeconfig: string;
  /** Paths asked for, without their queries. */
  readonly asked: string[];
}

/** An API server that knows these lists by the last part of their path, and says so of what it does not know. */
async function serve(lists: Record<string, unknown[]>): Promise<Api> {
  const asked: string[] = [];
  const answer: RequestListener = (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    asked.push(path);
    const items = lists[path.split("/").at(-1) ?? ""];
    response.setHeader("content-type", "application/json");
    if (items === undefined) response.writeHead(404);
    const unknown = { kind: "Status", apiVersion: "v1", code: 404 };
    response.end(JSON.stringify(items === undefined ? unknown : { kind: "List", metadata: {}, items }));
  };
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { kubeconfig: kubeconfigFor((server.address() as AddressInfo).port), asked };
}

const pod = (name: string, ready: string): object => ({
  metadata: { name },
  status: {
    conditions: [
      { type: "Initialized", status: "True" },
      { type: "Ready", status: ready },
    ],
  },
});
const identities = {
  ciliumendpoints: [{ status: { identity: { id: 4711 } } }],
  ciliumidentities: [{ metadata: { name: "4711" }, "security-labels": { "k8s:app": "webpod" } }],
};

describe("G identities as a cluster is asked for them", () => {
  it("G are endpoints' and objects', and no agent is asked in crd", async () => {
    const api = await serve({ ...identities, pods: [pod("cilium-1", "True")] });
    const reader = await identityReader(api.kubeconfig);
    expect(await reader.identities("crd")).toEqual({
      mode: "crd",
      used: [4711],
      objects: new Map([[4711, "k8s:app=webpod"]]),
    });
    expect(api.asked).toEqual(["/apis/cilium.io/v2/ciliumendpoints", "/apis/cilium.io/v2/ciliumidentities"]);
  });

  it("G are none where the kinds are not known yet", async () => {
    const reader = await identityReader((await serve({})).kubeconfig);
    expect(await reader.identities("crd")).toEqual({ mode: "crd", used: [], objects: new Map() });
  });

  it("G come from ready agents where both stores are written, two at most, and are unknown where none answers", async () => {
    const pods = ["False", "True", "Unknown", "True", "True"].map((ready, i) => pod(`cilium-${i}`, ready));
    const api = await serve({ ...identities, pods });
    const reader = await identityReader(api.kubeconfig);
    expect(await reader.identities("doublewrite-readcrd")).not.toHaveProperty("keys");
    const base = "/api/v1/namespaces/kube-system/pods";
    expect(api.asked.slice(2)).toEqual([base, `${base}/cilium-1/exec`, `${base}/cilium-3/exec`]);
  });
});
