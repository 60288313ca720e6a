import { AppsV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { agentLives, eventually, kubeconfigOf } from "../helpers/clusters";
import { etcdctl, etcdLab, kvstoreSeen, memberPods } from "../helpers/etcd";
import { Workspace } from "../helpers/workspace";

const NODES = ["lab-control-plane", "lab-worker", "lab-worker2"];
const UP = ["up", "lab", "--simulator=full"];

const lab = (etcd: string): string =>
  etcdLab("nodes: [{ role: control-plane }, { role: worker }, { role: worker }]", etcd);
const three = `members: [${NODES.join(", ")}]`;

/** Writes until told to stop; how many writes went through and which failed. */
async function writing(
  kubeconfig: string,
  isOver: () => boolean,
): Promise<{ written: number; failed: string[] }> {
  const seen = { written: 0, failed: [] as string[] };
  while (!isOver()) {
    const put = ["--command-timeout=10s", "put", "test/counter", String(seen.written)];
    try {
      // A pod that is just ending takes its own etcdctl along; the write is tried again from another's.
      await etcdctl(kubeconfig, put).catch(() => etcdctl(kubeconfig, put));
      seen.written += 1;
    } catch (error) {
      seen.failed.push(String(error));
    }
  }
  return seen;
}

/** The fewest members that were ready at once, until told to stop. */
async function fewestReady(kubeconfig: string, isOver: () => boolean): Promise<number> {
  const api = connect(kubeconfig).makeApiClient(AppsV1Api);
  let fewest = NODES.length;
  while (!isOver()) {
    const set = await api.readNamespacedDaemonSet({ namespace: "kube-system", name: "cilium-etcd" });
    fewest = Math.min(fewest, set.status?.numberReady ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return fewest;
}

describe("G three members of an etcd with TLS", () => {
  let workspace: Workspace;
  let kubeconfig: string;

  beforeAll(async () => {
    workspace = new Workspace({ "Pulumi.lab.yaml": lab(three) });
    await workspace.succeed(...UP);
    kubeconfig = kubeconfigOf(workspace, "lab", "lab");
  });
  afterAll(() => workspace.dispose("lab"));

  it("G agree on one leader, each on its node under its name", async () => {
    const list = await etcdctl(kubeconfig, ["member", "list"]);
    for (const node of NODES)
      expect(list).toMatch(new RegExp(`started, ${node}, https://\\S+:12380, https://\\S+:12379`));
    const health = await etcdctl(kubeconfig, ["endpoint", "health", "--cluster"]);
    expect(health.match(/is healthy/g)).toHaveLength(3);
  });

  it("G are all known to every agent", async () => {
    const ask = (): Promise<Record<string, string>> => kvstoreSeen(kubeconfig);
    const isWhole = (all: Record<string, string>): boolean =>
      NODES.every(
        (node) =>
          /^Ok .*has-quorum=true/.test(all[node] ?? "") && (all[node]?.match(/:12379/g) ?? []).length === 3,
      );
    expect(await eventually(ask, isWhole)).toSatisfy(isWhole);
  });

  it("G are replaced one at a time by another argument, while etcd takes every write", async () => {
    const [before, agents] = [await memberPods(kubeconfig), await agentLives(kubeconfig)];
    workspace.write("Pulumi.lab.yaml", lab(`${three}, extraArgs: [--snapshot-count=20000]`));
    let isOver = false;
    const [writes, fewest] = [writing(kubeconfig, () => isOver), fewestReady(kubeconfig, () => isOver)];
    const output = await workspace.succeed(...UP).finally(() => (isOver = true));
    const after = await memberPods(kubeconfig);
    expect(output).toMatch(/Changed: 1 updated/);
    expect(after.map(({ uid }) => uid)).not.toEqual(expect.arrayContaining([before[0]?.uid]));
    expect(before.filter(({ uid }) => after.some((pod) => pod.uid === uid))).toEqual([]);
    expect(await fewest).toBe(2);
    const { written, failed } = await writes;
    expect(failed).toEqual([]);
    expect(written).toBeGreaterThan(5);
    expect(await etcdctl(kubeconfig, ["get", "--print-value-only", "test/counter"])).toBe(`${written - 1}\n`);
    // Nobody but the members has restarted.
    expect(await agentLives(kubeconfig)).toEqual(agents);
  });

  it("G are not exchanged for others before etcd was told: up refuses and touches nothing", async () => {
    const before = await memberPods(kubeconfig);
    workspace.write("Pulumi.lab.yaml", lab("members: [lab-worker], extraArgs: [--snapshot-count=20000]"));
    const { code, output } = await workspace.run(...UP);
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /members: etcd runs with the members lab-control-plane=.*\[etcd-members-changed\]/,
    );
    expect(await memberPods(kubeconfig)).toEqual(before);
  });

  it("G changes nothing when run again", async () => {
    workspace.write("Pulumi.lab.yaml", lab(`${three}, extraArgs: [--snapshot-count=20000]`));
    expect(await workspace.succeed(...UP)).toMatch(/Nothing had to be changed/);
  });
});
