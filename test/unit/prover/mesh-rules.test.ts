import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { cluster, proved, service } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "two clusters of one name": () =>
    proved({ clusters: [cluster("west", {}, 0), cluster("west", { id: 2 }, 1)] }),
  "two members that go by one name": () => proved({ east: { values: { cluster: { name: "west" } } } }),
  "a member with Cilium's own defaults": () =>
    proved({ east: { values: { cluster: { name: "default", id: 0 } } } }),
  "one id for three members": () =>
    proved({
      clusters: [
        cluster("a", { id: 2 }, 0),
        cluster("b", { id: 2 }, 1),
        cluster("c", { id: 2, values: { ipv4NativeRoutingCIDR: "10.0.0.0/14" } }, 2),
      ].map((c) => ({
        ...c,
        cilium: { ...c.cilium, values: { ...c.cilium.values, ipv4NativeRoutingCIDR: "10.0.0.0/14" } },
      })),
    }),
  "an empty mesh": () => proved({ members: [] }),
  "a member twice": () => proved({ members: ["west", "east", "west"] }),
  "a member that is no cluster": () => proved({ members: ["west", "east", "north"] }),
  "different sizes": () => proved({ east: { values: { clustermesh: { maxConnectedClusters: 511 } } } }),
  "a member that is switched off": () =>
    proved({ east: { values: { clustermesh: { useAPIServer: false, config: { enabled: false } } } } }),
  "different CAs": () => proved({ east: { values: { tls: { ca: { cert: "T1RIRVI=", key: "T1RIRVI=" } } } } }),
  "a member without CA": () => proved({ east: { values: { tls: { ca: { cert: "", key: "" } } } } }),
  "no CA at all": () => proved({ west: { values: { tls: null } }, east: { values: { tls: null } } }),
  "authMode cluster beside legacy": () =>
    proved({ west: { values: { clustermesh: { apiserver: { tls: { authMode: "cluster" } } } } } }),
  "native routing beside a tunnel": () =>
    proved({ east: { values: { routingMode: "tunnel", autoDirectNodeRoutes: false } } }),
  "VXLAN beside Geneve, on different ports": () =>
    proved({
      west: { values: { routingMode: "tunnel", autoDirectNodeRoutes: false } },
      east: {
        values: {
          routingMode: "tunnel",
          autoDirectNodeRoutes: false,
          tunnelProtocol: "geneve",
          tunnelPort: 7000,
        },
      },
    }),
  "encryption in one cluster": () =>
    proved({ east: { values: { encryption: { enabled: true, type: "wireguard" } } } }),
  "IPv6 in one cluster": () =>
    proved({ east: { values: { ipv6: { enabled: true }, ipv6NativeRoutingCIDR: "fd00::/8" } } }),
  "two minors apart": () =>
    proved({
      east: { version: "1.16.19", values: { clustermesh: { apiserver: { service: { nodePort: 32380 } } } } },
      west: {
        values: {
          clustermesh: { config: { clusters: [{ name: "east", ips: ["192.0.2.2"], port: 32380 }] } },
        },
      },
    }),
  "1.14 beside 1.15": () =>
    proved({
      west: {
        version: "1.14.19",
        values: { clustermesh: { maxConnectedClusters: 255, apiserver: { service: { nodePort: 32380 } } } },
      },
      east: {
        version: "1.15.19",
        values: {
          clustermesh: { config: { clusters: [{ name: "west", ips: ["192.0.2.2"], port: 32380 }] } },
        },
      },
    }),
  "a peer that is no member": () =>
    proved({
      west: {
        values: {
          clustermesh: {
            config: {
              clusters: [
                { name: "east", ips: ["192.0.2.2"], port: 32379 },
                { name: "esat", ips: ["192.0.2.2"], port: 32379 },
              ],
            },
          },
        },
      },
    }),
  "a peer of one side only": () =>
    proved({ east: { values: { clustermesh: { config: { clusters: [] } } } } }),
  "a peer of one side only with authMode cluster": () =>
    proved({
      west: { values: { clustermesh: { apiserver: { tls: { authMode: "cluster" } } } } },
      east: {
        values: { clustermesh: { config: { clusters: [] }, apiserver: { tls: { authMode: "cluster" } } } },
      },
    }),
  "a peer at another port": () =>
    proved({
      east: { nodes: [{ name: "e", role: "control-plane", address: "192.0.2.9" }] },
      west: {
        values: {
          clustermesh: { config: { clusters: [{ name: "east", ips: ["192.0.2.9"], port: 32400 }] } },
        },
      },
    }),
  "a peer by a name that its certificate lacks": () =>
    proved({
      west: {
        values: {
          clustermesh: { config: { clusters: [{ name: "east", address: "east.example.org", port: 2379 }] } },
        },
      },
    }),
  "a peer by a name below the wildcard of its certificate": () =>
    proved({
      west: {
        values: {
          clustermesh: {
            config: { clusters: [{ name: "east", address: "a.east.example.org", port: 2379 }] },
          },
        },
      },
      east: {
        values: {
          clustermesh: {
            apiserver: { tls: { server: { extraDnsNames: ["*.example.org", "east.example.org"] } } },
          },
        },
      },
    }),
  "one NodePort in two clusters by choice": () =>
    proved({ west: { version: "1.17.6" }, east: { version: "1.17.6" }, explicitNodePorts: ["west", "east"] }),
  "one NodePort in two clusters by allocation": () =>
    proved({ west: { version: "1.18.1" }, east: { version: "1.18.1" }, explicitNodePorts: ["west"] }),
  "a service on the NodePort of the mesh, and one out of range": () =>
    proved({
      services: [
        service({
          type: "NodePort",
          ports: [
            { name: "a", port: 80, nodePort: 32379, protocol: "TCP" },
            { name: "b", port: 81, nodePort: 80, protocol: "TCP" },
          ],
          in: ["west"],
        }),
      ],
    }),
  "a mesh of more members than 255": () =>
    proved({
      clusters: Array.from({ length: 256 }, (_, i) =>
        cluster(`c${i}`, { id: (i % 255) + 1, pods: [], services: [], nodes: [] }, i),
      ),
    }).filter((line) => line.includes("mesh-too-large")),
};

// The messages, word for word, are in expected/mesh-rules.txt.
describe("C3 what a mesh is told", () => {
  const expected = expectedLines("mesh-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
