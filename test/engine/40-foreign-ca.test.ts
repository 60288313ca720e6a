import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCertificateAuthority } from "../../cli/certificate-authority";
import { execInPod, connect, meshStatus } from "../../cli/probes";
import { CoreV1Api } from "@kubernetes/client-node";
import { kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

/** A member whose CA is not the mesh's is refused by TLS, and `up` says that it is not connected rather than hang. */
describe("a member with a foreign CA", () => {
  let workspace: Workspace;
  let output: string;
  let code: number | null;

  beforeAll(async () => {
    workspace = Workspace.withStack("dev", (text) =>
      // With KVStoreMesh agents only see their own cluster's cache; without, they see the handshake themselves.
      text.replace("kvstoreMesh: { enabled: true }", "kvstoreMesh: { enabled: false }"),
    );
    const foreign = await createCertificateAuthority();
    const base64 = (pem: string): string => Buffer.from(pem).toString("base64");
    const ca = { cert: base64(foreign.certificate), key: base64(foreign.privateKey) };
    workspace.write(
      "foreign.yaml",
      JSON.stringify({ clusters: [{ name: "east", cilium: { values: { tls: { ca } } } }] }),
    );
    fs.chmodSync(workspace.path("foreign.yaml"), 0o600);
    const args = ["up", "dev", "--simulator", "--overlay", "foreign.yaml", "--mesh-timeout", "30"];
    const done = await workspace.run(...args);
    output = done.output;
    code = done.code;
  });
  afterAll(() => workspace.dispose("dev"));

  it("C1 is not accepted, on either side", async () => {
    for (const name of ["west", "east"]) {
      const agents = await meshStatus(kubeconfigOf(workspace, "dev", name));
      expect(agents.length).toBeGreaterThan(0);
      expect(agents.flatMap((a) => a.remotes).filter((r) => r.ready)).toEqual([]);
    }
  });

  it("C1 is reported by up, which names both clusters and fails", () => {
    expect(code).not.toBe(0);
    expect(output).toMatch(/west: .*east/);
    expect(output).toMatch(/east: .*west/);
  });

  it("C1 fails for its certificate, as the agent's own diagnosis says", async () => {
    const config = connect(kubeconfigOf(workspace, "dev", "west"));
    const pods = await config
      .makeApiClient(CoreV1Api)
      .listNamespacedPod({ namespace: "kube-system", labelSelector: "k8s-app=cilium" });
    const where = {
      namespace: "kube-system",
      pod: pods.items[0]?.metadata?.name ?? "",
      container: "cilium-agent",
    };
    const diagnosis = await execInPod(
      config,
      where,
      ["cilium-dbg", "troubleshoot", "clustermesh"],
      60_000,
    ).catch((error: unknown) => String(error));
    expect(diagnosis).toMatch(/x509|certificate/i);
  });
});
