import { describe, expect, it } from "vitest";
import { checkFabric } from "../../../components/bgp-fabric/rules";
import { formatFinding } from "../../../components/internal/finding";
import type { FabricInput, PlainPeer } from "../../../components/bgp-fabric/plan";
import { addCluster, addRouter, node, told } from "./bgp-stack";
import { expectedLines } from "./expected";

const cases: Record<string, () => string[]> = {
  "hold times that are none": () =>
    told((stack) => {
      stack.peer.holdTimeSeconds = 2;
      delete stack.peer.keepAliveTimeSeconds;
      addRouter(stack);
      stack.config.routerLinks.push({
        from: "router",
        to: "spine",
        holdTimeSeconds: 1,
        keepAliveTimeSeconds: 1,
      });
    }),
  "keepalives that are none, that come too late, and too seldom": () =>
    told((stack) => {
      stack.peer.keepAliveTimeSeconds = 10;
      stack.bgp.peers.push(
        {
          router: "router",
          name: "b",
          address: "192.168.20.200",
          keepAliveTimeSeconds: 0,
          gracefulRestart: gr,
        },
        {
          router: "spine",
          ebgpMultihop: 2,
          address: "192.168.10.210",
          holdTimeSeconds: 9,
          keepAliveTimeSeconds: 4,
        },
      );
      addRouter(stack);
    }),
  "waits between tries": () =>
    told((stack) => {
      stack.peer.connectRetryTimeSeconds = 120;
      addRouter(stack);
      stack.config.routerLinks.push({ from: "router", to: "spine", connectRetryTimeSeconds: 0 });
    }),
  "a router that insists on other timers": () =>
    told(({ router }) => {
      router.managed = false;
      router.holdTimeSeconds = 90;
      router.keepAliveTimeSeconds = 30;
    }),
  "times of graceful restart": () =>
    told(({ router, peer }) => {
      router.gracefulRestart = { restartTimeSeconds: 4096 };
      peer.gracefulRestart = { restartTimeSeconds: 0 };
    }),
  "graceful restart at one end": () =>
    told(({ router }) => {
      router.gracefulRestart = { enabled: false };
    }),
  "several times of graceful restart at one router": () =>
    told((stack) => {
      addCluster(stack, (east) => {
        delete east.bgp?.peers[0]?.gracefulRestart;
      });
    }),
  "a peer at an address that is not the router's": () =>
    told(({ peer }) => {
      peer.address = "192.168.10.201";
    }),
  "a peer beyond the first hop": () =>
    told(({ peer }) => {
      peer.ebgpMultihop = 1;
    }),
  "hops that are none": () =>
    told(({ peer }) => {
      peer.ebgpMultihop = 256;
    }),
  "a rack without a router": () =>
    told(({ router }) => {
      router.interfaces.pop();
    }),
  "a peer that is there twice": () =>
    told((stack) => {
      stack.bgp.peers.push({ ...stack.peer, name: "again" });
    }),
  "one session with two passwords": () =>
    fabricTold((peer) => [
      { ...peer, password: "one" },
      { ...peer, name: "again", peerConfig: "again", password: "two" },
    ]),
  "passwords that no end takes": () =>
    fabricTold((peer) => [
      { ...peer, password: "" },
      { ...peer, name: "b", address: "192.168.20.200", password: "x".repeat(81) },
      { ...peer, name: "c", address: "192.168.30.200", password: "two words" },
    ]),
  "a password on 1.17.6": () => fabricTold((peer) => [{ ...peer, password: "secret" }], "1.17.6"),
  "one peer config for two": () =>
    told((stack) => {
      stack.bgp.peers.push({ ...stack.peer, name: "other", address: "192.168.20.200", holdTimeSeconds: 30 });
    }),
  "a family without addresses": () =>
    told((stack) => {
      stack.peer.families = ["ipv4", "ipv6"];
      stack.bgp.peers.push({ router: "spine", families: ["ipv6"] });
      addRouter(stack, (spine) => (spine.interfaces = [{ rack: "rack10", address6: "fd00:10::210" }]));
      stack.config.racks[0] = { name: "rack10", subnet: "192.168.10.0/24", subnet6: "fd00:10::/64" };
    }),
  "a router that no node meets": () =>
    told((stack) => {
      stack.config.racks.push({ name: "rack30", subnet: "192.168.30.0/24" });
      addRouter(stack, (spine) => (spine.interfaces = [{ rack: "rack30", address: "192.168.30.210" }]));
      stack.bgp.peers.push({ router: "spine" });
    }),
  "a node that meets no router": () =>
    told((stack) => {
      delete stack.peer.address;
      stack.config.racks.push({ name: "rack30", subnet: "192.168.30.0/24" });
      node(stack, 2).rack = { name: "rack30", address: "192.168.30.100" };
    }),
  "a cluster without peers": () =>
    told((stack) => {
      stack.bgp.peers = [];
    }),
  "nodes in no rack": () =>
    told((stack) => {
      delete node(stack, 1).rack;
      delete node(stack, 2).rack;
    }),
  "no node that speaks": () =>
    told((stack) => {
      const own = { enabled: false };
      stack.bgp.nodes = { "bgp-control-plane": own, "bgp-worker": own, "bgp-worker2": own };
    }),
  "labels that select the wrong nodes": () =>
    told((stack) => {
      stack.bgp.nodeLabels = { "cilium-fabric.io/rack": "rack10", "a b": "c" };
      addCluster(stack, (east) => {
        if (east.bgp !== undefined) east.bgp.nodeLabels = {};
      });
    }),
  "labels of racks left to others": () =>
    told((stack) => {
      delete stack.peer.address;
      stack.bgp.labelNodes = false;
    }),
  "Cilium 1.15": () =>
    told(({ config }) => {
      config.cilium = {
        ...config.cilium,
        version: "1.15.19",
        directRoutingSkipUnreachable: null,
        autoDirectNodeRoutes: false,
      };
    }),
  "no control plane": () =>
    told(({ config }) => {
      config.cilium = { ...config.cilium, bgpControlPlane: { enabled: false } };
    }),
  "a status report that the version does not know": () =>
    told(({ config }) => {
      config.cilium = {
        ...config.cilium,
        version: "1.16.9",
        bgpControlPlane: { enabled: true, statusReport: { enabled: true } },
      };
    }),
  "direct routes between racks": () =>
    told(({ config }) => {
      config.cilium = { ...config.cilium, directRoutingSkipUnreachable: false };
    }),
};

