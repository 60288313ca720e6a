import type { RequestListener, Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { readCluster } from "../../../components/existing-cluster/readCluster";
import * as api from "./fake-api";

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(answer: RequestListener): Promise<string> {
  const served = await api.serve(answer);
  server = served.server;
  return served.address;
}

const read = (address: string, timeoutSeconds = 5) =>
  readCluster({
    subject: 'existing cluster "west"',
    context: "CLUSTER1",
    timeoutSeconds,
    kubeconfig: api.kubeconfigFor(address),
  });

it("reads version, identity and nodes, control planes first", async () => {
  expect(await read(await serve(api.good))).toStrictEqual({
    uid: "the-uid",
    kubernetesVersion: "1.33.2",
    nodes: [
      { name: "z", role: "control-plane", address: "192.0.2.1" },
      { name: "a", role: "worker", address: "192.0.2.2" },
      { name: "b", role: "worker", address: "192.0.2.3" },
    ],
  });
});

it("tries again while the API server is not ready", async () => {
  let asked = 0;
  const address = await serve((request, response) => {
    asked += 1;
    if (asked <= 3) response.writeHead(503).end("starting");
    else api.good(request, response);
  });
  expect((await read(address)).uid).toBe("the-uid");
});

const advice = "see that the cluster runs and that the context is the right one, or raise timeoutSeconds (1)";

it("says where nothing answers, and what to do", async () => {
  await expect(read("http://127.0.0.1:9", 1)).rejects.toThrow(
    new RegExp(
      `^existing cluster "west": the API server at http://127\\.0\\.0\\.1:9 \\(context "CLUSTER1"\\) cannot be read: .+; ${advice.replace(/[()]/g, "\\$&")}$`,
    ),
  );
});

it("does not wait for an API server that never answers", async () => {
  const address = await serve(() => undefined);
  const begun = Date.now();
  await expect(read(address, 1)).rejects.toThrow(`cannot be read: no answer in time; ${advice}`);
  expect(Date.now() - begun).toBeLessThan(4000);
  server?.closeAllConnections();
});

it("does not ask again where the kubeconfig itself is at fault", async () => {
  const begun = Date.now();
  await expect(read("not an address", 20)).rejects.toThrow(/cannot be read: .*URL/i);
  expect(Date.now() - begun).toBeLessThan(5000);
});

it.each([
  [401, "it does not accept the credentials of the kubeconfig (401)"],
  [403, "the kubeconfig's user may not read nodes and namespaces (403)"],
])("gives up at once at %d, without telling the token", async (code, reason) => {
  const address = await serve((_, response) => response.writeHead(code).end("{}"));
  const begun = Date.now();
  const failed = await read(address, 20).catch((error: unknown) => String(error));
  expect(failed).toContain(reason);
  expect(failed).not.toContain("secret-token");
  expect(Date.now() - begun).toBeLessThan(5000);
});
