import { describe, expect, it } from "vitest";
import { MeshPeerAddresses, MeshServiceType } from "../../../components/cluster-mesh/args";
import { MeshOptions } from "../../../components/cluster-mesh/topology";
import { KnownMeshMember, validateMesh } from "../../../components/cluster-mesh/validate";
import { formatFinding } from "../../../components/internal/finding";

function member(name: string, id: number, more: Partial<KnownMeshMember> = {}): KnownMeshMember {
  return {
    name,
    id,
    ciliumVersion: "1.18.2",
    podCidrs: [`10.${id}.0.0/16`],
    nodes: [{ name: `${name}-control-plane`, role: "control-plane", address: `172.18.0.${id}` }],
    given: { nodes: true, endpoints: more.endpoints !== undefined, kubeconfig: false },
    ...more,
  };
}

const west = member("west", 1);
const east = member("east", 2);
const unmatched = { nodes: true, endpoints: false, kubeconfig: false };

const cases: [string, KnownMeshMember[], MeshOptions, string[]][] = [
  ["two fitting members", [west, east], {}, []],
  ["no members", [], {}, ["error: members: the mesh has no members; name at least one cluster [mesh-empty]"]],
  [
    "a size that Cilium does not know",
    [west],
    { maxConnectedClusters: 300 },
    [
      "error: maxConnectedClusters: maxConnectedClusters is 300, Cilium knows 255 and 511; say 255 or 511 [mesh-size]",
    ],
  ],
  [
    "the name of a cluster without mesh",
    [member("default", 1)],
    {},
    [
      'error: members[0].name: cluster name "default" is what Cilium calls a cluster that is in no mesh; use 1–32 characters of a–z, 0–9 and -, such as west [mesh-name]',
    ],
  ],
  [
    "a name that Cilium refuses",
    [member("West_1", 1)],
    {},
    [
      'error: members[0].name: cluster name "West_1" has characters other than a–z, 0–9 and -; use 1–32 characters of a–z, 0–9 and -, such as west [mesh-name]',
    ],
  ],
  [
    "one name twice",
    [west, member("west", 2)],
    {},
    [
      "error: members[0].name, members[1].name: two members are named west; give each cluster its own name [mesh-name-duplicate]",
    ],
  ],
  [
    "one id twice",
    [west, member("east", 1, { podCidrs: ["10.9.0.0/16"] })],
    {},
    [
      "error: members[0].id, members[1].id: clusters west and east both have the id 1; give each cluster its own id [mesh-id-duplicate]",
    ],
  ],
  [
    "an id that a larger mesh would take",
    [member("west", 300, { podCidrs: ["10.9.0.0/16"] })],
    {},
    [
      "error: members[0].id: cluster west has the id 300, expected a whole number from 1 to 255; choose another id, or say maxConnectedClusters: 511 [mesh-id-range]",
    ],
  ],
  [
    "id 0",
    [member("west", 0)],
    {},
    [
      "error: members[0].id: cluster west has the id 0, expected a whole number from 1 to 255; choose another id [mesh-id-range]",
    ],
  ],
  [
    "a version that is none",
    [member("west", 1, { ciliumVersion: "latest" })],
    {},
    [
      'error: members[0].ciliumVersion: "latest" of cluster west is not a version; give a full version such as 1.18.1 [cilium-version]',
    ],
  ],
  [
    "versions two minors apart",
    [member("west", 1, { ciliumVersion: "1.17.6" }), member("east", 2, { ciliumVersion: "1.19.0" })],
    {},
    [
      "error: members[0].ciliumVersion, members[1].ciliumVersion: Cilium 1.17.6 in west and 1.19.0 in east are more than one minor release apart; bring all members within one minor release of each other [mesh-version-skew]",
    ],
  ],
  [
    "different routing modes",
    [member("west", 1, { routingMode: "native" }), member("east", 2, { routingMode: "tunnel" })],
    {},
    [
      "error: members[0].routingMode, members[1].routingMode: cluster west routes native and cluster east tunnel; use the same routing mode in all clusters of a mesh [mesh-routing-mode]",
    ],
  ],
  [
    "overlapping pod CIDRs",
    [member("west", 1, { podCidrs: ["10.0.0.0/8"] }), east],
    {},
    [
      "error: members[0].podCidrs[0], members[1].podCidrs[0]: pod CIDR 10.0.0.0/8 of cluster west overlaps 10.2.0.0/16 of cluster east; give each cluster its own range [mesh-pod-cidr-overlap]",
    ],
  ],
  [
    "something that is no CIDR",
    [member("west", 1, { podCidrs: ["10.0.0.0"] })],
    {},
    [
      'error: members[0].podCidrs[0]: "10.0.0.0" of cluster west is not a CIDR; write it like 10.1.0.0/16 [mesh-pod-cidr]',
    ],
  ],
  [
    "no pod CIDR",
    [member("west", 1, { podCidrs: [] })],
    {},
    ["error: members[0].podCidrs: cluster west has no pod CIDR; give its pod CIDRs [mesh-pod-cidr-missing]"],
  ],
  [
    "a peer listed twice",
    [member("west", 1, { peers: ["east", "east"] }), east],
    {},
    [
      "error: members[0].peers[1]: cluster west lists its peer east twice; list it once [mesh-peer-duplicate]",
    ],
  ],
  [
    "itself as a peer",
    [member("west", 1, { peers: ["west"] }), east],
    {},
    ["error: members[0].peers[0]: cluster west lists itself as its peer; leave it out [mesh-peer-self]"],
  ],
  [
    "a peer that is no member",
    [member("west", 1, { peers: ["north"] }), east],
    {},
    [
      "error: members[0].peers[0]: cluster west lists the peer north, which is no member of the mesh; choose from west, east [mesh-peer-unknown]",
    ],
  ],
  [
    "a link from one side",
    [member("west", 1, { peers: ["east"] }), member("east", 2, { peers: [] })],
    {},
    [
      "warning: members[0].peers[0], members[1].peers: cluster west connects to east, but east does not connect to west, so replies find no way back; list west among the peers of east [mesh-peer-one-sided]",
    ],
  ],
  [
    "no nodes",
    [member("west", 1, { nodes: undefined, given: { ...unmatched, nodes: false } })],
    {},
    [
      "error: members[0].nodes: cluster west has no nodes whose addresses its peers could be told; give its nodes, or endpoints [mesh-nodes-missing]",
    ],
  ],
  ["nodes that only the engine knows", [member("west", 1, { nodes: undefined, given: unmatched })], {}, []],
  [
    "no control plane to tell of",
    [member("west", 1, { nodes: [{ name: "w", role: "worker", address: "192.0.2.1" }] })],
    { peerAddresses: MeshPeerAddresses.ControlPlane },
    [
      "error: peerAddresses, members[0].nodes: no node of cluster west is a control plane, but peers are to be told control planes only; say peerAddresses: all-nodes [mesh-control-plane-missing]",
    ],
  ],
  [
    "empty endpoints",
    [member("west", 1, { endpoints: [] })],
    {},
    [
      "error: members[0].endpoints: endpoints of cluster west is empty; name an address, or leave it out [mesh-endpoints-empty]",
    ],
  ],
  [
    "endpoints of two kinds",
    [member("west", 1, { endpoints: ["192.0.2.1", "west.example.org"] })],
    {},
    [
      "error: members[0].endpoints: endpoints of cluster west mixes DNS names and further entries (192.0.2.1, west.example.org); give either IP addresses or a single DNS name [mesh-endpoints-form]",
    ],
  ],
  [
    "a port that is none",
    [member("west", 1, { endpoints: ["192.0.2.1"], endpointPort: 70000 })],
    {},
    [
      "error: members[0].endpointPort: endpointPort 70000 of cluster west is not a port; choose from 1–65535 [mesh-endpoint-port]",
    ],
  ],
  [
    "ClusterIP without endpoints",
    [west],
    { serviceType: MeshServiceType.ClusterIP },
    [
      "error: service.type, members[0].endpoints: the ClusterIP service of cluster west has no address that its peers could know; give endpoints that peers can reach [mesh-endpoints-missing]",
    ],
  ],
  [
    "a load balancer that the chart makes",
    [west],
    { serviceType: MeshServiceType.LoadBalancer },
    [
      "error: service.type, members[0].endpoints: Cilium 1.18.2 makes the LoadBalancer service of cluster west itself, so its address is not known before the install; use NodePort first and give the load balancer's address as endpoints then, or use Cilium 1.19.0 or later [mesh-load-balancer-unknown]",
    ],
  ],
  [
    "a load balancer and no way to make it",
    [member("west", 1, { ciliumVersion: "1.19.0" })],
    { serviceType: MeshServiceType.LoadBalancer },
    [
      "error: members[0].kubeconfig: the LoadBalancer service of cluster west is made before the install, for which there is no kubeconfig; give the cluster's kubeconfig [mesh-kubeconfig-missing]",
    ],
  ],
  [
    "a NodePort out of range",
    [member("west", 1, { nodePort: 2379 })],
    {},
    [
      "error: members[0].nodePort: NodePort 2379 of cluster west is outside 30000–32767; choose one inside [mesh-node-port-range]",
    ],
  ],
  [
    "an id that leads out of the NodePorts",
    [member("west", 400, { ciliumVersion: "1.17.6", podCidrs: ["10.9.0.0/16"] })],
    { maxConnectedClusters: 511 },
    [
      "error: members[0].id: NodePort 32778 of cluster west is outside 30000–32767; give it a nodePort, or a smaller id [mesh-node-port-range]",
    ],
  ],
  [
    "a chosen NodePort that our own runs into",
    [
      member("west", 1, { ciliumVersion: "1.17.6", nodePort: 32380 }),
      member("east", 2, { ciliumVersion: "1.17.6" }),
    ],
    {},
    [
      "error: members[0].nodePort, members[1].id: clusters west and east both use NodePort 32380, which kube-proxy replacement before 1.18.2 answers locally, so that a cluster may connect to itself (#24692); give them different nodePorts, or use Cilium 1.18.2 or later [mesh-node-port-clash]",
    ],
  ],
  [
    "the same NodePort where that works",
    [member("west", 1, { nodePort: 32000 }), member("east", 2, { nodePort: 32000 })],
    {},
    [],
  ],
];

