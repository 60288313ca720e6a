import * as fs from "node:fs";
import * as path from "node:path";
import { V1Lease, V1Node, V1Service } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import { parseAgentPeers, parseAnnounced, parseNodeConfig } from "../../../cli/probes/bgp";
import { parseNode } from "../../../cli/probes/cluster";
import { leaseHolders, parsePool, parseService } from "../../../cli/probes/load-balancing";

/** What Cilium 1.18.1 really answered, shortened. */
const answer = (name: string): string => fs.readFileSync(path.join(__dirname, "answers", name), "utf8");
const json = (name: string): unknown => JSON.parse(answer(name));
/** As the client hands it out: its classes without their prototypes. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

describe("a node's end", () => {
  it("E10 is read from its CiliumBGPNodeConfig's report", () => {
    const now = Date.parse("2026-11-21T14:36:33Z");
    expect(parseNodeConfig(json("node-config.json") as never, now)).toEqual([
      {
        address: "192.168.10.200",
        peerAsn: 65000,
        state: "established",
        upSeconds: 60,
        received: 5,
        sent: 3,
        holdSeconds: 9,
        keepAliveSeconds: 3,
      },
    ]);
    expect(parseNodeConfig({})).toEqual([]);
  });

  it("or from the agent itself", () => {
    expect(parseAgentPeers(answer("agent-peers.json"))).toEqual([
      {
        address: "192.168.10.200",
        peerAsn: 65000,
        state: "established",
        signed: false,
        upSeconds: 37,
        received: 5,
        sent: 3,
        holdSeconds: 9,
        keepAliveSeconds: 3,
      },
    ]);
    expect(parseAgentPeers("null")).toEqual([]);
    expect(() => parseAgentPeers("BGP Control Plane is disabled\n")).toThrow(
      "the agent says: BGP Control Plane is disabled",
    );
    expect(parseAnnounced(answer("agent-announced.json"))).toEqual(
      new Map([["192.168.10.200", ["172.20.1.0/24", "172.16.1.1/32"]]]),
    );
  });

  it("has the pod CIDRs that Cilium uses, else those of Kubernetes", () => {
    const node = plain({ metadata: { name: "n" }, spec: { podCIDRs: ["10.0.0.0/24"] } }) as V1Node;
    expect(parseNode(node, [])).toEqual({ name: "n", ready: false, podCidrs: ["10.0.0.0/24"], labels: {} });
    expect(parseNode(node, ["10.9.0.0/24"]).podCidrs).toEqual(["10.9.0.0/24"]);
  });
});

describe("F who answers for an address", () => {
  it("is the holder of the Service's Lease, while it has one", () => {
    const lease = (name: string, holderIdentity?: string): V1Lease =>
      plain({ metadata: { name }, spec: { holderIdentity } }) as V1Lease;
    const held = lease("cilium-l2announce-default-webpod", "bgp-worker");
    const others = [lease("cilium-operator-resource-lock", "x"), lease("cilium-l2announce-default-old", "")];
    expect([...leaseHolders([held, ...others, lease("cilium-l2announce-a-b")])]).toEqual([
      ["cilium-l2announce-default-webpod", "bgp-worker"],
    ]);
  });
});

describe("F pools and Services", () => {
  it("are read with the operator's counts and conditions", () => {
    expect(parsePool(json("pool.json") as never)).toEqual({
      name: "cilium-pool",
      blocks: ["172.16.1.0/24"],
      disabled: false,
      total: 256n,
      used: 3n,
      available: 253n,
    });
    const service = json("service.json") as object;
    expect(parseService(plain(service) as V1Service)).toMatchObject({
      name: "webpod",
      type: "LoadBalancer",
      addresses: ["172.16.1.1"],
      requested: [],
      externalLocal: false,
    });
    const refused = plain({
      ...service,
      metadata: { name: "outside", annotations: { "lbipam.cilium.io/ips": "10.9.9.9, 10.9.9.8" } },
      status: {
        conditions: [
          {
            type: "cilium.io/IPAMRequestSatisfied",
            status: "False",
            reason: "no_pool",
            message: "No pool exists with a CIDR containing '10.9.9.9'",
          },
        ],
      },
    }) as V1Service;
    expect(parseService(refused)).toMatchObject({
      addresses: [],
      requested: ["10.9.9.9", "10.9.9.8"],
      unsatisfied: "No pool exists with a CIDR containing '10.9.9.9'",
    });
    expect(parseService(refused)).not.toHaveProperty("loadBalancerClass");
  });
});
