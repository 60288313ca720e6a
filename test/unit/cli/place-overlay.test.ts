import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { chartOverlay, simulatorOverlay, versionsWithoutArchive } from "../../../cli/place-overlay";
import { simulatedClusters, simulatedRouters } from "../../../cli/simulator";
import { StackConfig } from "../../../stacks/config";
import { loadStack } from "../../../stacks/load";
import { resolveClusters } from "../../../stacks/resolve";
import { renderStack } from "../../../stacks/render";

const text = `
config:
  cilium-fabric:clusters:
    - { name: west, id: 1, kind: { podSubnet: 10.0.0.0/16, serviceSubnet: 10.2.0.0/16, clusterName: sim-west } }
    - { name: east, id: 2, kind: { podSubnet: 10.1.0.0/16, serviceSubnet: 10.3.0.0/16, nodes: [{ role: control-plane, labels: { rack: a } }] } }
    - { name: far, id: 3, existing: { kubeconfigPath: /k/far, context: far, podSubnet: 10.4.0.0/16 } }
  cilium-fabric:cilium: { version: 1.18.1, kubeProxyReplacement: true, chart: { repository: https://charts.example.org } }
  cilium-fabric:mesh: {}
`;
const simulated = [
  {
    name: "west",
    kubeconfigPath: "/s/west.kubeconfig",
    context: "kind-sim-west",
    nodes: [
      { name: "sim-west-control-plane", role: "control-plane", address: "172.18.0.2" },
      { name: "sim-west-worker", role: "worker", address: "172.18.0.3" },
    ],
  },
  {
    name: "east",
    kubeconfigPath: "/s/east.kubeconfig",
    context: "kind-east",
    nodes: [{ name: "east-control-plane", role: "control-plane", address: "172.18.0.4" }],
  },
];
const certificateAuthority = { certificateFile: "/s/ca.crt", privateKeyFile: "/s/ca.key" };

function stack(...overlays: string[]): StackConfig {
  const { config, findings } = loadStack(text, overlays);
  expect(findings).toEqual([]);
  return config!;
}

describe("the overlay that moves a stack into the simulator", () => {
  const overlay = simulatorOverlay(stack(), simulated, {
    certificateAuthority,
    charts: { "1.18.1": "/c/cilium.tgz" },
  });
  const placed = stack(overlay);

  it("makes every kind cluster an existing one and leaves the others alone", () => {
    expect(placed.clusters.map((c) => [c.name, c.kind, c.existing?.context])).toEqual([
      ["west", undefined, "kind-sim-west"],
      ["east", undefined, "kind-east"],
      ["far", undefined, "far"],
    ]);
    expect(placed.clusters[0]?.existing).toEqual({
      kubeconfigPath: "/s/west.kubeconfig",
      context: "kind-sim-west",
      podSubnet: "10.0.0.0/16",
      serviceSubnet: "10.2.0.0/16",
      nodes: simulated[0]?.nodes,
    });
  });

  it("brings the CA and the chart as files, in place of any repository", () => {
    expect(placed.mesh?.certificateAuthority).toEqual(certificateAuthority);
    expect(resolveClusters(placed).map((c) => c.install.chart)).toEqual([
      { archive: "/c/cilium.tgz" },
      { archive: "/c/cilium.tgz" },
      {},
    ]);
  });

  it("changes no Helm value but the peers' addresses, which are known now", () => {
    const rendered = (config: StackConfig): unknown =>
      load(renderStack(config)["clusters/far/cilium-values.yaml"]!);
    const values = (config: StackConfig): unknown =>
      load(renderStack(config)["clusters/west/cilium-values.yaml"]!);
    expect(values(placed)).toMatchObject({ k8sServiceHost: "sim-west-control-plane", k8sServicePort: 6443 });
    const without = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === "ips" ? [] : member)));
    expect(without(values(placed))).toEqual(without(values(stack())));
    expect(without(rendered(placed))).toEqual(without(rendered(stack())));
  });

  it("has no secret in it", () => {
    expect(overlay).not.toMatch(/PRIVATE KEY|client-key/);
  });
});

describe("the overlay that takes charts from files", () => {
  it("names the archive of each cluster's version, unless it has one", () => {
    const own = 'clusters: [{ name: west, cilium: { chart: { archive: "/mine.tgz" } } }]';
    const base = stack("cilium: { chart: { repository: null } }", own);
    expect(versionsWithoutArchive(base)).toEqual(["1.18.1"]);
    const placed = stack(
      "cilium: { chart: { repository: null } }",
      own,
      chartOverlay(base, { "1.18.1": "/c/cilium.tgz" }),
    );
    expect(resolveClusters(placed).map((c) => c.install.chart?.archive)).toEqual([
      "/mine.tgz",
      "/c/cilium.tgz",
      "/c/cilium.tgz",
    ]);
  });
});

