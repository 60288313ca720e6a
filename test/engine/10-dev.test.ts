import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentStatuses } from "../../cli/probes";
import { census, Census } from "../helpers/census";
import { agentLives, eventually, helmHistory, kubeconfigOf, scale } from "../helpers/clusters";
import { plainPreview, pulumi } from "../helpers/plain-engine";
import { Workspace } from "../helpers/workspace";
import { globalServices } from "./services";

/**
 * The default stack as `npm run up -- --simulator` brings it up: real engine, provider, chart 1.18.1, API servers and
 * Cilium control planes; only the data path is not there, so services are read from the agents' tables.
 */
describe("stack dev in the full simulator", () => {
  let workspace: Workspace;
  let before: Census;
  let west: string;
  let east: string;

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
        () => agentStatuses(kubeconfig),
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

  it("I changes nothing when run again, and no agent restarts", async () => {
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

  globalServices("dev", () => workspace);

  it("A9 I goes down without a trace", async () => {
    await workspace.succeed("down", "dev");
    expect(census(workspace.folder)).toEqual(before);
    expect(await import("node:fs").then((fs) => fs.readdirSync(workspace.folder))).toEqual([
      "Pulumi.dev.yaml",
    ]);
  });
});
