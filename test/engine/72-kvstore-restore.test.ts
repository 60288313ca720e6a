import * as fs from "node:fs";
import * as path from "node:path";
import { AppsV1Api, CoreV1Api, PatchStrategy, setHeaderOptions, V1Pod } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, execInPod } from "../../cli/probes";
import { agentLives, eventually, kubeconfigOf } from "../helpers/clusters";
import {
  agentsConnected,
  dataOnNode,
  etcdctl,
  etcdLab,
  identityKeys,
  listedMembers,
  memberPods,
} from "../helpers/etcd";
import { Workspace } from "../helpers/workspace";

const ALL = ["lab-control-plane", "lab-worker", "lab-worker2"];
const UP = ["up", "lab", "--simulator=full"];
const namespace = "kube-system";

/** What docs/kvstore.md has a user do to save an etcd and to go back to what was saved. */
describe.each([1, 3])("G a backup of an etcd, members: %i", (count) => {
  const NODES = ALL.slice(0, count);
  let workspace: Workspace;
  let kubeconfig: string;

  const inPodOn = async (node: string, command: readonly string[]): Promise<string> => {
    const pod = (await memberPods(kubeconfig)).find((member) => member.node === node)?.name ?? "";
    return execInPod(connect(kubeconfig), { namespace, pod, container: "etcd" }, command, 30_000);
  };
  const onNode = (node: string, ...parts: string[]): string =>
    path.join(dataOnNode(workspace.folder, node), ...parts);
  /** As `kubectl rollout restart` does it. */
  const restart = async (): Promise<void> => {
    const api = connect(kubeconfig).makeApiClient(AppsV1Api);
    const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
    const body = { spec: { template: { metadata: { annotations } } } };
    const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
    await api.patchNamespacedDeployment({ namespace, name: "cilium-operator", body }, merge);
    await api.patchNamespacedDaemonSet({ namespace, name: "cilium", body }, merge);
  };

  beforeAll(async () => {
    const nodes = "nodes: [{ role: control-plane }, { role: worker }, { role: worker }]";
    workspace = new Workspace({ "Pulumi.lab.yaml": etcdLab(nodes, `members: [${NODES.join(", ")}]`) });
    await workspace.succeed(...UP);
    kubeconfig = kubeconfigOf(workspace, "lab", "lab");
  });
  afterAll(() => workspace.dispose("lab"));

  it("G brings every member back to what was saved, with every identity's number", async () => {
    const ask = (): Promise<Record<string, string>> => identityKeys(kubeconfig);
    const identities = await eventually(ask, (keys) => Object.keys(keys).length > 0);
    expect(Object.keys(identities).length).toBeGreaterThan(0);
    await etcdctl(kubeconfig, ["put", "test/before", "saved"]);
    const members = await listedMembers(kubeconfig);

    const [first = ""] = NODES;
    await inPodOn(first, ["etcdctl", "snapshot", "save", "/var/lib/etcd/backup.db"]);
    expect(await inPodOn(first, ["etcdctl", "snapshot", "status", "/var/lib/etcd/backup.db"])).toMatch(
      /^[0-9a-f]+, \d+, \d+, /,
    );
    await etcdctl(kubeconfig, ["put", "test/after", "not saved"]);

    // With the token of the founding, a member that is restored and one that still goes are one etcd, whose later state wins.
    const cluster = members.map(({ name, peerUrl }) => `${name}=${peerUrl}`).join(",");
    for (const { name, peerUrl } of members) {
      if (name !== first) fs.copyFileSync(onNode(first, "backup.db"), onNode(name, "backup.db"));
      await inPodOn(name, [
        ...["etcdctl", "snapshot", "restore", "/var/lib/etcd/backup.db"],
        ...["--data-dir", "/var/lib/etcd/restored", "--name", name, "--initial-cluster", cluster],
        ...["--initial-advertise-peer-urls", peerUrl, "--initial-cluster-token", "restored-1"],
      ]);
    }
    const before = await memberPods(kubeconfig);
    const lives = await agentLives(kubeconfig);
    for (const node of NODES) {
      fs.renameSync(onNode(node, "data"), onNode(node, "data.before"));
      fs.renameSync(onNode(node, "restored"), onNode(node, "data"));
    }
    const core = connect(kubeconfig).makeApiClient(CoreV1Api);
    await Promise.all(before.map(({ name }) => core.deleteNamespacedPod({ namespace, name })));
    await restart();

    const isBack = (pods: readonly { ready: boolean; uid: string }[]): boolean =>
      pods.length === count &&
      pods.every(({ ready, uid }) => ready && before.every((old) => old.uid !== uid));
    expect(await eventually(() => memberPods(kubeconfig), isBack, 120_000)).toSatisfy(isBack);
    expect(await etcdctl(kubeconfig, ["get", "--print-value-only", "test/before"])).toBe("saved\n");
    expect(await etcdctl(kubeconfig, ["get", "test/after"])).toBe("");
    expect((await listedMembers(kubeconfig)).map(({ name, started }) => [name, started])).toEqual(
      NODES.map((node) => [node, true]),
    );
    const areNew = (now: readonly string[]): boolean =>
      now.length === ALL.length && now.every((life) => !lives.includes(life));
    expect(await eventually(() => agentLives(kubeconfig), areNew, 120_000)).toSatisfy(areNew);
    for (const said of await agentsConnected(kubeconfig, count))
      expect(said).toMatch(/^Ok .*has-quorum=true/);
    expect(await identityKeys(kubeconfig)).toMatchObject(identities);
  });

  it("G gives new labels a number again, which every member has", async () => {
    const core = connect(kubeconfig).makeApiClient(CoreV1Api);
    const body = Object.assign(new V1Pod(), {
      metadata: { name: "late", labels: { app: "late" } },
      spec: { containers: [{ name: "late", image: "curlimages/curl:8.9.1" }] },
    });
    await core.createNamespacedPod({ namespace: "default", body });
    const has = (keys: Record<string, string>): boolean =>
      Object.values(keys).some((labels) => labels.includes("k8s:app=late;"));
    expect(await eventually(() => identityKeys(kubeconfig), has, 60_000)).toSatisfy(has);
    const prefix = ["get", "--prefix", "cilium/state/identities/v1/id/"];
    for (const node of NODES)
      expect(await inPodOn(node, ["etcdctl", ...prefix, "--consistency=s"])).toContain("k8s:app=late;");
  });

  it("G leaves the stack as it declares itself", async () => {
    expect(await workspace.succeed(...UP)).toMatch(/Nothing had to be changed/);
  });
});
