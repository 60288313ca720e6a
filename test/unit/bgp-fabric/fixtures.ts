import type { FabricInput } from "../../../components/bgp-fabric/plan";

/** The documents' fabric: one router in two racks, three nodes, AS 65000 and 65001 (requirements A8, E1–E7). */
export const documents: FabricInput = {
  racks: [
    { name: "rack0", subnet: "192.168.10.0/24" },
    { name: "rack1", subnet: "192.168.20.0/24" },
  ],
  routers: [
    {
      name: "tor0",
      asn: 65000,
      interfaces: [
        { rack: "rack0", address: "192.168.10.200" },
        { rack: "rack1", address: "192.168.20.200" },
      ],
      networks: ["10.10.1.0/24"],
      policy: "open",
    },
  ],
  clusters: [
    {
      name: "bgp",
      ciliumVersion: "1.18.1",
      asn: 65001,
      nodes: [
        { name: "bgp-control-plane", rack: "rack0", address: "192.168.10.100" },
        { name: "bgp-worker", rack: "rack0", address: "192.168.10.101" },
        { name: "bgp-worker2", rack: "rack1", address: "192.168.20.100" },
      ],
      podCidrs: ["172.20.0.0/16"],
      poolCidrs: ["172.16.1.0/24"],
      peers: [
        {
          router: "tor0",
          name: "tor-switch",
          address: "192.168.10.200",
          peerConfig: "cilium-peer",
          peerGroup: "CILIUM",
          holdTimeSeconds: 9,
          keepAliveTimeSeconds: 3,
          ebgpMultihop: 2,
          gracefulRestart: { enabled: true, restartTimeSeconds: 15 },
        },
      ],
      advertisements: [
        { name: "bgp-advertisements", type: "PodCIDR" },
        {
          name: "bgp-advertisements-lb-exip-webpod",
          type: "Service",
          serviceAddresses: ["LoadBalancerIP"],
          selector: { matchExpressions: [{ key: "app", operator: "In", values: ["webpod"] }] },
        },
      ],
    },
  ],
};

/** Two leaves of their own AS below one spine; cluster `west` behind the first, `east` behind the second. */
export const leafSpine: FabricInput = {
  racks: [
    { name: "west", subnet: "192.168.10.0/24" },
    { name: "east", subnet: "192.168.20.0/24" },
    { name: "up0", subnet: "192.168.30.0/24" },
    { name: "up1", subnet: "192.168.31.0/24" },
  ],
  routers: [
    {
      name: "spine",
      asn: 64900,
      interfaces: [
        { rack: "up0", address: "192.168.30.1" },
        { rack: "up1", address: "192.168.31.1" },
      ],
      networks: ["10.10.1.0/24"],
    },
    {
      name: "leaf0",
      asn: 64910,
      interfaces: [
        { rack: "west", address: "192.168.10.200" },
        { rack: "up0", address: "192.168.30.2" },
      ],
    },
    {
      name: "leaf1",
      asn: 64911,
      interfaces: [
        { rack: "east", address: "192.168.20.200" },
        { rack: "up1", address: "192.168.31.2" },
      ],
    },
  ],
  links: [
    { from: "leaf0", to: "spine", bfd: true },
    { from: "spine", to: "leaf1", password: "between-routers" },
  ],
  clusters: [
    {
      name: "west",
      ciliumVersion: "1.18.1",
      asn: 65001,
      nodes: [{ name: "w1", rack: "west", address: "192.168.10.11" }],
      podCidrs: ["10.0.0.0/16"],
      poolCidrs: ["172.16.1.0/24"],
      peers: [{ router: "leaf0" }],
    },
    {
      name: "east",
      ciliumVersion: "1.17.18",
      asn: 65002,
      nodes: [
        { name: "e1", rack: "east", address: "192.168.20.11" },
        { name: "e2", rack: "east", address: "192.168.20.12" },
      ],
      podCidrs: ["10.1.0.0/16"],
      peers: [{ router: "leaf1", password: "east-secret" }],
    },
  ],
};

/** The only cluster of the documents' fabric with other settings. */
export function documentsWith(
  cluster: Partial<FabricInput["clusters"][number]>,
  peer: Partial<FabricInput["clusters"][number]["peers"][number]> = {},
): FabricInput {
  return {
    ...documents,
    clusters: documents.clusters.map((own) => ({
      ...own,
      peers: own.peers.map((given) => ({ ...given, ...peer })),
      ...cluster,
    })),
  };
}

/** The documents' fabric with other settings of its router. */
export function routerWith(router: Partial<FabricInput["routers"][number]>): FabricInput {
  return { ...documents, routers: documents.routers.map((own) => ({ ...own, ...router })) };
}
