import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { deployStack, loadStack, resolveClusters, StackConfig } from "../../stacks";
import { deployRouters } from "../../stacks/deploy/fabric";
import { deployRacks } from "../../stacks/deploy/racks";

const text = readFileSync(path.join(__dirname, "../../Pulumi.bgp.yaml"), "utf8");

const COMMAND = "command:local:Command";
const NODES = [
  "/bgp-control-plane true 172.18.0.2",
  "/bgp-worker true 172.18.0.3",
  "/bgp-worker2 true 172.18.0.4",
].join("\n");
const KUBECONFIG = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  "current-context": "kind-bgp",
  clusters: [
    { name: "kind-bgp", cluster: { server: "https://127.0.0.1:6443", "certificate-authority-data": "Q0E=" } },
  ],
  contexts: [{ name: "kind-bgp", context: { cluster: "kind-bgp", user: "kind-bgp" } }],
  users: [{ name: "kind-bgp", user: { token: "t" } }],
});

interface Asked {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** What an engine is asked for by a program with stack `bgp`, changed or not. */
async function asked<T>(
  program: (config: StackConfig) => T,
  change: (config: StackConfig) => void = () => undefined,
): Promise<{ resources: Asked[]; result: Awaited<T> }> {
  const resources: Asked[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        resources.push({ type, name, inputs: inputs as Record<string, unknown> });
        const made = type === COMMAND ? { stdout: "0123456789abcdef\n" } : {};
        return { id: `${name}-id`, state: { ...(inputs as object), ...made } };
      },
      call: ({ inputs }) => {
        const command = String((inputs as Record<string, unknown>)["command"]);
        if (command.includes("marker")) return { stdout: "1\n" };
        return { stdout: command.includes("nodes") ? NODES : KUBECONFIG };
      },
    },
    "project",
    "bgp",
    true,
  );
  const { config } = loadStack(text);
  if (config === undefined) throw new Error("the stack cannot be read");
  change(config);
  const result = await program(config);
  await settled(resources);
  return { resources, result };
}

const QUIET_ROUNDS = 5;

/** Resources are asked for as their inputs become known; it is over when no more come for a while. */
async function settled(resources: readonly Asked[]): Promise<void> {
  // An install looks at its cluster first; loading what it looks with is the long part of it.
  await import("@kubernetes/client-node");
  for (let before = -1, quiet = 0; quiet < QUIET_ROUNDS; quiet += 1) {
    if (before < resources.length) quiet = 0;
    before = resources.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function names(resources: readonly Asked[], type: string): string[] {
  return resources
    .filter((resource) => resource.type === type)
    .map(({ name }) => name)
    .sort();
}

describe("stack bgp on kind", () => {
  let resources: Asked[];
  beforeAll(async () => {
    ({ resources } = await asked(deployStack));
  });

  it("E2 makes a network of each rack and a router in both", () => {
    expect(names(resources, "docker:index/network:Network")).toEqual(["rack10-network", "rack20-network"]);
    expect(names(resources, "cilium-fabric:index:FrrRouter")).toEqual(["router"]);
    expect(names(resources, "docker:index/container:Container")).toEqual(["router-container"]);
  });

  it("A8 E6 stands every node in its rack, with its routes", () => {
    const nodes = resources.filter(
      ({ type, inputs }) =>
        type === COMMAND &&
        (inputs["environment"] as Record<string, unknown>)["FABRIC_ADDRESS"] !== undefined,
    );
    expect(
      nodes.map(({ inputs }) => [
        (inputs["environment"] as Record<string, unknown>)["FABRIC_ADDRESS"],
        inputs["stdin"],
      ]),
    ).toEqual([
      ["192.168.10.100", expect.stringContaining("172.20.0.0/16 192.168.10.200\n")],
      ["192.168.10.101", expect.stringContaining("172.20.0.0/16 192.168.10.200\n")],
      ["192.168.20.100", expect.stringContaining("172.20.0.0/16 192.168.20.200\n")],
    ]);
  });

  it("has one install and one fabric", () => {
    expect(names(resources, "cilium-fabric:index:CiliumInstall")).toEqual(["bgp"]);
    expect(names(resources, "cilium-fabric:index:BgpFabric")).toEqual(["fabric"]);
    expect(names(resources, "cilium-fabric:index:RackNodes")).toEqual(["bgp"]);
  });
});

describe("stack bgp over a cluster that is there", () => {
  const program = (config: StackConfig) => {
    const declared = { config, resolved: resolveClusters(config) };
    const racks = deployRacks(declared);
    return { racks, routers: deployRouters(declared, racks) };
  };
  const elsewhere = (config: StackConfig): void => {
    const [cluster] = config.clusters;
    const nodes = cluster?.kind?.nodes ?? [];
    if (cluster === undefined) return;
    cluster.existing = {
      podSubnet: "172.20.0.0/16",
      nodes: nodes.flatMap(({ role, rack }, i) =>
        rack?.address === undefined ? [] : [{ name: `node${i}`, role, rack, address: rack.address }],
      ),
    };
    delete cluster.kind;
  };

  it("makes neither racks nor routers, so it needs no plugin but Kubernetes'", async () => {
    const { resources, result } = await asked(program, elsewhere);
    expect(resources).toEqual([]);
    expect([result.racks.size, result.routers.made.size]).toEqual([0, 0]);
  });

  it("offers the router's files as a secret", async () => {
    const { result } = await asked(program, elsewhere);
    const router = result.routers.outputs["router"] as pulumi.Output<{ frrConf: string; daemons: string }>;
    expect(await pulumi.isSecret(router)).toBe(true);
    const files = await new Promise<{ frrConf: string; daemons: string }>((resolve) => router.apply(resolve));
    expect(files.frrConf).toContain("neighbor 192.168.20.100 peer-group CILIUM\n");
    expect(files.daemons).toContain("bgpd=yes\n");
  });

  it("leaves routers of somebody else alone on kind too", async () => {
    const { resources, result } = await asked(program, (config) => {
      for (const router of config.routers) router.managed = false;
    });
    expect(names(resources, "cilium-fabric:index:FrrRouter")).toEqual([]);
    expect(names(resources, "cilium-fabric:index:Rack")).toEqual(["rack10", "rack20"]);
    expect(await pulumi.isSecret(result.routers.outputs["router"] as pulumi.Output<unknown>)).toBe(true);
  });
});
