import { describe, expect, it } from "vitest";
import { loadSettings, renderStack, toTopology } from "../../../stacks";
import { HelmValues } from "../../../components/internal/helm-values";

const settings: HelmValues = {
  clusters: [
    {
      name: "west",
      id: 1,
      kind: { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" },
      cilium: { ipv4NativeRoutingCIDR: "10.0.0.0/16", values: { debug: { verbose: "flow" } } },
      mesh: { nodePort: 32380 },
    },
    { name: "east", id: 2, existing: { podSubnet: "10.1.0.0/16" } },
  ],
  cilium: {
    version: "1.18.1",
    routingMode: "native",
    kubeProxyReplacement: true,
    values: { l7Proxy: false },
  },
  mesh: {},
  services: [
    {
      name: "webpod",
      selector: { app: "webpod" },
      ports: [{ port: 80 }],
      clusters: [{ name: "east", clientOnly: true }],
    },
  ],
  samples: [{ sample: "webpod", clusters: ["west"] }],
};

const config = loadSettings(settings).config!;

describe("toTopology", () => {
  const topology = toTopology(config);
  const [west, east] = topology.clusters;

  it("gives the prover final values: settings, then membership, then the escape hatch", () => {
    expect(west?.cilium.values).toMatchObject({
      cluster: { name: "west", id: 1 },
      clustermesh: { apiserver: { service: { nodePort: 32380 } } },
      debug: { verbose: "flow" },
      ipv4NativeRoutingCIDR: "10.0.0.0/16",
      k8sServiceHost: "west-control-plane",
      l7Proxy: false,
    });
    // An existing cluster's API server is not ours to guess.
    expect(east?.cilium.values).not.toHaveProperty("k8sServiceHost");
  });

  it.each([
    ["ipv4NativeRoutingCIDR", "clusters[0].cilium.ipv4NativeRoutingCIDR"],
    ["routingMode", "cilium.routingMode"],
    ["debug.verbose", "clusters[0].cilium.values.debug.verbose"],
    ["l7Proxy", "cilium.values.l7Proxy"],
    ["cluster.id", "clusters[0].id"],
    ["clustermesh.apiserver.service.nodePort", "clusters[0].mesh.nodePort"],
    ["clustermesh.config.clusters", "mesh.members"],
    ["version", "cilium.version"],
  ])("traces %s back to %s", (key, path) => {
    expect(west?.cilium.at(key)).toBe(path);
  });

  it("knows the services' clusters and the workloads behind them", () => {
    expect(topology.services[0]?.clusters).toEqual([
      { cluster: "east", path: "services[0].clusters[0]", global: true, clientOnly: true, selector: {} },
    ]);
    expect(topology.workloads).toEqual([
      {
        name: "webpod",
        namespace: "default",
        labels: { app: "webpod" },
        replicas: 2,
        cluster: "west",
        path: "samples[0].clusters[0]",
      },
    ]);
  });
});

describe("renderStack", () => {
  it("writes the same bytes each time, whatever the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(settings).reverse());
    expect(renderStack(loadSettings(reversed).config!)).toEqual(renderStack(config));
  });

  it("writes what kind, Helm and kubectl would be given, with placeholders for what only a run knows", () => {
    const files = renderStack(config);
    expect(Object.keys(files)).toEqual([
      "clusters/east/cilium-values.yaml",
      "clusters/east/manifests/service-default-webpod.yaml",
      "clusters/west/cilium-values.yaml",
      "clusters/west/kind.yaml",
      "clusters/west/manifests/deployment-default-webpod.yaml",
      "topology.json",
    ]);
    expect(files["clusters/east/cilium-values.yaml"]).toContain("- ${west.nodes[0].address}\n");
    expect(files["clusters/west/cilium-values.yaml"]).toContain("- ${east.nodes[*].address}\n");
  });
});
