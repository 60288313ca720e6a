import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { census, Census } from "../helpers/census";
import { configuredPeers, eventually, helmHistory, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

/** The depth that any user has, on any Linux or macOS: no agents, but the chart, the API and the real operator. */
describe("stack dev in the control-plane simulator", () => {
  let workspace: Workspace;
  let before: Census;
  let output: string;

  beforeAll(async () => {
    workspace = Workspace.withStack("dev");
    before = census(workspace.folder);
    output = await workspace.succeed("up", "dev", "--simulator=control-plane");
  });
  afterAll(() => workspace.dispose("dev"));

  it("says how deep it went", () => {
    expect(output).toMatch(/control-plane/);
  });

  it("C2 has one Helm revision and the peer configured in each cluster", async () => {
    for (const [own, peer] of [
      ["west", "east"],
      ["east", "west"],
    ] as const) {
      const kubeconfig = kubeconfigOf(workspace, "dev", own);
      expect(await helmHistory(kubeconfig)).toEqual(["1 deployed"]);
      expect(await configuredPeers(kubeconfig, "cilium-kvstoremesh")).toEqual([peer]);
    }
  });

  it("has what only the real operator makes: Cilium's kinds, and its leader's lease", async () => {
    const config = connect(kubeconfigOf(workspace, "dev", "west"));
    // A kind is served a moment after the operator has registered it.
    const list = () =>
      config
        .makeApiClient(CustomObjectsApi)
        .listClusterCustomObject({ group: "cilium.io", version: "v2", plural: "ciliumidentities" })
        .catch((error: unknown) => String(error));
    expect(await eventually(list, (answer) => typeof answer !== "string")).toHaveProperty("items");
    const pods = await config
      .makeApiClient(CoreV1Api)
      .listNamespacedPod({ namespace: "kube-system", labelSelector: "io.cilium/app=operator" });
    expect(pods.items.map((p) => p.status?.containerStatuses?.[0]?.ready)).toEqual([true]);
  });

  it("changes nothing when run again", async () => {
    expect(await workspace.succeed("up", "dev", "--simulator=control-plane")).toMatch(
      /Nothing had to be changed/,
    );
  });

  it("A9 goes down without a trace", async () => {
    await workspace.succeed("down", "dev");
    expect(census(workspace.folder)).toEqual(before);
  });
});
