import { expect, it } from "vitest";
import { agentLives, backendsSeen, eventually, kubeconfigOf, scale } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

const webpod = { name: "webpod" };

/** Own and remote backends of webpod that every agent of a cluster has. */
interface Seen {
  own: number;
  remote: number;
}

const cases: [name: string, clusters: string, west: Seen, east: Seen][] = [
  [
    "D3 affinity local: own backends, others when there is none",
    "{ name: west, affinity: local }, { name: east }",
    { own: 2, remote: 0 },
    { own: 2, remote: 2 },
  ],
  [
    "D3 affinity remote: the others'",
    "{ name: west, affinity: remote }, { name: east }",
    { own: 0, remote: 2 },
    { own: 2, remote: 2 },
  ],
  [
    "D3 affinity none again: all",
    "{ name: west }, { name: east }",
    { own: 2, remote: 2 },
    { own: 2, remote: 2 },
  ],
  [
    "D4 shared=false: hidden from the others",
    "{ name: west, shared: false }, { name: east }",
    { own: 2, remote: 2 },
    { own: 2, remote: 0 },
  ],
  [
    "D6 client-only: no backends of its own, none exported",
    "{ name: west, clientOnly: true }, { name: east }",
    { own: 0, remote: 2 },
    { own: 2, remote: 0 },
  ],
];

/** What every mesh of west and east with webpod in both must do, whatever carries its state between them. */
export function globalServices(stack: string, workspaceOf: () => Workspace): void {
  const file = `Pulumi.${stack}.yaml`;
  const kubeconfig = (cluster: string): string => kubeconfigOf(workspaceOf(), stack, cluster);
  const prefixes = { west: "10.0.", east: "10.1." };
  const expectSeen = async (cluster: "west" | "east", expected: Seen): Promise<void> => {
    const ask = (): Promise<Seen[]> => backendsSeen(kubeconfig(cluster), webpod, prefixes[cluster]);
    const isExpected = (seen: Seen[]): boolean => JSON.stringify(seen) === JSON.stringify([expected]);
    expect(await eventually(ask, isExpected)).toEqual([expected]);
  };
  const lives = (): Promise<string[][]> =>
    Promise.all(["west", "east"].map((cluster) => agentLives(kubeconfig(cluster))));

  it("D1 gives the global service the backends of both clusters, in both", async () => {
    await expectSeen("west", { own: 2, remote: 2 });
    await expectSeen("east", { own: 2, remote: 2 });
  });

  it("D2 fails over to the other cluster when one side has no backend, and back", async () => {
    await scale(kubeconfig("west"), "webpod", 0);
    await expectSeen("west", { own: 0, remote: 2 });
    await expectSeen("east", { own: 2, remote: 0 });
    await scale(kubeconfig("west"), "webpod", 2);
    await expectSeen("east", { own: 2, remote: 2 });
  });

  it.each(cases)("%s", async (_, clusters, west, east) => {
    const workspace = workspaceOf();
    const original = workspace.read(file);
    const before = await lives();
    const samples = clusters.includes("clientOnly")
      ? original.replace("- sample: webpod", "- { sample: webpod, clusters: [east] }")
      : original;
    const ports = /(ports: \[\{ name: http, port: 80 \}\])/;
    try {
      workspace.write(file, samples.replace(ports, `$1\n      clusters: [${clusters}]`));
      await workspace.succeed("up", stack, "--simulator");
    } finally {
      workspace.write(file, original);
    }
    await expectSeen("west", west);
    await expectSeen("east", east);
    expect(await lives()).toEqual(before);
  });
}
