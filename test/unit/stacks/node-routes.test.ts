import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import type { TopologyPool } from "../../../components/prover";
import { loadStack, toTopology } from "../../../stacks";
import { nodeRoutes } from "../../../stacks/node-routes";
import { poolPrefixes } from "../../../stacks/pool-prefixes";

const text = readFileSync(path.join(__dirname, "../../../Pulumi.bgp.yaml"), "utf8");

describe("E6 routes of nodes", () => {
  const input = toTopology(loadStack(text).config!).fabric!.input;

  it("lead to pods, other racks and routers' networks by the router in the own rack", () => {
    expect(nodeRoutes(input, "bgp").filter(({ node }) => node === "bgp-worker2")).toEqual([
      { node: "bgp-worker2", destination: "10.10.1.0/24", via: "192.168.20.200" },
      { node: "bgp-worker2", destination: "172.20.0.0/16", via: "192.168.20.200" },
      { node: "bgp-worker2", destination: "192.168.10.0/24", via: "192.168.20.200" },
    ]);
  });

  it("lead by a router that the cluster peers with, before others, and nowhere without one", () => {
    const other = {
      name: "a-spare",
      asn: 65009,
      interfaces: [
        { rack: "rack10", address: "192.168.10.250" },
        { rack: "rack20", address: "192.168.20.250" },
      ],
    };
    const vias = (routers: typeof input.routers): string[] => [
      ...new Set(nodeRoutes({ ...input, routers }, "bgp").map(({ via }) => via)),
    ];
    expect(vias([other, ...input.routers])).toEqual(["192.168.10.200", "192.168.20.200"]);
    expect(vias([other])).toEqual(["192.168.10.250", "192.168.20.250"]);
    expect(vias([])).toEqual([]);
  });

  it("lead to the other clusters' pools, but not to the own", () => {
    const [first] = input.clusters;
    const other = {
      ...first!,
      name: "east",
      podCidrs: ["172.21.0.0/16"],
      poolCidrs: ["172.16.2.0/24"],
      nodes: [],
    };
    const destinations = nodeRoutes({ ...input, clusters: [...input.clusters, other] }, "bgp")
      .filter(({ node }) => node === "bgp-worker")
      .map(({ destination }) => destination);
    expect(destinations).toEqual([
      "10.10.1.0/24",
      "172.16.2.0/24",
      "172.20.0.0/16",
      "172.21.0.0/16",
      "192.168.20.0/24",
    ]);
  });
});

describe("pools as prefixes", () => {
  const pool = (blocks: TopologyPool["blocks"], disabled = false): TopologyPool => ({
    name: "pool",
    cluster: "bgp",
    at: (field) => field,
    blocks,
    disabled,
  });
  const cidrs = (...blocks: TopologyPool["blocks"]): string[] =>
    poolPrefixes([pool(blocks)]).map(({ cidr }) => cidr);

  it("are CIDRs as they are, and ranges in the fewest parts", () => {
    expect(cidrs({ cidr: "172.16.1.0/24" })).toEqual(["172.16.1.0/24"]);
    expect(cidrs({ start: "192.168.10.211", stop: "192.168.10.215" })).toEqual([
      "192.168.10.211/32",
      "192.168.10.212/30",
    ]);
    expect(cidrs({ start: "0.0.0.0", stop: "255.255.255.255" })).toEqual(["0.0.0.0/0"]);
    expect(cidrs({ start: "fd00::1", stop: "fd00::2" })).toEqual(["fd00::1/128", "fd00::2/128"]);
    expect(cidrs({ start: "10.0.0.7" })).toEqual(["10.0.0.7/32"]);
  });

  it("are none of what is no address, and of what is switched off", () => {
    expect(
      cidrs(
        { cidr: "pool" },
        { start: "10.0.0.1", stop: "fd00::1" },
        {},
        { start: "10.0.0.2", stop: "10.0.0.1" },
      ),
    ).toEqual([]);
    expect(poolPrefixes([pool([{ cidr: "172.16.1.0/24" }], true)])).toEqual([]);
  });
});
