import { describe, expect, it } from "vitest";
import { chooseHosting, describeHosting, HostingQuestion } from "../../../cli/hosting";
import { hostNeeds } from "../../../cli/preflight/needs";
import { StackConfig } from "../../../stacks/config";

const kind = { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" };

const stack: StackConfig = {
  cilium: { version: "1.18.1", kubeProxyReplacement: true },
  clusters: [
    { name: "west", id: 1, kind },
    {
      name: "east",
      id: 2,
      kind: { podSubnet: "10.1.0.0/16", serviceSubnet: "10.3.0.0/16", clusterName: "kind-east" },
    },
  ],
  mesh: {},
  services: [],
  samples: [],
  racks: [],
  routers: [],
  routerLinks: [],
  loadBalancerPools: [],
  l2Announcements: [],
  ingresses: [],
  ingressPolicies: [],
  policies: [],
};
const existing: StackConfig = {
  ...stack,
  clusters: [{ name: "west", id: 1, existing: { kubeconfigPath: "~/.kube/west" } }],
};

const never = (): never => {
  throw new Error("must not be asked");
};
const ask = (more: Partial<HostingQuestion>): HostingQuestion => ({
  hasEngine: () => Promise.resolve(false),
  supported: () => Promise.resolve({ depth: "full", reason: "root with namespaces" }),
  ...more,
});

describe("what a stack's clusters run on", () => {
  it("is nothing of ours where all are there, without a look at the machine", async () => {
    const hosting = await chooseHosting(existing, { hasEngine: never, supported: never, forced: true });
    expect(hosting).toEqual({ kind: "existing" });
    expect(describeHosting(hosting)).toBe("All clusters are there already; none is made.");
  });

  it("is kind where an engine answers", async () => {
    const hosting = await chooseHosting(
      stack,
      ask({ hasEngine: () => Promise.resolve(true), supported: never }),
    );
    expect(hosting).toEqual({ kind: "kind" });
    expect(describeHosting(hosting)).toBe("Clusters are made by kind, in the Docker engine's containers.");
  });

  it("is the simulator without agents for a mesh of 1.14, whose server full depth cannot start", async () => {
    const old: StackConfig = {
      ...stack,
      clusters: stack.clusters.map((c) => (c.name === "east" ? { ...c, cilium: { version: "1.14.1" } } : c)),
    };
    const hosting = await chooseHosting(old, ask({ supported: never }));
    expect(hosting).toMatchObject({ kind: "simulator", depth: "control-plane" });
    expect(describeHosting(hosting)).toContain("the chart of Cilium 1.14, in east,");
    await expect(chooseHosting(old, ask({ forced: "full" }))).rejects.toThrow(
      "the chart of Cilium 1.14, in east,",
    );
    const { mesh: _, ...apart } = old;
    expect(await chooseHosting(apart, ask({ forced: "full" }))).toMatchObject({ depth: "full" });
  });

  it("is the simulator where none does, as deep as can be, with the reason", async () => {
    expect(describeHosting(await chooseHosting(stack, ask({})))).toBe(
      "Clusters are simulated (as no Docker engine answers; root with namespaces): full depth, Cilium's own agents, operators and mesh servers as processes with a fake datapath.",
    );
  });

  it("is the simulator where that is asked for, in the depth asked for", async () => {
    const forced = ask({ forced: "control-plane", hasEngine: never, supported: never });
    expect(describeHosting(await chooseHosting(stack, forced))).toBe(
      "Clusters are simulated (as asked): control-plane depth, real API servers and Cilium's operator, without agents.",
    );
  });

  it("stays the simulator where the stack is in it already", async () => {
    const before = ask({ before: "full", hasEngine: never, supported: never });
    expect(await chooseHosting(stack, before)).toEqual({
      kind: "simulator",
      depth: "full",
      why: "as this stack was brought up there before",
    });
  });
});

describe("what a stack asks of the host", () => {
  const mapped: StackConfig = {
    ...stack,
    clusters: [
      {
        name: "west",
        id: 1,
        kind: {
          ...kind,
          apiServerPort: 6444,
          nodes: [
            {
              role: "control-plane",
              image: "kindest/node:v1.32.0",
              portMappings: [{ containerPort: 30001 }],
            },
          ],
        },
      },
      ...stack.clusters.slice(1),
    ],
  };

  it("is nodes, images, ports, charts and plugins on kind", () => {
    expect(hostNeeds(mapped, { kind: "kind" })).toEqual({
      hosting: { kind: "kind" },
      clusters: ["west", "east"],
      kindClusters: ["west", "kind-east"],
      nodes: 3,
      images: [
        { image: "kindest/node:v1.32.0", paths: ["clusters[0].kind.nodes[0].image"] },
        { image: "kindest/node:v1.33.2", paths: ["clusters[1].kind.nodeImage"] },
      ],
      ports: [
        {
          address: "0.0.0.0",
          port: 30001,
          protocol: "TCP",
          cluster: "west",
          path: "clusters[0].kind.nodes[0].portMappings[0].hostPort",
        },
        {
          address: "127.0.0.1",
          port: 6444,
          protocol: "TCP",
          cluster: "west",
          path: "clusters[0].kind.apiServerPort",
        },
      ],
      charts: [{ version: "1.18.1", source: { url: "https://helm.cilium.io" }, path: "cilium.chart" }],
      kubeconfigs: [],
      plugins: ["command", "tls"],
      routers: [],
    });
  });

  it("is little in the simulator, which brings charts and CA", () => {
    const needs = hostNeeds(mapped, { kind: "simulator", depth: "full", why: "" });
    expect(needs).toMatchObject({
      kindClusters: [],
      nodes: 3,
      images: [],
      ports: [],
      charts: [],
      plugins: [],
    });
  });

  it("has routers only where they are simulated", () => {
    const router = { name: "tor", asn: 65000, interfaces: [{ rack: "a", address: "192.168.10.200" }] };
    const routed = { ...mapped, routers: [router] };
    expect(hostNeeds(routed, { kind: "simulator", depth: "full", why: "" }).routers).toEqual(["tor"]);
    expect(hostNeeds(routed, { kind: "simulator", depth: "control-plane", why: "" }).routers).toEqual([]);
    expect(hostNeeds(routed, { kind: "kind" }).routers).toEqual([]);
  });

  it("is kubeconfigs and the CA's plugin for clusters that are there", () => {
    const needs = hostNeeds(existing, { kind: "existing" });
    expect(needs).toMatchObject({
      nodes: 0,
      kubeconfigs: [{ file: "~/.kube/west", path: "clusters[0].existing.kubeconfigPath" }],
      plugins: ["tls"],
    });
    const brought = { certificateFile: "ca.crt", privateKeyFile: "ca.key" };
    expect(
      hostNeeds({ ...existing, mesh: { certificateAuthority: brought } }, { kind: "existing" }).plugins,
    ).toEqual([]);
  });
});
