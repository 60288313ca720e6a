import { afterEach, describe, expect, it } from "vitest";
import { KindCluster, type KindClusterArgs } from "../../components/kind-cluster";
import { isSecret, type MockCalls, type MockOutputs, record, settled, valueOf } from "../helpers/mocks";

const COMMAND = "command:local:Command";
const outputs: MockOutputs = ({ type }) => (type === COMMAND ? { stdout: "0123456789abcdef\n" } : {});
const calls: MockCalls = ({ inputs }: { inputs: Record<string, unknown> }) => {
  const command = String(inputs["command"]);
  if (command.includes("marker")) return { stdout: "1\n" };
  if (command.includes("nodes"))
    return { stdout: "/west-control-plane true 172.18.0.3\n/west-worker true 172.18.0.4\n" };
  return { stdout: "the kubeconfig" };
};
const subnets = { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" };
const build = (args: Partial<KindClusterArgs> = {}, preview = false) =>
  record((opts) => new KindCluster("west", { ...subnets, ...args }, opts), { outputs, calls, preview });

afterEach(settled);

describe("KindCluster", () => {
  it("is one command and a provider, named and parented by the component", async () => {
    const { resources } = await build();
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:KindCluster", "west", undefined],
      [COMMAND, "west-cluster", "cilium-fabric:index:KindCluster::west"],
      ["pulumi:providers:kubernetes", "west-kubernetes", "cilium-fabric:index:KindCluster::west"],
    ]);
  });

  it("replaces the cluster before it makes another, and only for what kind cannot change", async () => {
    const one = (await build()).get("west-cluster");
    expect(one.opts.deleteBeforeReplace).toBe(true);
    expect(one.opts.customTimeouts).toStrictEqual({ create: "720s", update: "720s", delete: "5m" });
    const triggersOf = async (args: Partial<KindClusterArgs>) => {
      await settled();
      return (await build(args)).get("west-cluster").inputs["triggers"];
    };
    const portMappings = [{ containerPort: 30000 }];
    expect(await triggersOf({ nodePackages: ["tree"], schedulableControlPlane: true })).toStrictEqual(
      one.inputs["triggers"],
    );
    expect(await triggersOf({ nodes: [{ role: "control-plane", portMappings }] })).not.toStrictEqual(
      one.inputs["triggers"],
    );
  });

  it("says in a failure what was done, not how: the script is the interpreter, values are in the environment", async () => {
    const { inputs } = (await build()).get("west-cluster");
    expect([inputs["create"], inputs["delete"]]).toStrictEqual([
      "create kind cluster west",
      "delete kind cluster west",
    ]);
    expect((inputs["interpreter"] as string[]).slice(0, 2)).toStrictEqual(["/bin/sh", "-c"]);
    expect(inputs["interpreter"]).not.toContain("west");
    expect(inputs["environment"]).toMatchObject({ FABRIC_CLUSTER: "west", FABRIC_GENERATION: "1" });
    expect((inputs["environment"] as Record<string, string>)["FABRIC_KUBECONFIG"]).toMatch(
      /\/\.fabric\/stack\/west\.kubeconfig$/,
    );
  });

  it("hands on what others need; the kubeconfig as a secret", async () => {
    const { component, get } = await build();
    expect(await valueOf(component.kubeconfig)).toBe("the kubeconfig");
    expect(await isSecret(component.kubeconfig)).toBe(true);
    expect(get("west-kubernetes").secrets).toStrictEqual(["kubeconfig"]);
    expect(await valueOf(component.nodes)).toStrictEqual([
      { name: "west-control-plane", role: "control-plane", address: "172.18.0.3" },
      { name: "west-worker", role: "worker", address: "172.18.0.4" },
    ]);
    expect(await isSecret(component.nodes)).toBe(false);
    expect(await valueOf(component.context)).toBe("kind-west");
    expect(await valueOf(component.apiServerHost)).toBe("west-control-plane");
    expect(await valueOf(component.clusterIdentifier)).toBe("kind-west-0123456789ab");
    expect(await valueOf(component.lifetimeUrn)).toBe(await valueOf(component.lifetime.urn));
    expect(component.lifetime).toBe(component.provider);
  });

  it("A6 A7 sets labels and taints, and installs packages, in commands of their own that end with the cluster", async () => {
    const { get } = await build({
      schedulableControlPlane: true,
      nodePackages: ["tree", "lsof", "tree"],
      nodes: [{ role: "control-plane" }, { role: "worker", labels: { rack: "a" } }],
    });
    const settings = get("west-node-settings");
    expect(settings.inputs["stdin"]).toBe("west-control-plane open\nwest-worker - rack=a\n");
    expect(settings.inputs["environment"]).toMatchObject({ FABRIC_TAINTABLE: "west-control-plane" });
    const packages = get("west-node-packages");
    expect(packages.inputs["environment"]).toMatchObject({ FABRIC_PACKAGES: "lsof tree" });
    for (const command of [settings, packages])
      expect(command.opts.deletedWith).toBe(get("west-kubernetes").opts.deletedWith);
  });

  it("refuses all faults at once, before anything is made", async () => {
    const failed = await build({ podSubnet: "x", timeoutSeconds: 1 }).catch((error: unknown) =>
      String(error),
    );
    expect(failed).toBe(
      [
        'InvalidInputError: kind cluster "west" is not valid:',
        '  error: podSubnet: "x" is no CIDR; write a network such as 10.0.0.0/16 [kind-subnet]',
        "  error: timeoutSeconds: 1 is no whole number of seconds between 30 and 7200; leave it out for 600 [kind-timeout]",
      ].join("\n"),
    );
  });
});