describe("C3 validateMesh", () => {
  it.each(cases)("%s", (_, members, options, expected) => {
    expect(validateMesh(members, options).map(formatFinding)).toEqual(expected);
  });

  it("says everything at once", () => {
    const bad = [
      member("a_", 0, { podCidrs: ["x"] }),
      member("b", 2, { peers: ["zz"], ciliumVersion: "1.15.0" }),
    ];
    const codes = validateMesh(bad, { maxConnectedClusters: 300 }).map((f) => f.code);
    expect(new Set(codes)).toEqual(
      new Set([
        "mesh-size",
        "mesh-id-range",
        "mesh-name",
        "mesh-pod-cidr",
        "mesh-peer-unknown",
        "mesh-version-skew",
      ]),
    );
  });

  it("counts the members of a mesh that is too large", () => {
    const members = [...Array(256).keys()].map((i) =>
      member(`c${i}`, (i % 255) + 1, { podCidrs: [`10.${i}.0.0/16`], nodePort: 32000 }),
    );
    expect(validateMesh(members, {}).map(formatFinding)).toContain(
      "error: members: the mesh has 256 members, maxConnectedClusters allows 255; say maxConnectedClusters: 511 [mesh-too-large]",
    );
  });

  it("finds an overlap among 511 clusters in a moment", () => {
    const members = [...Array(511).keys()].map((i) =>
      member(`c${i}`, i + 1, { podCidrs: [`10.${i >> 1}.${(i % 2) * 128}.0/17`] }),
    );
    members[510] = member("last", 511, { podCidrs: ["10.0.0.0/24"] });
    const start = performance.now();
    const found = validateMesh(members, { maxConnectedClusters: 511 });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(found.map((f) => f.paths)).toEqual([["members[0].podCidrs[0]", "members[510].podCidrs[0]"]]);
  });
});
