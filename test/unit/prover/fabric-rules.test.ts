import { describe, expect, it } from "vitest";
import { addCluster, addRouter, node, told } from "./bgp-stack";
import { expectedLines } from "./expected";

const cases: Record<string, () => string[]> = {
  "names that are none": () =>
    told(({ config, bgp, peer }) => {
      config.racks.push({ name: "Rack_30", subnet: "192.168.30.0/24" });
      peer.peerGroup = "10.0.0.1";
      bgp.configName = "Cilium BGP";
      peer.peerConfig = "-";
    }),
  "names that are there twice": () =>
    told((stack) => {
      stack.config.racks.push({ name: "rack10", subnet: "192.168.30.0/24" });
      addRouter(stack, (spine) => (spine.name = "router"));
      stack.bgp.peers.push({ ...stack.peer, address: "192.168.20.200" });
      stack.bgp.advertisements?.push({ name: "bgp-advertisements", type: "PodCIDR" });
    }),
  "one peer group for two clusters": () =>
    told((stack) => {
      addCluster(stack, ({ bgp }) => bgp?.peers.forEach((peer) => (peer.peerGroup = "CILIUM")));
    }),
  "racks and routers that nobody declares": () =>
    told((stack) => {
      stack.router.interfaces.push({ rack: "rack30", address: "192.168.30.200" });
      stack.config.routerLinks.push({ from: "router", to: "spine", rack: "rack40" });
      stack.bgp.peers.push({ router: "leaf" });
      node(stack, 1).rack = { name: "rack11", address: "192.168.11.101" };
    }),
  "racks without a subnet, of the wrong family and with host bits": () =>
    told(({ config }) => {
      config.racks.push(
        { name: "rack30" },
        { name: "rack40", subnet: "fd00:40::/64", subnet6: "fd00:41::1/64" },
        { name: "rack50", subnet: "192.168.50.1" },
      );
    }),
  "racks that overlap each other, pods and Services": () =>
    told(({ config }) => {
      config.racks.push(
        { name: "rack21", subnet: "192.168.20.128/25" },
        { name: "pods", subnet: "172.20.5.0/24" },
        { name: "services", subnet: "10.96.5.0/24" },
      );
    }),
  "addresses that are missing, wrong or elsewhere": () =>
    told((stack) => {
      node(stack, 0).rack = { name: "rack10" };
      node(stack, 1).rack = { name: "rack10", address: "192.168.20.101" };
      node(stack, 2).rack = { name: "rack20", address: "192.168.20.100", address6: "fd00:20::100" };
      stack.router.interfaces[1] = { rack: "rack20", address: "192.168.20" };
    }),
  "addresses that nobody can have": () =>
    told((stack) => {
      node(stack, 0).rack = { name: "rack10", address: "192.168.10.0" };
      node(stack, 1).rack = { name: "rack10", address: "192.168.10.1" };
      node(stack, 2).rack = { name: "rack20", address: "192.168.20.255" };
    }),
  "gateways of their own choice": () =>
    told(({ config }) => {
      config.racks = [
        { name: "rack10", subnet: "192.168.10.0/24", gateway: "192.168.10.101" },
        { name: "rack20", subnet: "192.168.20.0/24", gateway: "192.168.30.1" },
      ];
    }),
  "one address for two": () =>
    told((stack) => {
      node(stack, 1).rack = { name: "rack10", address: "192.168.10.200" };
    }),
  "one node in two clusters": () =>
    told((stack) => {
      stack.cluster.kind = undefined;
      stack.cluster.existing = existing("172.20.0.0/16");
      addCluster(stack, (east) => {
        delete east.kind;
        east.existing = existing("172.21.0.0/16");
      });
    }),
  "a router in no rack, and one that is twice in one": () =>
    told((stack) => {
      addRouter(stack, (spine) => (spine.interfaces = []));
      stack.router.interfaces.push({ rack: "rack10", address: "192.168.10.201" });
    }),
  "AS numbers that are none or reserved": () =>
    told((stack) => {
      stack.router.asn = 0;
      stack.bgp.asn = 23456;
      stack.bgp.nodes = { "bgp-worker": { asn: 4294967295 } };
    }),
  "nodes of two minds about the AS": () =>
    told(({ bgp }) => {
      bgp.nodes = { "bgp-worker": { asn: 65000 }, "bgp-worker2": { asn: 65000 } };
    }),
  "an iBGP cluster with one node outside": () =>
    told(({ bgp }) => {
      bgp.asn = 65000;
      bgp.nodes = { "bgp-worker2": { asn: 65002 } };
    }),
  "router ids that are none, and one for two": () =>
    told(({ router, bgp }) => {
      router.routerId = "fd00::1";
      bgp.nodes = {
        "bgp-worker": { routerId: "0.0.0.0" },
        "bgp-worker2": { routerId: "192.168.10.100" },
      };
    }),
  "no router id without IPv4 on 1.17": () =>
    told((stack) => {
      stack.config.cilium = { ...stack.config.cilium, version: "1.17.9" };
      stack.config.racks = [
        { name: "rack10", subnet6: "fd00:10::/64" },
        { name: "rack20", subnet6: "fd00:20::/64" },
      ];
      delete stack.router.routerId;
      stack.router.interfaces = [
        { rack: "rack10", address6: "fd00:10::200" },
        { rack: "rack20", address6: "fd00:20::200" },
      ];
      node(stack, 0).rack = { name: "rack10", address6: "fd00:10::100" };
      node(stack, 1).rack = { name: "rack10", address6: "fd00:10::101" };
      node(stack, 2).rack = { name: "rack20", address6: "fd00:20::100" };
      stack.bgp.nodes = { "bgp-worker": { routerId: "10.255.0.2" } };
      delete stack.peer.address;
    }),
  "too many paths, too few, and none": () =>
    told((stack) => {
      stack.router.maximumPaths = 2;
      addRouter(stack, (spine) => (spine.maximumPaths = 257));
    }),
  "networks that are none": () =>
    told(({ router }) => {
      router.networks = ["10.10.1.0", "10.10.1.1/24"];
    }),
  "ports that are none": () =>
    told(({ bgp }) => {
      bgp.localPort = 0;
      bgp.nodes = { "bgp-worker": { localPort: 70000 } };
    }),
  "links that lead nowhere": () =>
    told((stack) => {
      addRouter(stack, (spine) => (spine.interfaces = [{ rack: "rack10", address: "192.168.10.210" }]));
      stack.config.racks.push({ name: "rack30", subnet: "192.168.30.0/24" });
      stack.config.routers.push({
        name: "far",
        asn: 65011,
        interfaces: [{ rack: "rack30", address: "192.168.30.2" }],
      });
      stack.config.routerLinks.push(
        { from: "router", to: "router" },
        { from: "router", to: "far" },
        { from: "router", to: "spine", rack: "rack20" },
        { from: "router", to: "spine", families: ["ipv6"] },
        { from: "spine", to: "router" },
      );
    }),
  "a link that may be in two racks": () =>
    told((stack) => {
      addRouter(stack, (spine) => spine.interfaces.push({ rack: "rack20", address: "192.168.20.210" }));
      stack.config.routerLinks.push({ from: "router", to: "spine" });
    }),
  "one prefix from two clusters": () =>
    told((stack) => {
      addCluster(stack, (east) => {
        if (east.kind !== undefined) east.kind.podSubnet = "172.20.128.0/17";
        east.cilium = { ipv4NativeRoutingCIDR: "172.20.128.0/17" };
      });
    }),
};

function existing(podSubnet: string): NonNullable<Parameters<typeof addCluster>[0]["cluster"]["existing"]> {
  const rack = { name: "rack10" };
  return { podSubnet, nodes: [{ name: "server", role: "control-plane", address: "192.168.10.100", rack }] };
}

// The messages, word for word, are in expected/fabric-rules.txt.
describe("what racks, routers and nodes of a fabric are told", () => {
  const expected = expectedLines("fabric-rules");

  it.each(Object.entries(cases))("%s", (name, lines) => {
    expect(lines()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
