import { HelmValues } from "../../../components/internal/helm-values";
import { describe, expect, it } from "vitest";
import { cluster, proved, service, workload } from "./fixtures";

const rack = (name: string, address: string, network: string) => ({
  name,
  role: "worker" as const,
  address,
  network,
});
const peer = (name: string, address: string) => ({
  clustermesh: { config: { clusters: [{ name, address, port: 2379 }] } },
});
const named = (name: string) => ({
  clustermesh: { apiserver: { tls: { server: { extraDnsNames: [name] } } } },
});

// The other side of the rules: what looks like a fault and is none.
const cases: Record<string, () => string[]> = {
  "a sound mesh": () => proved({}),
  "the notes' addresses: each its own native CIDR, the other's pods in ip-masq-agent's list": () =>
    proved({
      west: {
        values: {
          ipv4NativeRoutingCIDR: "10.0.0.0/16",
          ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.1.0.0/16"] } },
        },
      },
      east: {
        values: {
          ipv4NativeRoutingCIDR: "10.1.0.0/16",
          ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.0.0.0/16"] } },
        },
      },
    }),
  "ip-masq-agent's own list holds all private networks": () =>
    proved({ west: { values: { ipv4NativeRoutingCIDR: "10.0.0.0/16", ipMasqAgent: { enabled: true } } } }),
  "two halves hold the whole": () =>
    proved({
      clusters: [
        cluster("west", {
          pods: ["10.0.0.0/15"],
          values: {
            ipv4NativeRoutingCIDR: "10.0.0.0/16",
            ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.1.0.0/16"] } },
          },
        }),
      ],
      members: null,
    }),
  "no masquerading, no native CIDR": () =>
    proved({
      west: {
        values: { enableIPv4Masquerade: false, ipv4NativeRoutingCIDR: "", bpf: { masquerade: false } },
      },
    }),
  "equal networks of clusters that do not meet": () =>
    proved({ members: null, east: { pods: ["10.0.0.0/16"], services: ["10.100.0.0/16"], id: 1 } }),
  "neighbouring networks": () =>
    proved({
      west: {
        pods: ["10.0.0.0/17"],
        services: ["10.0.128.0/17"],
        values: {
          ipv4NativeRoutingCIDR: "10.0.0.0/17",
          ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.1.0.0/16"] } },
        },
      },
    }),
  "nodes of two clusters on one network": () =>
    proved({
      west: { nodes: [rack("w", "192.168.10.1", "192.168.10.0/24")] },
      east: { nodes: [rack("e", "192.168.10.2", "192.168.10.0/24")] },
    }),
  "nodes on two networks where agents may skip the far ones": () =>
    proved({
      clusters: [
        cluster("west", {
          nodes: [rack("a", "192.168.10.1", "192.168.10.0/24"), rack("b", "192.168.20.1", "192.168.20.0/24")],
          values: { directRoutingSkipUnreachable: true },
        }),
      ],
    }),
  "nodes on two networks in a tunnel": () =>
    proved({
      clusters: [
        cluster("west", {
          nodes: [rack("a", "192.168.10.1", "192.168.10.0/24"), rack("b", "192.168.20.1", "192.168.20.0/24")],
          values: { routingMode: "tunnel", autoDirectNodeRoutes: false },
        }),
      ],
    }),
  "nodes in one /20": () =>
    proved({
      clusters: [
        cluster("west", {
          hosting: "existing",
          nodes: [
            { name: "a", role: "worker", address: "192.168.0.9" },
            { name: "b", role: "worker", address: "192.168.15.9" },
          ],
        }),
      ],
    }),
  "native routing of one node, or by BGP": () =>
    proved({
      members: null,
      west: {
        nodes: [{ name: "w", role: "control-plane" }],
        values: { autoDirectNodeRoutes: false, operator: { replicas: 1 } },
      },
      east: { values: { autoDirectNodeRoutes: false, bgpControlPlane: { enabled: true } } },
    }),
  "a pod CIDR for exactly its nodes": () => proved({ west: { pods: ["10.0.0.0/23"] } }),
  "a pod CIDR of exactly 16 bits more": () =>
    proved({ west: { pods: ["10.0.0.0/16"], nodeCidrMaskSize: 25 } }),
  "service CIDRs of /12 and /28": () =>
    proved({ west: { services: ["10.16.0.0/12"] }, east: { services: ["10.101.0.0/28"] } }),
  "one host port on two addresses, and by two protocols": () =>
    proved({
      west: {
        hostPorts: [
          ["127.0.0.1", 30001],
          ["0.0.0.0", 53],
        ],
      },
      east: {
        hostPorts: [
          ["127.0.0.2", 30001],
          ["0.0.0.0", 53, "UDP"],
        ],
      },
    }),
  "Hubble on mapped ports, on clusters that map none, and on those that are there": () => {
    const hubble = (nodePort: number): HelmValues => ({
      hubble: { relay: { enabled: true }, ui: { enabled: true, service: { type: "NodePort", nodePort } } },
    });
    return [
      ...proved({
        west: { hostPorts: [["0.0.0.0", 30001]], values: hubble(30001) },
        east: { hostPorts: [["0.0.0.0", 31001]], values: hubble(31001) },
      }),
      ...proved({ west: { values: hubble(30001) } }),
      ...proved({ west: { hosting: "existing", hostPorts: [["0.0.0.0", 30000]], values: hubble(30001) } }),
    ];
  },
  "host port 0, which is any": () =>
    proved({ west: { hostPorts: [["0.0.0.0", 0]] }, east: { hostPorts: [["0.0.0.0", 0]] } }),
  "the oldest and the newest tested Kubernetes": () =>
    proved({ west: { kubernetesVersion: "1.30.0" }, east: { kubernetesVersion: "v1.33.9" } }),
  "as many operators as nodes, and any number on clusters that are there": () =>
    proved({
      west: { values: { operator: { replicas: 2 } } },
      east: { hosting: "existing", values: { operator: { replicas: 3 } } },
    }),
  "no kube-proxy, but the way to the API server": () =>
    proved({ west: { kubeProxy: false }, east: { kubeProxy: true, values: { k8sServiceHost: "" } } }),
  "one NodePort where Cilium bears it": () =>
    proved({ west: { version: "1.18.2" }, east: { version: "1.19.6" } }),
  "one NodePort beside kube-proxy": () =>
    proved({
      west: { version: "1.17.6", values: { kubeProxyReplacement: false, bpf: { masquerade: false } } },
      east: { version: "1.17.6", values: { kubeProxyReplacement: false, bpf: { masquerade: false } } },
    }),
  "neighbouring minors": () => proved({ west: { version: "1.19.6" }, east: { version: "1.20.0" } }),
  "a peer by a name of its certificate": () =>
    proved({
      west: { values: peer("east", "east.example.org") },
      east: { values: named("east.example.org") },
    }),
  "a peer by a name that a wildcard of its certificate covers": () =>
    proved({ west: { values: peer("east", "east.example.org") }, east: { values: named("*.example.org") } }),
  "a peer by the mesh's own domain": () => proved({ west: { values: peer("east", "east.mesh.cilium.io") } }),
  "a peer through a load balancer of another port": () =>
    proved({
      west: {
        values: {
          clustermesh: { config: { clusters: [{ name: "east", ips: ["192.0.2.200"], port: 2379 }] } },
        },
      },
    }),
  "a mesh of external kvstores": () =>
    proved({
      clusters: [
        cluster("west", {
          values: {
            identityAllocationMode: "kvstore",
            etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
            clustermesh: { useAPIServer: false },
          },
        }),
      ],
    }),
  "different bundles of CAs": () =>
    proved({
      west: { values: { tls: { ca: { cert: "T1RIRVI=" }, caBundle: { enabled: true } } }, version: "1.19.6" },
      east: { version: "1.19.6" },
    }),
  "a client-only cluster without pods": () =>
    proved({
      services: [service({ in: [{ cluster: "west", clientOnly: true }, "east"] })],
      workloads: [
        workload("east"),
        workload("west", { name: "curl-pod", labels: { app: "curl" } }),
        workload("west", { name: "none", replicas: 0 }),
        workload("west", { name: "far", namespace: "other" }),
      ],
    }),
  "affinity none by its field, where the annotation is broken": () =>
    proved({
      services: [
        service({
          in: [
            { cluster: "west", affinity: "none" },
            { cluster: "east", affinity: "local" },
          ],
        }),
      ],
    }),
  "a Service that is not global, alone": () =>
    proved({ members: null, services: [service({ in: [{ cluster: "west", global: false }] })] }),
  "one target port by two protocols": () =>
    proved({
      services: [
        service({
          ports: [
            { name: "a", port: 53, protocol: "TCP" },
            { name: "b", port: 53, protocol: "UDP" },
          ],
        }),
      ],
    }),
  "a ClusterIP service beside kube-proxy": () =>
    proved({
      west: { values: { kubeProxyReplacement: false, bpf: { masquerade: false } } },
      services: [service()],
    }),
  "SCTP with its switch": () =>
    proved({
      west: { values: { sctp: { enabled: true } } },
      services: [service({ in: ["west"], ports: [{ name: "s", port: 80, protocol: "SCTP" }] })],
    }),
};

describe("no alarm for a topology", () => {
  it.each(Object.entries(cases))("%s", (_, told) => {
    expect(told()).toEqual([]);
  });
});
