import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { cluster, proved, workload } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "equal pod CIDRs": () => proved({ east: { pods: ["10.0.0.0/16"] } }),
  "one pod CIDR for three clusters": () =>
    proved({
      clusters: [
        cluster("a", {}, 0),
        cluster("b", { pods: ["10.0.0.0/16"] }, 1),
        cluster("c", { pods: ["10.0.0.0/16"] }, 2),
      ],
    }),
  "one pod CIDR inside the other": () => proved({ west: { pods: ["10.0.0.0/14"] } }),
  "two pod CIDRs of one cluster": () => proved({ west: { pods: ["10.0.0.0/16", "10.0.128.0/17"] } }),
  "equal pod and service CIDR of one cluster": () => proved({ west: { services: ["10.0.0.0/16"] } }),
  "a service CIDR inside the pod CIDR of the other": () => proved({ east: { services: ["10.0.64.0/18"] } }),
  "a pod CIDR inside the service CIDR of the other": () =>
    proved({ west: { services: ["10.1.0.0/16"] }, east: { pods: ["10.1.2.0/23"], nodes: [] } }),
  "equal service CIDRs": () => proved({ east: { services: ["10.100.0.0/16"] } }),
  "equal service CIDRs where clustermesh-apiserver is a ClusterIP": () =>
    proved({
      west: { values: { clustermesh: { apiserver: { service: { type: "ClusterIP" } } } } },
      east: { services: ["10.100.0.0/16"] },
    }),
  "a node inside the pod CIDR of the other": () =>
    proved({ west: { nodes: [{ name: "n1", role: "control-plane", address: "10.1.0.5" }] } }),
  "a node network inside the own service CIDR": () =>
    proved({
      west: {
        nodes: [{ name: "n1", role: "control-plane", address: "10.100.7.5", network: "10.100.7.0/24" }],
      },
    }),
  "pools left at their default": () =>
    proved({
      west: { values: { ipam: { mode: "cluster-pool" } }, pods: [] },
      east: { values: { ipam: { mode: "cluster-pool" } }, pods: [] },
    }),
  "a pool around the own service CIDR, without mesh": () =>
    proved({
      clusters: [cluster("west", { values: { ipam: { mode: "cluster-pool" } }, pods: [] }, 0)],
      members: null,
    }),
  "a declared pod CIDR beside a pool": () =>
    proved({
      clusters: [
        cluster(
          "west",
          {
            values: {
              ipam: { mode: "cluster-pool", operator: { clusterPoolIPv4PodCIDRList: ["10.1.0.0/16"] } },
            },
          },
          0,
        ),
      ],
      members: null,
    }),
  "texts that are no CIDRs": () => proved({ west: { pods: ["10.0.0.0"], services: ["10.2/16"] } }),
  "a CIDR with host bits": () => proved({ west: { services: ["10.100.3.0/16"] } }),
  "a link-local CIDR": () => proved({ west: { services: ["169.254.0.0/16"] } }),
  "a service CIDR where kind's network is": () => proved({ west: { services: ["172.18.64.0/18"] } }),
  "a pod CIDR with too few node networks": () => proved({ west: { pods: ["10.0.0.0/24"] } }),
  "a pod CIDR smaller than a node network": () => proved({ west: { pods: ["10.0.0.0/25"] } }),
  "a pod CIDR that is too large": () =>
    proved({
      west: { pods: ["10.0.0.0/16"], nodeCidrMaskSize: 26 },
      east: { pods: ["10.64.0.0/10"], nodeCidrMaskSize: 27, values: { ipv4NativeRoutingCIDR: "10.0.0.0/8" } },
    }),
  "a pool with too few node networks": () =>
    proved({
      clusters: [
        cluster(
          "west",
          {
            pods: [],
            values: {
              ipam: { mode: "cluster-pool", operator: { clusterPoolIPv4PodCIDRList: ["10.0.0.0/24"] } },
            },
          },
          0,
        ),
      ],
      members: null,
    }),
  "a service CIDR too large and one too small": () =>
    proved({ west: { services: ["172.0.0.0/11"] }, east: { services: ["10.101.0.0/29"] } }),
  "a native routing CIDR around the service CIDR": () =>
    proved({ west: { values: { ipv4NativeRoutingCIDR: "10.0.0.0/8" } } }),
  "a native routing CIDR that misses the other cluster": () =>
    proved({ west: { values: { ipv4NativeRoutingCIDR: "10.0.0.0/16" } } }),
  "a native routing CIDR that misses the own pods": () =>
    proved({
      clusters: [cluster("west", { values: { ipv4NativeRoutingCIDR: "10.5.0.0/16" } }, 0)],
      members: null,
    }),
  "ip-masq-agent with a list that misses the other cluster": () =>
    proved({
      west: {
        values: {
          ipv4NativeRoutingCIDR: "10.0.0.0/16",
          ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.9.0.0/16"] } },
        },
      },
    }),
  "direct routes across networks": () =>
    proved({
      west: {
        nodes: [
          { name: "n1", role: "control-plane", address: "192.168.10.100", network: "192.168.10.0/24" },
          { name: "n2", role: "worker", address: "192.168.20.100", network: "192.168.20.0/24" },
        ],
      },
    }),
  "direct routes across networks of a mesh before 1.16": () =>
    proved({
      west: {
        version: "1.15.19",
        nodes: [{ name: "w", role: "control-plane", address: "192.168.10.100", network: "192.168.10.0/24" }],
      },
      east: {
        version: "1.15.19",
        values: { autoDirectNodeRoutes: false, bgpControlPlane: { enabled: true } },
        nodes: [{ name: "e", role: "control-plane", network: "192.168.20.0/24" }],
      },
    }),
  "direct routes between addresses far apart": () =>
    proved({
      west: {
        hosting: "existing",
        nodes: [
          { name: "n1", role: "control-plane", address: "192.168.10.100" },
          { name: "n2", role: "worker", address: "192.168.10.101" },
          { name: "n3", role: "worker", address: "192.168.20.100" },
        ],
      },
    }),
  "direct routes between addresses far apart before 1.16": () =>
    proved({
      members: null,
      clusters: [
        cluster(
          "west",
          {
            version: "1.15.19",
            hosting: "existing",
            nodes: [
              { name: "n1", role: "control-plane", address: "192.168.60.100" },
              { name: "n3", role: "worker", address: "192.168.160.100" },
            ],
          },
          0,
        ),
      ],
    }),
  "native routing that nothing routes": () => proved({ west: { values: { autoDirectNodeRoutes: false } } }),
  "one host port in two clusters": () =>
    proved({
      west: { hostPorts: [["0.0.0.0", 30001]] },
      east: {
        hostPorts: [
          ["127.0.0.1", 30001],
          ["0.0.0.0", 31001],
        ],
      },
    }),
  "one host port twice in a cluster": () =>
    proved({
      west: {
        hostPorts: [
          ["127.0.0.1", 64900],
          ["127.0.0.1", 64900],
        ],
      },
    }),
  "one host port near the end of all ports": () =>
    proved({ west: { hostPorts: [["0.0.0.0", 64535]] }, east: { hostPorts: [["0.0.0.0", 64535]] } }),
  "Hubble on ports that nothing leads to this host": () =>
    proved({
      west: {
        hostPorts: [["0.0.0.0", 30000]],
        values: {
          hubble: {
            relay: { enabled: true, service: { type: "NodePort", nodePort: 30002 } },
            ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
          },
        },
      },
    }),
  "Hubble's relay and page on one NodePort": () =>
    proved({
      west: {
        values: {
          hubble: {
            relay: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
            ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
          },
        },
      },
    }),
  "a host port out of range": () => proved({ west: { hostPorts: [["0.0.0.0", 70000]] } }),
  "an untested Kubernetes": () =>
    proved({ west: { kubernetesVersion: "1.34.0" }, east: { kubernetesVersion: "1.28.0" } }),
  "a Kubernetes that the chart refuses": () => proved({ west: { kubernetesVersion: "1.20.15" } }),
  "more operators than nodes": () =>
    proved({
      west: { values: { operator: { replicas: 3 } } },
      east: { values: { operator: { replicas: 3 } }, helmWaits: true },
    }),
  "no operator": () => proved({ west: { values: { operator: { replicas: 0 } } } }),
  "neither kube-proxy nor replacement": () =>
    proved({
      west: { kubeProxy: false, values: { kubeProxyReplacement: false, bpf: { masquerade: false } } },
    }),
  "no kube-proxy and no address of the API server": () =>
    proved({ west: { kubeProxy: false, values: { k8sServiceHost: "" } } }),
  "workloads where no cluster is, and twice": () =>
    proved({ workloads: [workload("north"), workload("west"), workload("west", { path: "samples[1]" })] }),
};

// The messages, word for word, are in expected/network-rules.txt.
describe("A3 A4 C3 what the networks of a topology are told", () => {
  const expected = expectedLines("network-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
