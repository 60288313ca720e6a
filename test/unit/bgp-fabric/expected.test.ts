import { describe, expect, it } from "vitest";
import { expectedRoutes, type FabricFacts } from "../../../components/bgp-fabric/expected";
import { type FabricInput, planFabric } from "../../../components/bgp-fabric/plan";
import { documents, documentsWith, leafSpine } from "./fixtures";

/** Each route as `prefix kind: from …`. */
const routes = (input: FabricInput, router: string, facts?: FabricFacts) =>
  expectedRoutes(planFabric(input), router, facts).map(
    ({ prefix, kind, from }) => `${prefix} ${kind}: ${from.map(({ name }) => name).join(" ")}`,
  );
const podCidrs = {
  west: { w1: ["10.0.0.0/24"] },
  east: { e1: ["10.1.0.0/24"], e2: ["10.1.1.0/24"] },
};

describe("expectedRoutes", () => {
  it("E7 has each node's pod CIDR from the node, and a service address from all", () => {
    const facts = {
      podCidrs: { bgp: { "bgp-control-plane": ["172.20.0.0/24"], "bgp-worker2": ["172.20.2.0/24"] } },
      serviceAddresses: [{ cluster: "bgp", address: "172.16.1.1" }],
    };
    expect(routes(documents, "tor0", facts)).toStrictEqual([
      "172.16.1.1/32 service: bgp-control-plane bgp-worker bgp-worker2",
      "172.20.0.0/24 pod-cidr: bgp-control-plane",
      "172.20.2.0/24 pod-cidr: bgp-worker2",
    ]);
  });

  it("E8 has a local service's address from the nodes with a backend alone", () => {
    const serviceAddresses = [{ cluster: "bgp", address: "172.16.1.1", nodes: ["bgp-worker"] }];
    expect(routes(documents, "tor0", { serviceAddresses })).toStrictEqual([
      "172.16.1.1/32 service: bgp-worker",
    ]);
  });

  it("expects nothing that no peer chooses or no advertisement has", () => {
    const facts = {
      podCidrs: { bgp: { "bgp-worker": ["172.20.1.0/24"] } },
      serviceAddresses: [{ cluster: "bgp", address: "172.16.1.1" }],
    };
    const unchosen = documentsWith({}, { advertisements: { advertise: "other" } });
    expect(routes(unchosen, "tor0", facts)).toStrictEqual([]);
    const podsAlone = documentsWith({ advertisements: [{ name: "a", type: "PodCIDR" }] });
    expect(routes(podsAlone, "tor0", facts)).toStrictEqual(["172.20.1.0/24 pod-cidr: bgp-worker"]);
  });

  it("follows links between routers", () => {
    expect(routes(leafSpine, "spine", { podCidrs })).toStrictEqual([
      "10.0.0.0/24 pod-cidr: leaf0",
      "10.1.0.0/24 pod-cidr: leaf1",
      "10.1.1.0/24 pod-cidr: leaf1",
    ]);
    expect(routes(leafSpine, "leaf0", { podCidrs })).toStrictEqual([
      "10.0.0.0/24 pod-cidr: w1",
      "10.1.0.0/24 pod-cidr: spine",
      "10.1.1.0/24 pod-cidr: spine",
      "10.10.1.0/24 network: spine",
    ]);
  });

  it("takes the way through the fewest ASes, and all ways of that length", () => {
    const twoSpines: FabricInput = {
      ...leafSpine,
      racks: [
        ...leafSpine.racks,
        { name: "v0", subnet: "192.168.40.0/24" },
        { name: "v1", subnet: "192.168.41.0/24" },
      ],
      routers: [
        ...leafSpine.routers.map((router) => ({
          ...router,
          interfaces: [
            ...router.interfaces,
            ...(router.name === "leaf0" ? [{ rack: "v0", address: "192.168.40.2" }] : []),
            ...(router.name === "leaf1" ? [{ rack: "v1", address: "192.168.41.2" }] : []),
          ],
        })),
        {
          name: "spine2",
          asn: 64901,
          interfaces: [
            { rack: "v0", address: "192.168.40.1" },
            { rack: "v1", address: "192.168.41.1" },
          ],
        },
      ],
      links: [...(leafSpine.links ?? []), { from: "leaf0", to: "spine2" }, { from: "spine2", to: "leaf1" }],
    };
    expect(routes(twoSpines, "leaf0", { podCidrs })).toContain("10.1.0.0/24 pod-cidr: spine spine2");
    expect(routes(twoSpines, "spine2", { podCidrs })).toContain("10.1.0.0/24 pod-cidr: leaf1");
  });

  it("lets no route back into an AS that it went through", () => {
    const sameLeaves = {
      ...leafSpine,
      routers: leafSpine.routers.map((router) =>
        router.name === "leaf1" ? { ...router, asn: 64910 } : router,
      ),
    };
    expect(routes(sameLeaves, "leaf0", { podCidrs })).not.toContain("10.1.0.0/24 pod-cidr: spine");
    expect(routes(sameLeaves, "spine", { podCidrs })).toContain("10.1.0.0/24 pod-cidr: leaf1");
  });

  it("prefers nodes to other routers of its AS", () => {
    const pair: FabricInput = {
      racks: [{ name: "r", subnet: "10.9.0.0/24" }],
      routers: [0, 1].map((i) => ({
        name: `t${i}`,
        asn: 65000,
        interfaces: [{ rack: "r", address: `10.9.0.${i + 1}` }],
      })),
      links: [{ from: "t0", to: "t1" }],
      clusters: [
        {
          name: "c",
          ciliumVersion: "1.18.1",
          asn: 65001,
          nodes: [{ name: "n", rack: "r", address: "10.9.0.9" }],
          podCidrs: ["10.0.0.0/16"],
          peers: [{ router: "t0" }],
        },
      ],
    };
    const known = { podCidrs: { c: { n: ["10.0.0.0/24"] } } };
    expect(routes(pair, "t0", known)).toStrictEqual(["10.0.0.0/24 pod-cidr: n"]);
    expect(routes(pair, "t1", known)).toStrictEqual(["10.0.0.0/24 pod-cidr: t0"]);
  });
});
