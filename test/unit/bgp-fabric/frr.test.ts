import { describe, expect, it } from "vitest";
import { renderFrrConf, renderFrrDaemons } from "../../../components/bgp-fabric/frr";
import { type FabricInput, planFabric } from "../../../components/bgp-fabric/plan";
import { readFrrConf } from "../../helpers/frr-conf";
import { documents, documentsWith, leafSpine, routerWith } from "./fixtures";

const conf = (input: FabricInput, router = "tor0") => renderFrrConf(planFabric(input), router);
const declared = routerWith({ policy: "declared" });
const neighborOf = (input: FabricInput, address: string, router = "tor0") => {
  const found = readFrrConf(conf(input, router)).neighbors.find((n) => n.address === address);
  if (found === undefined) throw new Error(`no neighbor ${address}`);
  return found;
};

describe("frr.conf", () => {
  it("accepts only pod CIDRs and pools, and tells only networks, unless the policy is open", () => {
    const text = conf(declared);
    expect(text).toContain("ip prefix-list CILIUM-IN seq 10 permit 172.16.1.0/24 le 32\n");
    expect(text).toContain("ip prefix-list CILIUM-IN seq 20 permit 172.20.0.0/16 le 24\n");
    expect(text).toContain("route-map CILIUM-IN permit 10\n match ip address prefix-list CILIUM-IN\nexit\n");
    expect(text.match(/prefix-list CILIUM-OUT seq .*/g)).toStrictEqual([
      "prefix-list CILIUM-OUT seq 10 permit 10.10.1.0/24",
    ]);
    expect(text).toContain(
      "  neighbor CILIUM route-map CILIUM-IN in\n  neighbor CILIUM route-map CILIUM-OUT out\n",
    );
    expect(text).not.toContain("ebgp-requires-policy");
    expect(conf(documents)).not.toContain("route-map");
    expect(conf(documents)).toContain(" no bgp ebgp-requires-policy\n");
  });

  it("denies all where there is nothing to tell", () => {
    const text = conf(routerWith({ policy: "declared", networks: [] }));
    expect(text).toContain("route-map CILIUM-OUT deny 10\nexit\n");
    expect(text).not.toContain("import-check");
  });

  it("defines a route map before a neighbor names it", () => {
    const lines = conf(declared).split("\n");
    expect(lines.indexOf("route-map CILIUM-IN permit 10")).toBeLessThan(
      lines.indexOf("  neighbor CILIUM route-map CILIUM-IN in"),
    );
  });

  it("leaves opening to nodes that listen nowhere", () => {
    expect(neighborOf(documents, "192.168.10.100").statements).toContain("passive");
    const listening = neighborOf(documentsWith({ localPort: 1790 }), "192.168.20.100").statements;
    expect(listening).not.toContain("passive");
    expect(listening).toContain("port 1790");
    expect(listening).toContain("timers connect 5");
    // The node in the other rack knows the router by that address.
    expect(listening).toContain("update-source 192.168.10.200");
    expect(neighborOf(documentsWith({ localPort: 179 }), "192.168.10.100").statements.join()).not.toMatch(
      /port|update-source/,
    );
  });

  it("counts hops from its own racks", () => {
    const { routers } = documents;
    const oneFoot = routers.map((router) => ({ ...router, interfaces: router.interfaces.slice(0, 1) }));
    const far = { ...documentsWith({}, { ebgpMultihop: 3 }), routers: oneFoot };
    expect(neighborOf(far, "192.168.20.100").statements).toContain("ebgp-multihop 3");
    expect(neighborOf(far, "192.168.10.100").statements.join()).not.toContain("ebgp-multihop");
    expect(conf(documents)).not.toContain("ebgp-multihop");
  });

  it("has a group for each cluster, and for each family and kind of session in it", () => {
    const [own] = documents.clusters;
    const more = {
      ...own!,
      name: "second",
      peers: own!.peers.map(({ peerGroup, ...peer }) => peer),
      nodes: [
        { name: "s1", rack: "rack0", address: "192.168.10.50" },
        { name: "s2", rack: "rack0", address: "192.168.10.51", asn: 65000 },
      ],
    };
    const groups = readFrrConf(conf({ ...documents, clusters: [own!, more] })).neighbors.map((n) => [
      n.address,
      n.group,
      n.remoteAs,
    ]);
    expect(groups).toStrictEqual([
      ["192.168.10.100", "CILIUM", "external"],
      ["192.168.10.101", "CILIUM", "external"],
      ["192.168.20.100", "CILIUM", "external"],
      ["192.168.10.50", "CILIUM-SECOND", "external"],
      ["192.168.10.51", "CILIUM-SECOND_IBGP", "internal"],
    ]);
    expect(conf(documentsWith({}, { peerGroup: "NODES" }))).toContain(" neighbor NODES remote-as external\n");
  });

  it("reflects routes between nodes of its own AS", () => {
    const text = conf(documentsWith({ asn: 65000 }));
    expect(text).toContain(" neighbor CILIUM remote-as internal\n");
    expect(text).toContain("  neighbor CILIUM next-hop-self\n  neighbor CILIUM route-reflector-client\n");
    expect(text).toContain("  maximum-paths ibgp 4 equal-cluster-length\n");
    const alone = conf(documentsWith({ asn: 65000, nodes: documents.clusters[0]!.nodes.slice(0, 1) }));
    expect(alone).not.toContain("route-reflector-client");
  });

  it("tells nodes of its own AS of each other's prefixes, nodes of another of other clusters' alone", () => {
    const internal = conf({ ...documentsWith({ asn: 65000 }), routers: declared.routers });
    expect(internal).toContain("prefix-list CILIUM-OUT seq 30 permit 172.20.0.0/16 le 24");
    expect(conf(leafSpine, "leaf0").match(/prefix-list CILIUM-WEST-OUT seq .*/g)).toStrictEqual([
      "prefix-list CILIUM-WEST-OUT seq 10 permit 10.1.0.0/16 le 24",
      "prefix-list CILIUM-WEST-OUT seq 20 permit 10.10.1.0/24",
    ]);
  });

  it("passes on between routers what the fabric declares", () => {
    const text = conf(leafSpine, "spine");
    expect(text.match(/prefix-list FABRIC-LINKS-IN seq .*/g)).toStrictEqual([
      "prefix-list FABRIC-LINKS-IN seq 10 permit 10.0.0.0/16 le 24",
      "prefix-list FABRIC-LINKS-IN seq 20 permit 10.1.0.0/16 le 24",
      "prefix-list FABRIC-LINKS-IN seq 30 permit 172.16.1.0/24 le 32",
    ]);
    expect(text).toContain("prefix-list FABRIC-LINKS-OUT seq 30 permit 10.10.1.0/24\n");
    expect(neighborOf(leafSpine, "192.168.31.2", "spine").remoteAs).toBe("64911");
    expect(neighborOf(leafSpine, "192.168.31.2", "spine").statements).toContain("password between-routers");
    expect(neighborOf(leafSpine, "192.168.31.1", "leaf1").statements).toContain("password between-routers");
  });

  it("watches links by BFD where declared, and starts its daemon", () => {
    expect(conf(leafSpine, "leaf0")).toContain("bfd\n profile FABRIC\n exit\n !\nexit\n");
    expect(neighborOf(leafSpine, "192.168.30.1", "leaf0").statements).toEqual(
      expect.arrayContaining(["bfd", "bfd profile FABRIC"]),
    );
    const plan = planFabric(leafSpine);
    expect(renderFrrDaemons(plan, "leaf0")).toContain("bfdd=yes\n");
    expect(renderFrrDaemons(plan, "leaf1")).toContain("bfdd=no\n");
    expect(renderFrrDaemons(plan, "leaf1")).toContain("bgpd=yes\n");
  });

  it("reflects between routers of one AS only where not each has a session with each", () => {
    const oneAs = (links: FabricInput["links"]): FabricInput => ({
      ...leafSpine,
      routers: leafSpine.routers.map((router) => ({ ...router, asn: 64900 })),
      links: links ?? [],
    });
    const chain = conf(oneAs(leafSpine.links), "spine");
    expect(chain).toContain(
      "  neighbor 192.168.30.2 next-hop-self force\n  neighbor 192.168.30.2 route-reflector-client\n",
    );
    const pair = oneAs([{ from: "leaf0", to: "spine" }]);
    expect(conf(pair, "spine")).not.toContain("route-reflector-client");
  });

  it("agrees to no graceful restart where one end has none", () => {
    expect(conf(documents)).toContain(" bgp graceful-restart restart-time 15\n bgp graceful-restart\n");
    expect(conf(routerWith({ gracefulRestart: { enabled: false } }))).toContain(
      " bgp graceful-restart-disable\n",
    );
    const off = neighborOf(documentsWith({}, { gracefulRestart: { enabled: false } }), "192.168.10.100");
    expect(off.statements).toContain("graceful-restart-disable");
  });

  it("keeps the timers that a router insists on", () => {
    const stubborn = routerWith({ holdTimeSeconds: 30, keepAliveTimeSeconds: 10 });
    expect(neighborOf(stubborn, "192.168.10.100").statements).toContain("timers 10 30");
  });

  it("writes a password once for all that share it, and hides it when asked", () => {
    const input = documentsWith({}, { password: "s3cret" });
    expect(conf(input).match(/password .*/g)).toStrictEqual(["password s3cret"]);
    expect(renderFrrConf(planFabric(input), "tor0", { hidePasswords: true })).toContain("password <hidden>");
  });

  it("knows no other routers than the fabric's", () => {
    expect(() => conf(documents, "tor9")).toThrow('the fabric has no router "tor9"');
  });
});