const gr = { restartTimeSeconds: 15 };

/** The same fabric for the component, with passwords at hand. */
function fabricTold(peersOf: (peer: PlainPeer) => PlainPeer[], ciliumVersion = "1.18.1"): string[] {
  const racks = [10, 20, 30];
  const input: FabricInput = {
    racks: racks.map((n) => ({ name: `rack${n}`, subnet: `192.168.${n}.0/24` })),
    routers: [
      {
        name: "router",
        asn: 65000,
        interfaces: racks.map((n) => ({ rack: `rack${n}`, address: `192.168.${n}.200` })),
      },
    ],
    clusters: [
      {
        name: "bgp",
        ciliumVersion,
        asn: 65001,
        nodes: [{ name: "worker", rack: "rack10", address: "192.168.10.101" }],
        podCidrs: ["172.20.0.0/16"],
        peers: peersOf({ router: "router", address: "192.168.10.200" }),
      },
    ],
  };
  return checkFabric(input).map(formatFinding);
}

// The messages, word for word, are in expected/session-rules.txt.
describe("what the sessions of a fabric are told", () => {
  const expected = expectedLines("session-rules");

  it.each(Object.entries(cases))("%s", (name, lines) => {
    expect(lines()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });

  it("tells nothing of a password", () => {
    const lines = cases["passwords that no end takes"]?.().join("\n") ?? "";
    expect(lines).toContain("bgp-password-invalid");
    expect(lines).not.toMatch(/xxx|two words/);
  });
});
