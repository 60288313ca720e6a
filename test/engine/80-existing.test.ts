import * as fs from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { dump } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureCertificateAuthority } from "../../cli/certificate-authority";
import { connect } from "../../cli/probes";
import { mergeKubeconfigs, minimalKubeconfig } from "../../components/internal/kubeconfig";
import { RunningSimulator, SIMULATOR_PROGRAMS, startSimulator } from "../../simulator";
import { ensureTools } from "../../tools";
import { configuredPeers, helmHistory } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

/**
 * Stack k3s: two clusters that are there already and stay when the stack goes. They are control planes of the
 * simulator, of which the stack knows no more than of any other cluster: a kubeconfig and two contexts.
 */
describe("stack k3s over clusters that are there", () => {
  let workspace: Workspace;
  let simulator: RunningSimulator;
  let before: string;
  const kubeconfig = (context: string): string =>
    minimalKubeconfig(workspace.read("user.kubeconfig"), { context });

  beforeAll(async () => {
    workspace = Workspace.withStack("k3s");
    const programs = await ensureTools(SIMULATOR_PROGRAMS["control-plane"], { report: () => undefined });
    const clusters = [1, 2].map((n) => ({
      name: `k3s-${n}`,
      id: n,
      podSubnet: `10.${40 + 2 * n}.0.0/16`,
      serviceSubnet: `10.${41 + 2 * n}.0.0/16`,
      nodes: [{ name: `k3s-${n}-server`, role: "control-plane" as const, schedulable: true }],
    }));
    const directory = workspace.path("hosts");
    simulator = await startSimulator({ directory, depth: "control-plane", programs, clusters });
    const members = simulator.clusters.map((c, i) => ({
      name: `CLUSTER${i + 1}`,
      kubeconfig: fs.readFileSync(c.kubeconfigPath, "utf8"),
    }));
    workspace.write("user.kubeconfig", mergeKubeconfigs(members));
    fs.chmodSync(workspace.path("user.kubeconfig"), 0o600);
    await ensureCertificateAuthority(workspace.path("ca.crt"), workspace.path("ca.key"));
    workspace.write(
      "place.yaml",
      dump({
        clusters: [{ name: "*", existing: { kubeconfigPath: workspace.path("user.kubeconfig") } }],
        mesh: { certificateAuthority: { certificateFile: "ca.crt", privateKeyFile: "ca.key" } },
        // Here no agents run, so nobody could be waited for beyond what the API says.
        cilium: { timeoutSeconds: 120 },
      }),
    );
    before = workspace.read("user.kubeconfig");
  });
  afterAll(async () => {
    // The clusters outlast the stack, and their folder lies in the workspace's.
    await workspace.run("down", "k3s");
    await simulator.stop();
    await workspace.dispose();
  });

  it("A5 D5 installs Cilium 1.14.1 in both, meshed, with the userlist sample in namespace song", async () => {
    const output = await workspace.run("up", "k3s", "--overlay", "place.yaml", "--mesh-timeout", "1");
    // The installs are whole; what no agent can say, nobody claims.
    expect(output.output).toMatch(/-release created/);
    for (const [context, peer] of [
      ["CLUSTER1", "cluster2"],
      ["CLUSTER2", "cluster1"],
    ] as const) {
      expect(await helmHistory(kubeconfig(context))).toEqual(["1 deployed"]);
      expect(await configuredPeers(kubeconfig(context))).toEqual([peer]);
      const { items } = await connect(kubeconfig(context))
        .makeApiClient(CoreV1Api)
        .listNamespacedService({ namespace: "song" });
      expect(items[0]?.metadata?.annotations).toMatchObject({ "service.cilium.io/global": "true" });
      expect(items[0]?.spec?.ports).toMatchObject([{ name: "http", port: 80, targetPort: 8181 }]);
    }
  });

  it("A5 leaves a merged kubeconfig of its own and the user's file as it was", () => {
    expect(workspace.read(".fabric/k3s/kubeconfig")).toContain("name: cluster1");
    expect(workspace.read("user.kubeconfig")).toBe(before);
  });

  it("A9 takes out what it put in, and leaves the clusters", async () => {
    await workspace.succeed("down", "k3s");
    for (const context of ["CLUSTER1", "CLUSTER2"]) {
      expect(await helmHistory(kubeconfig(context))).toEqual([]);
      const api = connect(kubeconfig(context)).makeApiClient(CoreV1Api);
      const namespaces = (await api.listNamespace()).items.map((n) => n.metadata?.name);
      expect(namespaces).toContain("kube-system");
      expect(namespaces).not.toContain("song");
    }
    expect(fs.existsSync(workspace.path(".fabric"))).toBe(false);
  });
});
