import * as fs from "node:fs";
import * as path from "node:path";
import { CoreV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { census, Census } from "../helpers/census";
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

const [FIRST, SECOND, THIRD] = ["lab-control-plane", "lab-worker", "lab-worker2"] as const;
const ALL = [FIRST, SECOND, THIRD];
const UP = ["up", "lab", "--simulator=full"];

/** What docs/etcd.md has a user do to the members of an etcd that runs, step by step. */
describe("G members of an etcd that runs", () => {
  let workspace: Workspace;
  let before: Census;
  let kubeconfig: string;
  let identities: Record<string, string>;

  const write = (members: readonly string[], state = ""): void =>
    workspace.write(
      "Pulumi.lab.yaml",
      etcdLab(
        "nodes: [{ role: control-plane }, { role: worker }, { role: worker }]",
        `members: [${members.join(", ")}]${state}`,
      ),
    );
  const existing = ", initialClusterState: existing";
  const peerUrl = async (node: string): Promise<string> => {
    const { items } = await connect(kubeconfig).makeApiClient(CoreV1Api).listNode();
    const found = items.find(({ metadata }) => metadata?.name === node);
    const address = found?.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
    return `https://${address ?? "?"}:12380`;
  };
  /** A change of members, which etcd refuses until all have been connected for five seconds. */
  const change = async (...args: string[]): Promise<string> => {
    const ask = (): Promise<string> => etcdctl(kubeconfig, ["member", ...args]).catch(String);
    const said = await eventually(ask, (answer) => !answer.includes("unhealthy cluster"));
    if (said.includes("Error:")) throw new Error(said);
    return said;
  };
  const add = async (node: string): Promise<string> =>
    change("add", node, `--peer-urls=${await peerUrl(node)}`);
  const remove = async (node: string): Promise<void> => {
    const id = (await listedMembers(kubeconfig)).find(({ name }) => name === node)?.id ?? "";
    await change("remove", id);
  };
  /** The etcd has these members and no other, each on its node; nothing that it held is lost, and every agent has them all. */
  const expectMembers = async (...names: string[]): Promise<void> => {
    const pods = await memberPods(kubeconfig);
    expect(pods.map(({ node, ready }) => [node, ready])).toEqual(names.map((name) => [name, true]));
    const listed = await listedMembers(kubeconfig);
    expect(listed.map(({ name, started }) => [name, started])).toEqual(names.map((name) => [name, true]));
    for (const { name, peerUrl: url } of listed) expect(url).toBe(await peerUrl(name));
    const health = await etcdctl(kubeconfig, ["endpoint", "health", "--cluster"]);
    expect(health.match(/is healthy/g)).toHaveLength(names.length);
    expect(await etcdctl(kubeconfig, ["get", "--print-value-only", "test/kept"])).toBe("yes\n");
    for (const said of await agentsConnected(kubeconfig, names.length))
      expect(said).toMatch(/^Ok .*has-quorum=true/);
    expect(await identityKeys(kubeconfig)).toMatchObject(identities);
  };

  beforeAll(async () => {
    workspace = new Workspace();
    before = census(workspace.folder);
    write([FIRST]);
    await workspace.succeed(...UP);
    kubeconfig = kubeconfigOf(workspace, "lab", "lab");
    await etcdctl(kubeconfig, ["put", "test/kept", "yes"]);
    identities = await eventually(
      () => identityKeys(kubeconfig),
      (keys) => Object.keys(keys).length > 0,
    );
    expect(Object.keys(identities).length).toBeGreaterThan(0);
  });
  afterAll(() => workspace.dispose("lab"));

  it("G become two: the second is told to etcd, then to the stack", async () => {
    const agents = await agentLives(kubeconfig);
    expect(await add(SECOND)).toContain("added to cluster");
    // Of two both are needed.
    const put = etcdctl(kubeconfig, ["--command-timeout=3s", "put", "test/alone", "one of two"]);
    await expect(put).rejects.toThrow(/deadline exceeded|timed out/);
    write([FIRST, SECOND], existing);
    await workspace.succeed(...UP);
    await expectMembers(FIRST, SECOND);
    // They read the endpoints when they start.
    expect((await agentLives(kubeconfig)).filter((life) => agents.includes(life))).toEqual([]);
  });

  it("G become three, while etcd takes writes", async () => {
    await add(THIRD);
    await etcdctl(kubeconfig, ["put", "test/between", "two of three"]);
    write(ALL, existing);
    await workspace.succeed(...UP);
    await expectMembers(...ALL);
  });

  it("G go on without initialClusterState, with no agent restarted, and then nothing changes", async () => {
    const agents = await agentLives(kubeconfig);
    write(ALL);
    await workspace.succeed(...UP);
    await expectMembers(...ALL);
    expect(await agentLives(kubeconfig)).toEqual(agents);
    expect(await workspace.succeed(...UP)).toMatch(/Nothing had to be changed/);
  });

  it("G lose the disk of one: up waits for it until etcd is told of a new member in its place", async () => {
    const pod = (await memberPods(kubeconfig)).find(({ node }) => node === THIRD);
    emptied(dataOnNode(workspace.folder, THIRD));
    await connect(kubeconfig)
      .makeApiClient(CoreV1Api)
      .deleteNamespacedPod({ namespace: "kube-system", name: pod?.name ?? "" });
    const others = async (): Promise<string[]> =>
      (await memberPods(kubeconfig)).filter(({ ready }) => ready).map(({ node }) => node);
    expect(await eventually(others, (ready) => ready.length === 2)).toEqual([FIRST, SECOND]);
    await remove(THIRD);
    write(ALL, existing);
    const run = workspace.start(...UP);
    const isNew = async (): Promise<boolean> =>
      (await stateArgument(kubeconfig, THIRD)) === "--initial-cluster-state=existing";
    expect(await eventually(isNew, (is) => is, 120_000)).toBe(true);
    // Until now it may have begun an etcd of its own there, which nobody wants.
    emptied(dataOnNode(workspace.folder, THIRD));
    await add(THIRD);
    const { code, output } = await run.finished;
    expect(output).toMatch(/Changed: /);
    expect(code).toBe(0);
    await expectMembers(...ALL);
  });

  it("G become two and one again: etcd is told first", async () => {
    await remove(THIRD);
    write([FIRST, SECOND], existing);
    await workspace.succeed(...UP);
    await expectMembers(FIRST, SECOND);
    await remove(SECOND);
    write([FIRST], existing);
    await workspace.succeed(...UP);
    await expectMembers(FIRST);
    write([FIRST]);
    await workspace.succeed(...UP);
    await expectMembers(FIRST);
  });

  it("G takes a node for a member again once what it had of the earlier one is removed", async () => {
    const data = dataOnNode(workspace.folder, SECOND);
    expect(fs.readdirSync(data)).toContain("data");
    emptied(data);
    await add(SECOND);
    write([FIRST, SECOND], existing);
    await workspace.succeed(...UP);
    await expectMembers(FIRST, SECOND);
  });

  it("G A9 go down without a trace", async () => {
    await workspace.succeed("down", "lab");
    expect(census(workspace.folder)).toEqual(before);
  });
});

/** Removes what is in a folder, as `rm -r` on the node would. */
function emptied(folder: string): void {
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
}

/** What the member on a node was started with. */
async function stateArgument(kubeconfig: string, node: string): Promise<string | undefined> {
  const name = (await memberPods(kubeconfig)).find((pod) => pod.node === node)?.name;
  if (name === undefined) return undefined;
  const pod = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .readNamespacedPod({ namespace: "kube-system", name })
    .catch(() => undefined);
  return pod?.spec?.containers[0]?.command?.find((argument) =>
    argument.startsWith("--initial-cluster-state"),
  );
}