it("simulates exactly the kind clusters, under kind's names", () => {
  expect(simulatedClusters(stack())).toEqual([
    {
      name: "sim-west",
      id: 1,
      podSubnet: "10.0.0.0/16",
      serviceSubnet: "10.2.0.0/16",
      nodes: [
        { name: "sim-west-control-plane", role: "control-plane" },
        { name: "sim-west-worker", role: "worker" },
      ],
    },
    {
      name: "east",
      id: 2,
      podSubnet: "10.1.0.0/16",
      serviceSubnet: "10.3.0.0/16",
      nodes: [{ name: "east-control-plane", role: "control-plane", labels: { rack: "a" } }],
    },
  ]);
});

describe("a stack with racks and routers", () => {
  const routed = `
config:
  cilium-fabric:racks:
    - { name: rack1, subnet: 192.168.10.0/24, subnet6: "fd10::/64" }
    - { name: rack2, subnet: 192.168.20.0/25 }
  cilium-fabric:routers:
    - name: tor
      asn: 65000
      interfaces:
        - { rack: rack1, address: 192.168.10.200, address6: "fd10::200" }
        - { rack: rack2, address: 192.168.20.100 }
  cilium-fabric:clusters:
    - name: west
      id: 1
      kind:
        podSubnet: 172.20.0.0/16
        serviceSubnet: 10.96.0.0/16
        nodes:
          - { role: control-plane, rack: { name: rack1, address: 192.168.10.100, address6: "fd10::100" } }
          - { role: worker, rack: { name: rack2, address: 192.168.20.10 } }
          - { role: worker }
      bgp:
        asn: 65001
        peers: [{ router: tor, families: [ipv4], passwordFile: /secrets/tor }]
        nodes: { west-worker2: { enabled: false } }
  cilium-fabric:cilium: { version: 1.18.1, bgpControlPlane: { enabled: true } }
`;
  const config = (...overlays: string[]): StackConfig => {
    const loaded = loadStack(routed, overlays);
    expect(loaded.findings).toEqual([]);
    return loaded.config!;
  };
  const nodes = [
    { name: "west-control-plane", role: "control-plane", address: "192.168.10.100" },
    { name: "west-worker", role: "worker", address: "192.168.20.10" },
    { name: "west-worker2", role: "worker", address: "172.18.0.2" },
  ];

  it("A8 has its nodes at their rack addresses, with the racks' masks", () => {
    expect(
      simulatedClusters(config())[0]?.nodes.map(({ name, address, address6 }) => [name, address, address6]),
    ).toEqual([
      ["west-control-plane", "192.168.10.100/24", "fd10::100/64"],
      ["west-worker", "192.168.20.10/25", undefined],
      ["west-worker2", undefined, undefined],
    ]);
  });

  it("E1 E2 has its routers with an address in each rack and what FRR reads, passwords included", () => {
    const [tor, ...others] = simulatedRouters(config(), ({ file }) => `read from ${file}`);
    expect(others).toEqual([]);
    expect(tor).toMatchObject({
      name: "tor",
      addresses: [
        { address: "192.168.10.200", bits: 24 },
        { address: "fd10::200", bits: 64 },
        { address: "192.168.20.100", bits: 25 },
      ],
    });
    expect(tor?.frrConf).toContain("neighbor 192.168.20.10 peer-group CILIUM");
    expect(tor?.frrConf).toContain("password read from /secrets/tor");
    expect(tor?.daemons).toContain("bgpd=yes");
  });

  it("keeps its racks, and its routers are there already", () => {
    const simulated = [{ name: "west", kubeconfigPath: "/s/west", context: "kind-west", nodes }];
    const overlay = simulatorOverlay(config(), simulated, { charts: {} });
    const placed = config(overlay);
    expect(placed.racks).toEqual(config().racks);
    expect(placed.routers).toEqual([{ ...config().routers[0], managed: false }]);
    expect(resolveClusters(placed)[0]?.nodes).toEqual([
      { ...nodes[0], rack: { name: "rack1", address: "192.168.10.100", address6: "fd10::100" } },
      { ...nodes[1], rack: { name: "rack2", address: "192.168.20.10" } },
      nodes[2],
    ]);
    expect(overlay).not.toContain("password:");
  });
});
