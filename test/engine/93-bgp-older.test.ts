import { CustomObjectsApi } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { RoutedLab } from "../helpers/routed-lab";
import { Workspace } from "../helpers/workspace";

interface Owned {
  items: { metadata: { managedFields?: { manager?: string; apiVersion?: string }[] } }[];
}

/**
 * The chart and the custom resources of 1.17.6, whose BGP kinds are v2alpha1. The programs are 1.18.1's, which register
 * both forms; what 1.17.6's own programs would do does not show here.
 */
describe("stack bgp with the resources of Cilium 1.17.6", () => {
  let workspace: Workspace;
  let lab: RoutedLab;

  beforeAll(async () => {
    workspace = Workspace.withStack("bgp", (text) => text.replace("version: 1.18.1", "version: 1.17.6"));
    await workspace.succeed("up", "bgp", "--simulator");
    lab = await RoutedLab.of(workspace);
  });
  afterAll(() => workspace.dispose("bgp"));

  it.each(["ciliumbgpclusterconfigs", "ciliumbgppeerconfigs", "ciliumbgpadvertisements"])(
    "E4 has its %s accepted as v2alpha1",
    async (plural) => {
      const list = (await connect(lab.kubeconfig)
        .makeApiClient(CustomObjectsApi)
        .listClusterCustomObject({ group: "cilium.io", version: "v2alpha1", plural })) as Owned;
      expect(list.items.length).toBeGreaterThan(0);
      const written = list.items.flatMap(({ metadata }) => metadata.managedFields ?? []);
      const ours = written.filter(({ manager = "" }) => manager.startsWith("pulumi"));
      expect([...new Set(ours.map(({ apiVersion }) => apiVersion))]).toEqual(["cilium.io/v2alpha1"]);
    },
  );

  it("E4 has all its sessions up", async () => {
    expect(await lab.peersUp(3)).toEqual(["192.168.10.100", "192.168.10.101", "192.168.20.100"]);
  });
});
