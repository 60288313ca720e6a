import { afterEach, describe, expect, it } from "vitest";
import { Rack, type RackArgs, RackNodes, type RackNodesArgs } from "../../components/rack";
import { type MockOutputs, record, settled, valueOf } from "../helpers/mocks";

const COMMAND = "command:local:Command";
const outputs: MockOutputs = ({ type }) => (type === COMMAND ? { stdout: "192.168.10.101 \n" } : {});
const rack = (args: RackArgs) => record((opts) => new Rack("rack10", args, opts), { outputs });

afterEach(settled);

describe("Rack", () => {
  it("A8 is one Docker network with the subnets given", async () => {
    const { resources, component, get } = await rack({ subnet: "192.168.10.0/24" });
    expect(resources.map(({ type, name }) => [type, name]).sort()).toStrictEqual([
      ["cilium-fabric:index:Rack", "rack10"],
      ["docker:index/network:Network", "rack10-network"],
    ]);
    const network = get("rack10-network");
    expect(network.inputs).toMatchObject({
      name: "rack-stack-rack10",
      ipamConfigs: [{ subnet: "192.168.10.0/24" }],
      labels: [{ label: "cilium-fabric.io/rack", value: "rack10" }],
      // Two racks' ways out would rewrite each other's packets.
      options: { "com.docker.network.bridge.enable_ip_masquerade": "false" },
    });
    expect(network.inputs).not.toHaveProperty("ipv6");
    expect(network.opts.deleteBeforeReplace).toBe(true);
    expect(await valueOf(component.network)).toBe("rack-stack-rack10");
  });

  it("has both families where both are given", async () => {
    const { get } = await rack({
      subnet: "192.168.10.0/24",
      subnet6: "fd00:10::/64",
      gateway: "192.168.10.254",
    });
    expect(get("rack10-network").inputs).toMatchObject({
      ipv6: true,
      ipamConfigs: [{ subnet: "192.168.10.0/24", gateway: "192.168.10.254" }, { subnet: "fd00:10::/64" }],
    });
  });

  it("is refused before anything is made", async () => {
    await expect(rack({})).rejects.toThrow('rack "rack10" is not valid:');
  });
});

const nodes = (args: Partial<RackNodesArgs> = {}) =>
  record(
    (opts) =>
      new RackNodes(
        "west",
        {
          clusterName: "west",
          nodes: [
            { name: "west-control-plane", network: "rack-a", address: "192.168.10.100" },
            { name: "west-worker", network: "rack-b", address: "192.168.20.100", address6: "fd00:20::100" },
          ],
          ...args,
        },
        opts,
      ),
    { outputs },
  );

describe("RackNodes", () => {
  it("is one command per node, named by the node", async () => {
    const { resources, component } = await nodes();
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:RackNodes", "west", undefined],
      [COMMAND, "west-west-control-plane", "cilium-fabric:index:RackNodes::west"],
      [COMMAND, "west-west-worker", "cilium-fabric:index:RackNodes::west"],
    ]);
    expect(await valueOf(component.nodes)).toStrictEqual([
      { name: "west-control-plane", address: "192.168.10.100" },
      { name: "west-worker", address: "192.168.20.100", address6: "fd00:20::100" },
    ]);
  });

  it("E6 hands each node its own routes, and its cluster's identity, so that a new cluster gets them again", async () => {
    const { get } = await nodes({
      clusterIdentifier: "kind-west-1",
      timeoutSeconds: 90,
      routes: [
        { node: "west-worker", destination: "192.168.10.0/24", via: "192.168.20.200" },
        { node: "west-worker", destination: "172.20.0.0/16", via: "192.168.20.200" },
      ],
    });
    const worker = get("west-west-worker");
    expect(worker.inputs).toMatchObject({
      create: "attach node west-worker to its rack",
      delete: "detach node west-worker from its rack",
      stdin: "172.20.0.0/16 192.168.20.200\n192.168.10.0/24 192.168.20.200\n",
      environment: {
        FABRIC_CLUSTER: "west",
        FABRIC_INSTANCE: "kind-west-1",
        FABRIC_NODE: "west-worker",
        FABRIC_NETWORK: "rack-b",
        FABRIC_ADDRESS: "192.168.20.100",
        FABRIC_ADDRESS6: "fd00:20::100",
        FABRIC_TIMEOUT: "90",
      },
    });
    expect(worker.opts.customTimeouts).toStrictEqual({ create: "150s", update: "150s", delete: "150s" });
    expect(get("west-west-control-plane").inputs["stdin"]).toBe("");
  });

  it("leaves a network before that goes, and does nothing in a cluster that goes itself", async () => {
    const urn = "urn:pulumi:stack::project::pulumi:providers:kubernetes::west";
    const { get } = await nodes({ deletedWith: urn });
    const { inputs, opts } = get("west-west-worker");
    expect(inputs["triggers"]).toStrictEqual(["rack-b"]);
    expect(opts.deleteBeforeReplace).toBe(true);
    expect(await valueOf(opts.deletedWith!.urn)).toBe(urn);
    await settled();
    expect((await nodes()).get("west-west-worker").opts.deletedWith).toBeUndefined();
  });

  it("is refused before anything is made", async () => {
    await expect(nodes({ nodes: [{ name: "west-worker", network: "rack-a" }] })).rejects.toThrow(
      "[rack-node-without-address]",
    );
  });
});
