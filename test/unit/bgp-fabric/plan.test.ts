import { describe, expect, it } from "vitest";
import { type FabricInput, planFabric } from "../../../components/bgp-fabric/plan";
import { nodeLabelsOf } from "../../../components/bgp-fabric/resources";
import { documents, documentsWith, leafSpine, routerWith } from "./fixtures";

const plan = (input: FabricInput) => planFabric(input);
const routerOf = (input: FabricInput) => plan(input).routers[0];
const clusterOf = (input: FabricInput) => plan(input).clusters[0];
/** The documents' fabric with the router's own address in each rack. */
const perRack = documentsWith({
  peers: [{ router: "tor0", name: "tor-switch", peerConfig: "cilium-peer" }],
});

describe("planFabric", () => {
  it("E1 makes one session from each node to the router", () => {
    const sessions = plan(documents).sessions.map(({ a, b, peer }) => [
      a.name,
      a.address,
      b.name,
      b.address,
      peer,
    ]);
    expect(sessions).toStrictEqual([
      ["tor0", "192.168.10.200", "bgp-control-plane", "192.168.10.100", "tor-switch"],
      ["tor0", "192.168.10.200", "bgp-worker", "192.168.10.101", "tor-switch"],
      ["tor0", "192.168.10.200", "bgp-worker2", "192.168.20.100", "tor-switch"],
    ]);
  });

  it("E4 is one configuration where all nodes use one address", () => {
    expect(clusterOf(documents)?.configs).toStrictEqual([
      {
        name: "cilium-bgp",
        nodeSelector: { "enable-bgp": "true" },
        nodes: ["bgp-control-plane", "bgp-worker", "bgp-worker2"],
        peers: [{ name: "tor-switch", asn: 65000, address: "192.168.10.200", peerConfig: "cilium-peer" }],
      },
    ]);
    expect(nodeLabelsOf(plan(documents), "bgp")[2]).toStrictEqual({
      node: "bgp-worker2",
      labels: { "enable-bgp": "true" },
    });
  });

  it("is one configuration for each rack where the router has another address in each", () => {
    const configs = clusterOf(perRack)?.configs ?? [];
    expect(configs.map(({ name, nodes, peers }) => [name, nodes, peers[0]?.address])).toStrictEqual([
      ["cilium-bgp-rack0", ["bgp-control-plane", "bgp-worker"], "192.168.10.200"],
      ["cilium-bgp-rack1", ["bgp-worker2"], "192.168.20.200"],
    ]);
    expect(configs[1]?.nodeSelector).toStrictEqual({
      "enable-bgp": "true",
      "cilium-fabric.io/rack": "rack1",
    });
    expect(
      nodeLabelsOf(plan(perRack), "bgp").map(({ node, labels }) => [node, labels["cilium-fabric.io/rack"]]),
    ).toStrictEqual([
      ["bgp-control-plane", "rack0"],
      ["bgp-worker", "rack0"],
      ["bgp-worker2", "rack1"],
    ]);
  });

  it("allows two hops where the router's address is in another rack, and one where it is not", () => {
    const unsaid = documentsWith({ peers: [{ router: "tor0", address: "192.168.10.200" }] });
    expect(clusterOf(unsaid)?.peers[0]?.ebgpMultihop).toBe(2);
    expect(clusterOf(perRack)?.peers[0]?.ebgpMultihop).toBe(1);
  });

  it("gives a rack without the router no session and no label", () => {
    const { routers } = documents;
    const oneFoot = routers.map((router) => ({ ...router, interfaces: router.interfaces.slice(0, 1) }));
    const made = plan({ ...perRack, routers: oneFoot });
    expect(made.clusters[0]?.configs.map(({ name, nodes }) => [name, nodes])).toStrictEqual([
      ["cilium-bgp-rack0", ["bgp-control-plane", "bgp-worker"]],
    ]);
    expect(nodeLabelsOf(made, "bgp").map(({ node }) => node)).toStrictEqual([
      "bgp-control-plane",
      "bgp-worker",
    ]);
  });

  it("labels no node where labels are somebody else's", () => {
    expect(nodeLabelsOf(plan(documentsWith({ labelNodes: false })), "bgp")).toStrictEqual([]);
  });

  it("leaves nodes out that do not speak", () => {
    const nodes = documents.clusters[0]?.nodes.map((node, i) => ({ ...node, enabled: i > 0 })) ?? [];
    const made = plan(documentsWith({ nodes }));
    expect(made.sessions.map(({ b }) => b.name)).toStrictEqual(["bgp-worker", "bgp-worker2"]);
    expect(made.clusters[0]?.configs[0]?.nodes).toStrictEqual(["bgp-worker", "bgp-worker2"]);
  });

  it("uses as many paths as nodes peer with a router, at least four", () => {
    expect(routerOf(documents)?.maximumPaths).toBe(4);
    const many = Array.from({ length: 9 }, (_, i) => ({
      name: `n${i}`,
      rack: "rack0",
      address: `192.168.10.${i + 1}`,
    }));
    expect(routerOf(documentsWith({ nodes: many }))?.maximumPaths).toBe(9);
    const crowd = Array.from({ length: 300 }, (_, i) => ({
      name: `n${i}`,
      rack: "rack0",
      address: `10.0.1.${i}`,
    }));
    expect(routerOf(documentsWith({ nodes: crowd }))?.maximumPaths).toBe(256);
    expect(routerOf(routerWith({ maximumPaths: 2 }))?.maximumPaths).toBe(2);
  });

  it("takes over the peers' restart time, the longest where they differ", () => {
    expect(routerOf(documents)?.gracefulRestart).toStrictEqual({ enabled: true, restartTimeSeconds: 15 });
    const [cluster] = documents.clusters;
    const second = {
      ...cluster!,
      name: "other",
      peers: [{ router: "tor0", gracefulRestart: { restartTimeSeconds: 60 } }],
    };
    expect(routerOf({ ...documents, clusters: [cluster!, second] })?.gracefulRestart.restartTimeSeconds).toBe(
      60,
    );
  });

  it("has a session of its own for each family, the IPv6 one with a suffix", () => {
    const dual = planFabric({
      racks: [{ name: "r", subnet: "10.9.0.0/24", subnet6: "FD00::/64" }],
      routers: [
        { name: "t", asn: 65000, interfaces: [{ rack: "r", address: "10.9.0.1", address6: "FD00:0::1" }] },
      ],
      clusters: [
        {
          name: "c",
          ciliumVersion: "1.18.1",
          asn: 65001,
          nodes: [{ name: "n", rack: "r", address: "10.9.0.2", address6: "fd00::2" }],
          podCidrs: ["fd20::/56", "10.0.0.0/16"],
          peers: [{ router: "t", peerConfig: "cfg" }],
        },
      ],
    });
    expect(dual.racks[0]?.subnet6).toBe("fd00::/64");
    expect(dual.sessions.map(({ a, b, family, peer }) => [family, peer, a.address, b.address])).toStrictEqual(
      [
        ["ipv4", "t", "10.9.0.1", "10.9.0.2"],
        ["ipv6", "t-ipv6", "fd00::1", "fd00::2"],
      ],
    );
    expect(dual.clusters[0]?.peers.map(({ peerConfig }) => peerConfig)).toStrictEqual(["cfg", "cfg-ipv6"]);
    expect(dual.clusters[0]?.accepted).toStrictEqual([
      { prefix: "10.0.0.0/16", family: "ipv4", longest: 24 },
      { prefix: "fd20::/56", family: "ipv6", longest: 64 },
    ]);
  });

  it("accepts pod CIDRs down to a node's share, whatever that is", () => {
    const accepted = (cluster: Parameters<typeof documentsWith>[0]) =>
      clusterOf(documentsWith({ poolCidrs: [], ...cluster }))?.accepted.map(({ longest }) => longest);
    expect(accepted({})).toStrictEqual([24]);
    expect(accepted({ nodeCidrMaskSize: 26 })).toStrictEqual([26]);
    expect(accepted({ podCidrs: ["10.0.0.0/28"] })).toStrictEqual([28]);
    expect(accepted({ podCidrs: ["fd20::/104"] })).toStrictEqual([120]);
    expect(accepted({ podCidrs: ["fd20::/48"], nodeCidrMaskSize6: 80 })).toStrictEqual([80]);
    expect(
      accepted({ advertisements: [{ name: "a", type: "CiliumPodIPPool", selector: {} }] }),
    ).toStrictEqual([32]);
  });

  it("says a port on single nodes where instances know none", () => {
    const old = clusterOf(documentsWith({ ciliumVersion: "1.16.19", localPort: 1790 }));
    expect(old?.nodes.map(({ override }) => override.localPort)).toStrictEqual([1790, 1790, 1790]);
    const newer = clusterOf(documentsWith({ localPort: 1790 }));
    expect(newer?.nodes.map(({ override }) => override)).toStrictEqual([{}, {}, {}]);
    expect(plan(documentsWith({ localPort: 1790 })).sessions[0]?.listensOn).toBe(1790);
  });

  it("makes a link in the rack that both routers stand in, and none where they share none", () => {
    const links = plan(leafSpine).sessions.filter(({ b }) => b.kind === "router");
    expect(links.map(({ a, b, bfd }) => [a.name, a.address, b.name, b.address, bfd])).toStrictEqual([
      ["leaf0", "192.168.30.2", "spine", "192.168.30.1", true],
      ["spine", "192.168.31.1", "leaf1", "192.168.31.2", false],
    ]);
    expect(plan({ ...leafSpine, links: [{ from: "leaf0", to: "leaf1" }] }).sessions).toHaveLength(3);
  });

  it("takes wrong input too, for the rules to report", () => {
    const wrong: FabricInput = {
      racks: [{ name: "a" }, { name: "a", subnet: "no" }],
      routers: [{ name: "t", asn: -1, interfaces: [], networks: ["10.0.0.7/8", "x"] }],
      links: [
        { from: "t", to: "t" },
        { from: "gone", to: "t" },
      ],
      clusters: [
        {
          name: "c",
          ciliumVersion: "latest",
          asn: 0,
          nodes: [{ name: "n", rack: "gone", address: "300.1.1.1" }],
          podCidrs: ["no"],
          peers: [{ router: "gone" }, { router: "t" }],
        },
      ],
    };
    const made = plan(wrong);
    expect(made.sessions).toStrictEqual([]);
    expect(made.racks).toHaveLength(1);
    expect(made.routers[0]?.networks).toStrictEqual(["10.0.0.0/8", "x"]);
    expect(made.clusters[0]?.accepted).toStrictEqual([]);
  });
});
