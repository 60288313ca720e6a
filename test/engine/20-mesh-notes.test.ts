import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentStatuses } from "../../cli/probes";
import { helmHistory, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { globalServices } from "./services";

/**
 * The hands-on notes' mesh: chart 1.17.6, KVStoreMesh off, certificates by cronJob, whose first run up to 1.18 is a Helm
 * hook that a waiting release would never reach.
 */
describe("stack mesh-notes in the full simulator", () => {
  let workspace: Workspace;
  let output: string;
  let west: string;

  beforeAll(async () => {
    workspace = Workspace.withStack("mesh-notes");
    output = await workspace.succeed("up", "mesh-notes", "--simulator");
    west = kubeconfigOf(workspace, "mesh-notes", "west");
  });
  afterAll(() => workspace.dispose("mesh-notes"));

  it("warns of the NodePort that both clusters have, and goes on", () => {
    expect(output).toMatch(/warning: clusters\[0\]\.mesh\.nodePort, clusters\[1\]\.mesh\.nodePort: .*24692/);
  });

  it("C2 comes up in one Helm revision in spite of its cronJob certificates", async () => {
    expect(await helmHistory(west)).toEqual(["1 deployed"]);
  });

  it("C2 connects the clusters without KVStoreMesh", async () => {
    const agents = await agentStatuses(west);
    expect(agents.map((a) => a.remotes)).toEqual(
      agents.map((): unknown[] => [expect.objectContaining({ name: "east", ready: true, nodes: 2 })]),
    );
  });

  it("changes nothing when run again", async () => {
    const again = await workspace.succeed("up", "mesh-notes", "--simulator");
    expect(again).toMatch(/Nothing had to be changed/);
  });

  globalServices("mesh-notes", () => workspace);
});
