import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meshStatus } from "../../cli/probes";
import { census, Census } from "../helpers/census";
import { agentLives, backendsSeen, eventually, helmHistory, kubeconfigOf, scale } from "../helpers/clusters";
import { plainPreview, pulumi } from "../helpers/plain-engine";
import { Workspace } from "../helpers/workspace";

/**
 * The default stack as `npm run up -- --simulator` brings it up: real engine, provider, chart 1.18.1, API servers and
 * Cilium control planes; only the data path is not there, so services are read from the agents' tables.
 */
describe("stack dev in the full simulator", () => {
  let workspace: Workspace;
  let before: Census;
  let west: string;
  let east: string;
  const webpod = { name: "webpod" };
  const both = (kubeconfig: string, prefix: string) => () => backendsSeen(kubeconfig, webpod, prefix);
  const inWest = () => both(west, "10.0.")();
  const inEast = () => both(east, "10.1.")();
  const is = (own: number, remote: number) => (seen: unknown) =>
    JSON.stringify(seen) === JSON.stringify([{ own, remote }]);

  beforeAll(async () => {
    workspace = Workspace.withStack("dev");
    before = census(workspace.folder);
    const output = await workspace.succeed("up", "dev", "--simulator");
    expect(output).toMatch(/simulator/i);
    west = kubeconfigOf(workspace, "dev", "west");
    east = kubeconfigOf(workspace, "dev", "east");
  });
  afterAll(() => workspace.dispose("dev"));

  it("C2 installs each cluster in one Helm revision", async () => {
    expect(await helmHistory(west)).toEqual(["1 deployed"]);
    expect(await helmHistory(east)).toEqual(["1 deployed"]);
  });

  it("C2 connects every agent of each cluster to the other: ready, nodes and services counted", async () => {
    for (const [kubeconfig, own, peer] of [
      [west, "west", "east"],
      [east, "east", "west"],
    ] as const) {
      const agents = await eventually(
        () => meshStatus(kubeconfig),
        (all) => all.every((a) => a.remotes.some((r) => r.ready && r.services > 0)),
      );
      expect(agents.map((a) => a.node)).toEqual([`${own}-control-plane`, `${own}-worker`]);
      for (const agent of agents) {
        expect(agent.fault).toBeUndefined();
        expect(agent.remotes).toMatchObject([
          { name: peer, ready: true, connected: true, nodes: 2, services: 1 },
        ]);
      }
    }
  });

  it("D1 gives the global service the backends of both clusters, in both", async () => {
    expect(await eventually(inWest, is(2, 2))).toEqual([{ own: 2, remote: 2 }]);
    expect(await eventually(inEast, is(2, 2))).toEqual([{ own: 2, remote: 2 }]);
  });

  it("changes nothing when run again, and no agent restarts", async () => {
    const lives = [await agentLives(west), await agentLives(east)];
    const output = await workspace.succeed("up", "dev", "--simulator");
    expect(output).toMatch(/Nothing had to be changed/);
    expect([await agentLives(west), await agentLives(east)]).toEqual(lives);
    expect(await helmHistory(west)).toEqual(["1 deployed"]);
  });

  it("is found by the engine's own refresh as it was left", async () => {
    const refresh = ["refresh", "--preview-only", "--expect-no-changes"];
    expect(await pulumi(workspace.folder, "dev", ...refresh)).toMatch(/unchanged/);
    await scale(west, "webpod", 1);
    await expect(pulumi(workspace.folder, "dev", ...refresh)).rejects.toThrow(/webpod/);
    await scale(west, "webpod", 2);
  });

  it("is the same stack to plain pulumi, which runs index.ts with the stack file as it is", async () => {
    expect(Object.keys(await plainPreview(workspace, "dev"))).toEqual(["same"]);
  });

  it("D2 fails over to the other cluster when one side has no backend, and back", async () => {
    await scale(west, "webpod", 0);
    expect(await eventually(inWest, is(0, 2))).toEqual([{ own: 0, remote: 2 }]);
    expect(await eventually(inEast, is(2, 0))).toEqual([{ own: 2, remote: 0 }]);
    await scale(west, "webpod", 2);
    expect(await eventually(inEast, is(2, 2))).toEqual([{ own: 2, remote: 2 }]);
  });

  it.each([
    [
      "D3 affinity local: own backends, others when there is none",
      "{ name: west, affinity: local }, { name: east }",
      [2, 0],
      [2, 2],
    ],
    ["D3 affinity remote: the others'", "{ name: west, affinity: remote }, { name: east }", [0, 2], [2, 2]],
    ["D3 affinity none again: all", "{ name: west }, { name: east }", [2, 2], [2, 2]],
    [
      "D4 shared=false: hidden from the others",
      "{ name: west, shared: false }, { name: east }",
      [2, 2],
      [2, 0],
    ],
    [
      "D6 client-only: no backends of its own, none exported",
      "{ name: west, clientOnly: true }, { name: east }",
      [0, 2],
      [2, 0],
    ],
  ])("%s", async (_, clusters, [westOwn, westRemote], [eastOwn, eastRemote]) => {
    const original = workspace.read("Pulumi.dev.yaml");
    const samples = clusters.includes("clientOnly")
      ? original.replace("- sample: webpod", "- { sample: webpod, clusters: [east] }")
      : original;
    const lives = [await agentLives(west), await agentLives(east)];
    workspace.write(
      "Pulumi.dev.yaml",
      samples.replace(/(ports: \[\{ name: http, port: 80 \}\])/, `$1\n      clusters: [${clusters}]`),
    );
    await workspace.succeed("up", "dev", "--simulator");
    const [w, e] = [
      { own: westOwn, remote: westRemote },
      { own: eastOwn, remote: eastRemote },
    ];
    expect(await eventually(inWest, is(w.own!, w.remote!))).toEqual([w]);
    expect(await eventually(inEast, is(e.own!, e.remote!))).toEqual([e]);
    expect([await agentLives(west), await agentLives(east)]).toEqual(lives);
    workspace.write("Pulumi.dev.yaml", original);
  });

  it("A9 goes down without a trace", async () => {
    await workspace.succeed("down", "dev");
    expect(census(workspace.folder)).toEqual(before);
    expect(await import("node:fs").then((fs) => fs.readdirSync(workspace.folder))).toEqual([
      "Pulumi.dev.yaml",
    ]);
  });
});
