import { CoreV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, execInPod, agentStatuses } from "../../cli/probes";
import { ForeignAuthority } from "../helpers/certificates";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

const NAMESPACE = "kube-system";

/**
 * The prover refuses two CAs in one stack, so this member gets its foreign CA behind the stack's back, as if somebody
 * had installed it on its own: all its mesh certificates are replaced by another authority's, consistently.
 */
describe("a member with a foreign CA", () => {
  let workspace: Workspace;
  let west: string;
  let east: string;

  beforeAll(async () => {
    workspace = Workspace.withStack("dev", (text) =>
      // With KVStoreMesh agents only see their own cluster's cache; without, they see the handshake themselves.
      text.replace("kvstoreMesh: { enabled: true }", "kvstoreMesh: { enabled: false }"),
    );
    await workspace.succeed("up", "dev", "--simulator");
    west = kubeconfigOf(workspace, "dev", "west");
    east = kubeconfigOf(workspace, "dev", "east");
  });
  afterAll(() => workspace.dispose("dev"));

  const readyRemotes = async (kubeconfig: string): Promise<string[]> => {
    const agents = await agentStatuses(kubeconfig);
    if (agents.length === 0) return ["no agent"];
    const seen = agents.map(
      (a) =>
        (a.fault === undefined ? "" : "silent") +
        a.remotes
          .filter((r) => r.ready)
          .map((r) => r.name)
          .join(),
    );
    return [...new Set(seen)];
  };

  it("is a member like any other while its CA is the mesh's", async () => {
    expect(await readyRemotes(west)).toEqual(["east"]);
    expect(await readyRemotes(east)).toEqual(["west"]);
  });

  it("C1 is not accepted by the others, and does not accept them", async () => {
    await replaceCertificates(east);
    await restart(east, "k8s-app=clustermesh-apiserver");
    await restart(east, "k8s-app=cilium");
    // An agent takes minutes to give up a connection that once stood; a new one has to make it.
    await restart(west, "k8s-app=cilium");
    const refused = (seen: string[]): boolean => seen.join() === "";
    expect(await eventually(() => readyRemotes(west), refused, 120_000)).toEqual([""]);
    expect(await eventually(() => readyRemotes(east), refused, 120_000)).toEqual([""]);
  });

  it("C1 fails for its certificate, as the agent's own diagnosis says", async () => {
    const pods = await connect(west)
      .makeApiClient(CoreV1Api)
      .listNamespacedPod({ namespace: NAMESPACE, labelSelector: "k8s-app=cilium" });
    const where = {
      namespace: NAMESPACE,
      pod: pods.items[0]?.metadata?.name ?? "",
      container: "cilium-agent",
    };
    const command = ["cilium-dbg", "troubleshoot", "clustermesh"];
    const diagnose = (): Promise<string> => execInPod(connect(west), where, command, 60_000).catch(String);
    const refused = /x509|certificate signed by unknown authority/i;
    // Until east's restarted API server listens, the diagnosis ends at the connection.
    const diagnosis = await eventually(diagnose, (text) => refused.test(text), 120_000);
    expect(diagnosis).toMatch(refused);
  });

  it("C1 is reported by up, which names what is not connected and fails", async () => {
    const done = await workspace.run("up", "dev", "--simulator", "--mesh-timeout", "5");
    expect(done.code).not.toBe(0);
    expect(done.output).toMatch(
      /error: the mesh is not whole after 5 s: .*west: agent on west-control-plane .*east/,
    );
  });
});

async function replaceCertificates(kubeconfig: string): Promise<void> {
  const authority = await ForeignAuthority.create();
  const api = connect(kubeconfig).makeApiClient(CoreV1Api);
  const names = ["*.mesh.cilium.io", `clustermesh-apiserver.${NAMESPACE}.svc`, "localhost"];
  const leaves = {
    "clustermesh-apiserver-server-cert": await authority.leaf("clustermesh-apiserver.cilium.io", names),
    "clustermesh-apiserver-admin-cert": await authority.leaf("admin-east", ["localhost"]),
    "clustermesh-apiserver-remote-cert": await authority.leaf("remote"),
  };
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  for (const [name, leaf] of Object.entries(leaves)) {
    const secret = await api.readNamespacedSecret({ namespace: NAMESPACE, name });
    secret.data = {
      "ca.crt": base64(authority.certificate.toString("pem")),
      "tls.crt": base64(leaf.certificate),
      "tls.key": base64(leaf.privateKey),
    };
    await api.replaceNamespacedSecret({ namespace: NAMESPACE, name, body: secret });
  }
}

async function restart(kubeconfig: string, labelSelector: string): Promise<void> {
  await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .deleteCollectionNamespacedPod({ namespace: NAMESPACE, labelSelector });
}
