import * as fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentStatuses } from "../../cli/probes";
import { agentLives, eventually, helmHistory, kubeconfigOf, scale } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";
import { EngineCensus, engineCensus, withoutDocker } from "./docker";
import { answersByCluster, callers, peerSeenBy, podAddress, podNames, routesTo } from "./traffic";

const reason = withoutDocker();
const CALLS = 40;

/**
 * The default stack on real kind clusters, with real traffic. `CILIUM_FABRIC_OVERLAY` adapts it to the place: node
 * image, chart archive, image tags, extra values.
 */
describe.skipIf(reason !== undefined)(
  `stack dev on kind${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let workspace: Workspace;
    let before: EngineCensus;
    let west: string;
    let east: string;
    let lives: string[][];

    const answers = async (from: string): Promise<Record<string, number>> => {
      const pods = { west: await podNames(west, "app=webpod"), east: await podNames(east, "app=webpod") };
      return answersByCluster(await callers(from, "webpod", CALLS), pods);
    };
    /** The clusters that answer, once they are the ones expected or time is up. */
    const answering = async (from: string, expected: string[]): Promise<string[]> => {
      const clusters = async (): Promise<string[]> => Object.keys(await answers(from)).sort();
      return eventually(clusters, (seen) => seen.join() === expected.join(), 60_000);
    };
    const up = async (what: string): Promise<string> => {
      const started = performance.now();
      const output = await workspace.succeed("up", "dev");
      process.stdout.write(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      return output;
    };

    beforeAll(async () => {
      before = engineCensus();
      workspace = Workspace.withStack("dev");
      process.stdout.write(`${(await up("up from nothing")).split("\n").slice(-45).join("\n")}\n`);
      west = kubeconfigOf(workspace, "dev", "west");
      east = kubeconfigOf(workspace, "dev", "east");
      lives = [await agentLives(west), await agentLives(east)];
    });
    afterAll(() => workspace.dispose("dev"));

    it("C2 has one Helm revision in each cluster", async () => {
      expect(await helmHistory(west)).toEqual(["1 deployed"]);
      expect(await helmHistory(east)).toEqual(["1 deployed"]);
    });

    it("C2 connects every agent to the other cluster's two nodes", async () => {
      for (const kubeconfig of [west, east]) {
        const agents = await agentStatuses(kubeconfig);
        expect(agents).toHaveLength(2);
        for (const agent of agents) expect(agent.remotes).toMatchObject([{ ready: true, nodes: 2 }]);
      }
    });

    it("C6 routes the other cluster's pod CIDRs on every node, and pods reach pods by their own addresses", async () => {
      for (const [own, from, to, peers] of [
        ["west", west, east, "10.1."],
        ["east", east, west, "10.0."],
      ] as const) {
        for (const node of [`${own}-control-plane`, `${own}-worker`])
          expect(routesTo(node, peers)).toEqual([`${peers}0.0/24`, `${peers}1.0/24`]);
        const caller = await podAddress(from, "curl-pod");
        for (const pod of await podNames(to, "app=webpod")) {
          // whoami says who called it: with address translation on the way that would be a node.
          expect(await peerSeenBy(from, await podAddress(to, pod))).toBe(caller);
        }
      }
    });

    it("D1 answers from both clusters, whichever cluster calls", async () => {
      expect(await answering(west, ["east", "west"])).toEqual(["east", "west"]);
      expect(await answering(east, ["east", "west"])).toEqual(["east", "west"]);
    });

    it("I changes nothing when run again", async () => {
      const output = await up("up without change");
      expect(output).toMatch(/Nothing had to be changed/);
    });

    it("D2 answers from the other cluster alone when one side is scaled to 0, and from both again", async () => {
      await scale(west, "webpod", 0);
      expect(await answering(west, ["east"])).toEqual(["east"]);
      await scale(west, "webpod", 2);
      expect(await answering(west, ["east", "west"])).toEqual(["east", "west"]);
    });

    it.each([
      ["D3 affinity local", "{ name: west, affinity: local }, { name: east }", ["west"], ["east", "west"]],
      ["D3 affinity remote", "{ name: west, affinity: remote }, { name: east }", ["east"], ["east", "west"]],
      ["D4 shared=false", "{ name: west, shared: false }, { name: east }", ["east", "west"], ["east"]],
      [
        "D6 client-only: the same name, no pods of its own",
        "{ name: west, clientOnly: true }, { name: east }",
        ["east"],
        ["east"],
      ],
      ["D3 no affinity again", "{ name: west }, { name: east }", ["east", "west"], ["east", "west"]],
    ])("%s", async (_, clusters, fromWest, fromEast) => {
      const original = workspace.read("Pulumi.dev.yaml");
      const ports = /(ports: \[\{ name: http, port: 80 \}\])/;
      const samples = clusters.includes("clientOnly")
        ? original.replace("- sample: webpod", "- { sample: webpod, clusters: [east] }")
        : original;
      workspace.write("Pulumi.dev.yaml", samples.replace(ports, `$1\n      clusters: [${clusters}]`));
      await up(clusters);
      expect(await answering(west, fromWest)).toEqual(fromWest);
      expect(await answering(east, fromEast)).toEqual(fromEast);
      workspace.write("Pulumi.dev.yaml", original);
    });

    it("C2 has restarted no agent since the first install", async () => {
      expect([await agentLives(west), await agentLives(east)]).toEqual(lives);
    });

    it("A9 I leaves no container, network, volume or file", async () => {
      await workspace.succeed("down", "dev");
      expect(engineCensus()).toEqual(before);
      expect(fs.readdirSync(workspace.folder)).toEqual(["Pulumi.dev.yaml"]);
    });
  },
);
