import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { etcdctl, etcdLab, kvstoreSeen } from "../helpers/etcd";
import { ForeignAuthority } from "../helpers/certificates";
import { Workspace } from "../helpers/workspace";

const lab = (etcd: string): string =>
  etcdLab("schedulableControlPlane: true\n        nodes: [{ role: control-plane }]", etcd);

describe("G an etcd without TLS", () => {
  let workspace: Workspace;
  let output: string;

  beforeAll(async () => {
    workspace = new Workspace({ "Pulumi.lab.yaml": lab("tls: { enabled: false }") });
    output = await workspace.succeed("up", "lab", "--simulator=full");
  });
  afterAll(() => workspace.dispose("lab"));

  it("G is warned of, and connects its agent all the same", async () => {
    expect(output).toContain("[etcd-without-tls]");
    const kubeconfig = kubeconfigOf(workspace, "lab", "lab");
    const connected = /^Ok etcd: 1\/1 connected.*has-quorum=true: http:\/\/172\.\d+\.\d+\.\d+:12379 /;
    const seen = await eventually(
      () => kvstoreSeen(kubeconfig),
      (all) => connected.test(all["lab-control-plane"] ?? ""),
    );
    expect(seen["lab-control-plane"]).toMatch(connected);
    const ask = (): Promise<string> =>
      etcdctl(kubeconfig, ["get", "--prefix", "cilium/state/identities/v1/id/"]);
    expect(await eventually(ask, (text) => text.includes("kube-dns"))).toContain("k8s-app=kube-dns");
    expect(await etcdctl(kubeconfig, ["get", "--prefix", "--keys-only", "cilium/state/nodes/"])).toContain(
      "cilium/state/nodes/v1/lab/lab-control-plane",
    );
  });
});

describe("G a wrong client certificate", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    const [own, other] = [await ForeignAuthority.create(), await ForeignAuthority.create()];
    const leaf = await other.leaf("cilium");
    const files = {
      "ca.crt": own.certificate.toString("pem"),
      "client.crt": leaf.certificate,
      "client.key": leaf.privateKey,
    };
    const named = [
      "caCertificateFile: ca.crt",
      "clientCertificateFile: client.crt",
      "clientPrivateKeyFile: client.key",
    ];
    const outside = `mode: outside, endpoints: ["https://192.0.2.9:2379"], tls: { certificates: { ${named.join(", ")} } }`;
    workspace = new Workspace({ ...files, "Pulumi.lab.yaml": lab(outside) });
    fs.chmodSync(workspace.path("client.key"), 0o600);
  });
  afterAll(() => workspace.dispose("lab"));

  const refusal =
    /error: clusters\[0\]\.etcd\.tls\.certificates\.clientCertificateFile: the client's certificate \("cilium"\) is not signed by "Cilium CA", so the other end refuses it.*\[etcd-certificate-authority\]/;

  it.each([
    ["check", "lab"],
    ["up", "lab", "--simulator=full"],
  ])("G is refused by %s before anything is made", async (...args) => {
    const { code, output } = await workspace.run(...args);
    expect(code).not.toBe(0);
    expect(output).toMatch(refusal);
    expect(fs.existsSync(workspace.path(".fabric", "lab", "simulator"))).toBe(false);
  });
});

describe("G an etcd on nodes in the simulator's control-plane depth", () => {
  it("G is refused plainly, for nodes have no network there", async () => {
    const workspace = new Workspace({ "Pulumi.lab.yaml": lab("members: [lab-control-plane]") });
    const { code, output } = await workspace.run("up", "lab", "--simulator=control-plane");
    await workspace.dispose("lab");
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /lab: identities are kept in an etcd on the nodes, which the simulator runs in full depth only/,
    );
  });
});
