import { describe, expect, it } from "vitest";
import { checkFabric } from "../../../components/bgp-fabric/rules";
import { formatFinding } from "../../../components/internal/finding";
import type { BgpAdvertisementArgs } from "../../../components/bgp-fabric/args";
import { addCluster, told } from "./bgp-stack";
import { expectedLines } from "./expected";
import { installed } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "types and addresses that are none": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push(
        { name: "a", type: "Interface" as never },
        { name: "b", type: "Service", serviceAddresses: ["NodeIP" as never], selector: all },
        { name: "c", type: "Service", serviceAddresses: [], selector: all },
        { name: "d", type: "PodCIDR", serviceAddresses: ["ClusterIP"] },
      );
    }),
  "selectors that are missing, wrong or one too many": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push(
        { name: "a", type: "Service", serviceAddresses: ["LoadBalancerIP"] },
        { name: "b", type: "PodCIDR", selector: all },
        service("c", { matchExpressions: [{ key: "app", operator: "Is" }] }),
      );
    }),
  "communities that are none": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push({
        name: "a",
        type: "PodCIDR",
        attributes: {
          communities: ["65001:100", "65001:70000", "no-export"],
          wellKnownCommunities: ["no-export", "no-way"],
          largeCommunities: ["65001:1:2", "65001:1"],
        },
      });
    }),
  "local preferences": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push(
        { name: "a", type: "PodCIDR", attributes: { localPreference: 200 } },
        { name: "b", type: "PodCIDR", attributes: { localPreference: -1 } },
      );
    }),
  "an advertisement that nobody selects": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push({ name: "a", type: "PodCIDR", labels: { advertise: "other" } });
    }),
  "a peer that selects nothing": () =>
    told(({ bgp, peer }) => {
      bgp.peers.push({
        ...peer,
        name: "b",
        peerConfig: "b",
        address: "192.168.20.200",
        advertisements: { advertise: "b" },
      });
    }),
  "what a router of policy declared refuses": () =>
    told(({ router, bgp }) => {
      router.policy = "declared";
      bgp.advertisements?.push({
        name: "a",
        type: "Service",
        serviceAddresses: ["ClusterIP"],
        selector: all,
      });
    }),
  "addresses without a pool": () =>
    told(({ config }) => {
      config.loadBalancerPools = [];
      config.services = [];
    }),
  "addresses without a pool in a cluster that is there": () =>
    told(({ config, cluster }) => {
      config.loadBalancerPools = [];
      config.services = [];
      delete cluster.kind;
      cluster.existing = {
        podSubnet: "172.20.0.0/16",
        nodes: [
          { name: "server", role: "control-plane", address: "192.168.10.100", rack: { name: "rack10" } },
        ],
      };
    }),
  "labels that no Service has": () =>
    told(({ config }) => {
      for (const entry of config.services) entry.labels = {};
    }),
  "a pool that nobody hears of": () =>
    told(({ config, bgp }) => {
      bgp.advertisements?.pop();
      config.services = [];
    }),
  "pod CIDRs without any": () =>
    told(({ config }) => {
      config.cilium = { ...config.cilium, ipam: { mode: "multi-pool" } };
    }),
  "pools of pods without any": () =>
    told(({ bgp }) => {
      bgp.advertisements?.push({ name: "a", type: "CiliumPodIPPool", selector: all });
    }),
  "prefixes that are none": () => componentTold({ podCidrs: ["172.20.0.0"], poolCidrs: ["pool"] }),
  "one pool from two clusters": () => componentTold({ poolCidrs: ["172.16.1.0/24"] }, "172.16.1.128/25"),
  "one pool from two clusters of a stack": () =>
    told((stack) => {
      addCluster(stack);
      for (const pool of stack.config.loadBalancerPools) delete pool.clusters;
      const east = stack.config.clusters[1]?.bgp;
      if (east !== undefined) east.advertisements = [service("a", all)];
    }),
  "no namespace of secrets on 1.18.3": () =>
    installed("1.18.3", {
      bgpControlPlane: { enabled: true, secretsNamespace: { name: "" } },
    }),
  "router ids from a pool on 1.18.1": () =>
    installed("1.18.1", {
      bgpControlPlane: { enabled: true, routerIDAllocation: { mode: "ip-pool", ipPool: "10.255.0.0/24" } },
    }),
};

const all = { matchExpressions: [{ key: "somekey", operator: "NotIn", values: ["never"] }] };

function service(
  name: string,
  selector: NonNullable<BgpAdvertisementArgs["selector"]>,
): BgpAdvertisementArgs {
  return { name, type: "Service", serviceAddresses: ["LoadBalancerIP"], selector };
}

/** A small fabric of two clusters, for what stacks tell in another way. */
function componentTold(
  prefixes: { podCidrs?: string[]; poolCidrs?: string[] },
  otherPool?: string,
): string[] {
  const cluster = (name: string, asn: number, host: number) => ({
    name,
    asn,
    ciliumVersion: "1.18.1",
    nodes: [{ name, rack: "rack10", address: `192.168.10.${host}` }],
    podCidrs: [`172.${host}.0.0/16`],
    peers: [{ router: "router" }],
  });
  const findings = checkFabric({
    racks: [{ name: "rack10", subnet: "192.168.10.0/24" }],
    routers: [{ name: "router", asn: 65000, interfaces: [{ rack: "rack10", address: "192.168.10.200" }] }],
    clusters: [
      { ...cluster("west", 65001, 20), ...prefixes },
      { ...cluster("east", 65002, 21), ...(otherPool === undefined ? {} : { poolCidrs: [otherPool] }) },
    ],
  });
  return findings.map(formatFinding);
}

// The messages, word for word, are in expected/advertisement-rules.txt.
describe("what the advertisements of a fabric are told", () => {
  const expected = expectedLines("advertisement-rules");

  it.each(Object.entries(cases))("%s", (name, lines) => {
    expect(lines()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
