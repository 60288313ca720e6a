import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import type { RackArgs } from "../../../components/rack";
import {
  planRack,
  planRackNodes,
  type RackNodesInput,
  validateRack,
  validateRackNodes,
} from "../../../components/rack/plan";

describe("a rack", () => {
  it("is a network whose name sorts after kind's own, unless it is given another", () => {
    expect(planRack("rack10", "bgp", { subnet: "192.168.10.0/24" })).toEqual({
      network: "rack-bgp-rack10",
      subnets: [{ subnet: "192.168.10.0/24" }],
    });
    expect(
      planRack("rack10", "bgp", { network: "lab", subnet6: "fd00:10::/64", gateway6: "fd00:10::fe" }),
    ).toEqual({ network: "lab", subnets: [{ subnet: "fd00:10::/64", gateway: "fd00:10::fe" }] });
  });

  const faults = (args: RackArgs): string[] =>
    validateRack(planRack("rack10", "bgp", args), args).map(formatFinding);

  it("is refused with all that Docker would refuse, at once", () => {
    expect(faults({ subnet: "192.168.10.0/24", subnet6: "fd00:10::/64", gateway: "192.168.10.254" })).toEqual(
      [],
    );
    expect(
      faults({ network: "-lab", subnet: "192.168.10.7/24", gateway: "10.0.0.1", gateway6: "fd00::1" }),
    ).toEqual([
      'error: network: "-lab" is no name of a Docker network; write letters, digits, _ . and -, the first one a letter or digit [rack-network-name]',
      "error: subnet: 192.168.10.7/24 is not how its network 192.168.10.0/24 is written; write 192.168.10.0/24 [rack-subnet]",
      'error: gateway: "10.0.0.1" is no address in 192.168.10.7/24; take one of the subnet, or leave it out [rack-gateway]',
      "error: gateway6: fd00::1 is in no subnet of the rack; give subnet6 too, or leave it out [rack-gateway]",
    ]);
    expect(faults({})).toEqual([
      "error: subnet, subnet6: the rack has no subnet; give it one such as 192.168.10.0/24 [rack-without-subnet]",
    ]);
    expect(faults({ subnet: "fd00::/64" })).toEqual([
      'error: subnet: "fd00::/64" is no IPv4 CIDR; write one such as 192.168.10.0/24 [rack-subnet]',
    ]);
  });
});

describe("nodes in racks", () => {
  const nodes = [
    { name: "west-worker", address: "192.168.10.101" },
    { name: "west-worker2", address: "192.168.20.100", address6: "fd00:20::100" },
  ];

  it("have each its own routes, written as the kernel writes them and in its order", () => {
    const route = (node: string, destination: string, via: string) => ({ node, destination, via });
    expect(
      planRackNodes({
        nodes,
        routes: [
          route("west-worker2", "fd00:10::/64", "fd00:20:0::200"),
          route("west-worker", "192.168.20.0/24", "192.168.10.200"),
          route("west-worker", "172.16.1.1/32", "192.168.10.200"),
        ],
      }),
    ).toEqual([
      {
        ...nodes[0],
        routes: [
          { destination: "172.16.1.1", via: "192.168.10.200" },
          { destination: "192.168.20.0/24", via: "192.168.10.200" },
        ],
      },
      { ...nodes[1], routes: [{ destination: "fd00:10::/64", via: "fd00:20::200" }] },
    ]);
  });

  const faults = (input: RackNodesInput): string[] => validateRackNodes(input).map(formatFinding);

  it("are refused with all that cannot be, at once", () => {
    expect(faults({ nodes, timeoutSeconds: 60 })).toEqual([]);
    expect(
      faults({
        nodes: [
          ...nodes,
          { name: "west-worker", address: "192.168.10.101" },
          { name: "West", address: "10.1" },
          { name: "west-worker4" },
        ],
        timeoutSeconds: 1,
      }),
    ).toEqual([
      "error: nodes[0].name, nodes[2].name: node west-worker is there twice, and a node stands in one rack; leave one of them out [rack-node-twice]",
      "error: nodes[0].address, nodes[2].address: nodes west-worker and west-worker have the same address 192.168.10.101; give each its own [rack-address-twice]",
      'error: nodes[3].name: "West" is no name of a node; write one such as west-worker [rack-node-name]',
      'error: nodes[3].address: "10.1" is no IPv4 address; write one of the rack [rack-address]',
      "error: nodes[4].address, nodes[4].address6: node west-worker4 has no address in its rack; give it one that is free there [rack-node-without-address]",
      "error: timeoutSeconds: 1 is no whole number of seconds between 10 and 3600; leave it out for 180 [rack-timeout]",
    ]);
  });

  it("are refused routes that a kernel would not take, and the one that is Docker's", () => {
    const route = (destination: string, via: string, node = "west-worker") => ({ node, destination, via });
    expect(
      faults({
        nodes,
        routes: [
          route("172.20.0.0/16", "192.168.10.200"),
          route("172.20.0.0/16", "192.168.10.201"),
          route("172.20.0.1/16", "fd00::1"),
          route("0.0.0.0/0", "192.168.10.200"),
          route("x", "y", "east"),
        ],
      }),
    ).toEqual([
      "error: routes[0], routes[1]: node west-worker has two routes to 172.20.0.0/16; leave one of them out [rack-route-twice]",
      'error: routes[2].destination: "172.20.0.1/16" is no network; write 172.20.0.0/16 [rack-route-destination]',
      "error: routes[2].via: \"fd00::1\" is no address that a route to 172.20.0.1/16 can go by; write the router's address in the node's rack, of the same family [rack-route-via]",
      "error: routes[3].destination: 0.0.0.0/0 is everything, and the way there is Docker's own, which the cluster's host ports need; name the networks that lie behind the router [rack-route-default]",
      'error: routes[4].node: "east" is none of the nodes: west-worker, west-worker2; name a node that stands in a rack [rack-route-node]',
      'error: routes[4].destination: "x" is no network; write one such as 172.20.0.0/16 [rack-route-destination]',
      "error: routes[4].via: \"y\" is no address that a route to x can go by; write the router's address in the node's rack, of the same family [rack-route-via]",
    ]);
  });
});
