import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentStatuses } from "../../cli/probes";
import { census, Census } from "../helpers/census";
import { helmHistory, kubeconfigOf } from "../helpers/clusters";
import { Killer } from "../helpers/killed";
import { Workspace } from "../helpers/workspace";

/**
 * Each kill comes later in the story than the one before, so every run has to clear up after the last one and get
 * further; in the end nothing tells that anything was ever interrupted.
 */
describe("runs killed with SIGKILL", () => {
  let workspace: Workspace;
  let killer: Killer;
  let before: Census;
  const up = ["up", "dev", "--simulator"];
  const down = ["down", "dev"];
  const kubeconfig = (cluster: string): string => kubeconfigOf(workspace, "dev", cluster);
  const expectWhole = async (): Promise<void> => {
    for (const [own, peer] of [
      ["west", "east"],
      ["east", "west"],
    ] as const) {
      const agents = await agentStatuses(kubeconfig(own));
      expect(agents.length).toBe(2);
      for (const agent of agents)
        expect(agent.remotes).toMatchObject([{ name: peer, ready: true, nodes: 2 }]);
    }
  };

  beforeAll(() => {
    workspace = Workspace.withStack("dev");
    killer = new Killer(workspace);
    before = census(workspace.folder);
  });
  afterAll(() => workspace.dispose("dev"));

  it.each([
    ["before anything is done", /simulated/, 0],
    ["while the simulator's clusters start", /simulat/, 1500],
    ["when the engine begins", /Updating \(dev\)/, 0],
    ["when the first resources are made", /providers:kubernetes \S+ created/, 0],
    ["when the first Service is made", /webpod-west created/, 0],
    ["while Helm installs", /west-release creating/, 700],
    ["later, while Helm installs", /release creating/, 2500],
    ["when one release is installed", /-release created/, 0],
    ["while the mesh settles", /Resources:/, 0],
  ])("up, %s", async (_, moment, delay) => {
    // What an earlier run got done is not said again; then the story is over before the moment comes.
    await killer.at(up, new RegExp(`${moment.source}|Resources:|${/west-release created/.source}`), delay);
  });

  it("converges in the next up, with one Helm revision in each cluster", async () => {
    await workspace.succeed(...up);
    await expectWhole();
    expect(await helmHistory(kubeconfig("west"))).toEqual(["1 deployed"]);
    expect(await helmHistory(kubeconfig("east"))).toEqual(["1 deployed"]);
    expect(await workspace.succeed(...up)).toMatch(/Nothing had to be changed/);
  });

  it.each([
    ["while a release is upgraded", /west-release updating/, 500],
    ["when a release is upgraded", /-release updated|Nothing/, 0],
  ])("a change, %s", async (_, moment, delay) => {
    const file = workspace.read("Pulumi.dev.yaml");
    if (!file.includes("debug:")) {
      workspace.write("Pulumi.dev.yaml", file.replace("bpf: {", "debug: { enabled: true }\n    bpf: {"));
    }
    await killer.at(up, moment, delay);
  });

  it("converges again after the change", async () => {
    await workspace.succeed(...up);
    await expectWhole();
    const history = await helmHistory(kubeconfig("west"));
    expect(history.filter((revision) => revision.endsWith(" deployed"))).toHaveLength(1);
    expect(history.filter((revision) => revision.includes("pending"))).toEqual([]);
    expect(await workspace.succeed(...up)).toMatch(/Nothing had to be changed/);
  });

  it("survives the death of the simulator itself and finds the clusters' data again", async () => {
    const pids = fs.readdirSync("/proc").filter((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      const command = readIfThere(`/proc/${pid}/cmdline`);
      return command.includes("fabric-sim") && command.includes(workspace.folder);
    });
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) kill(Number(pid));
    const output = await workspace.succeed(...up);
    expect(output).toMatch(/Nothing had to be changed/);
    await expectWhole();
  });

  it.each([
    ["before anything is gone", /all clusters are simulated/, 0],
    ["while the simulator stops", /stopping the simulator|nothing of stack/, 0],
  ])("down, %s", async (_, moment, delay) => {
    await killer.at(down, moment, delay);
  });

  it("were killed at ten moments at least", () => {
    expect(killer.hits).toBeGreaterThanOrEqual(10);
  });

  it("leaves nothing after the next down", async () => {
    await workspace.succeed(...down);
    expect(census(workspace.folder)).toEqual(before);
    expect(fs.readdirSync(workspace.folder)).toEqual(["Pulumi.dev.yaml"]);
  });
});

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Its parent's death has taken it along already.
  }
}
