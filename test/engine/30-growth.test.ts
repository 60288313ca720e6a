import { dump } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentLives, configuredPeers, eventually, helmHistory, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { agentStatuses } from "../../cli/probes";

/** Clusters of one node each, so that six of them fit a small machine. */
function stack(count: number): string {
  return dump({
    config: {
      "cilium-fabric:clusters": Array.from({ length: count }, (_, i) => ({
        name: `c${i + 1}`,
        id: i + 1,
        kind: {
          podSubnet: `10.${i + 1}.0.0/16`,
          serviceSubnet: `10.${i + 101}.0.0/16`,
          nodes: [{ role: "control-plane" }],
          schedulableControlPlane: true,
        },
      })),
      "cilium-fabric:cilium": {
        version: "1.18.1",
        kubeProxyReplacement: true,
        ipam: { mode: "kubernetes" },
        operator: { replicas: 1 },
      },
      "cilium-fabric:mesh": {},
    },
  });
}

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${i + 1}`);

describe("a mesh that grows from five clusters to six and back", () => {
  let workspace: Workspace;
  const at = (cluster: string): string => kubeconfigOf(workspace, "grow", cluster);
  const peersOf = (cluster: string): Promise<string[]> => configuredPeers(at(cluster), "cilium-kvstoremesh");
  const up = (count: number): Promise<string> => {
    workspace.write("Pulumi.grow.yaml", stack(count));
    return workspace.succeed("up", "grow", "--simulator");
  };

  beforeAll(async () => {
    workspace = new Workspace();
    await up(5);
  });
  afterAll(() => workspace.dispose("grow"));

  it("C2 has one Helm revision in each of five, all connected to all", async () => {
    for (const name of names(5)) {
      expect(await helmHistory(at(name))).toEqual(["1 deployed"]);
      const agents = await agentStatuses(at(name));
      expect(agents.flatMap((a) => a.remotes.filter((r) => r.ready).map((r) => r.name))).toEqual(
        names(5).filter((other) => other !== name),
      );
    }
  });

  it("C2 gives the five a new peer and nothing else when a sixth joins, and restarts no agent", async () => {
    const lives = await Promise.all(names(5).map((name) => agentLives(at(name))));
    const output = await up(6);
    for (const name of names(5)) {
      expect(await peersOf(name)).toEqual(names(6).filter((other) => other !== name));
      expect(await helmHistory(at(name))).toEqual(["1 superseded", "2 deployed"]);
    }
    expect(await helmHistory(at("c6"))).toEqual(["1 deployed"]);
    // The five releases, and nothing else that was there before.
    expect(output).toMatch(/\b5 updated/);
    expect(output).not.toMatch(/\d+ (deleted|replaced)/);
    const ask = () => agentStatuses(at("c1"));
    const agents = await eventually(ask, (all) =>
      all.every((a) => a.remotes.some((r) => r.name === "c6" && r.ready)),
    );
    expect(agents[0]?.remotes.find((r) => r.name === "c6")).toMatchObject({ ready: true, nodes: 1 });
    expect(await Promise.all(names(5).map((name) => agentLives(at(name))))).toEqual(lives);
  });

  it("C2 drops exactly its entry when it leaves", async () => {
    await up(5);
    for (const name of names(5))
      expect(await peersOf(name)).toEqual(names(5).filter((other) => other !== name));
  });
});
