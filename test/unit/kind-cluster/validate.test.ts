import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import type { KindClusterArgs, KindNodeArgs } from "../../../components/kind-cluster/args";
import { planKindCluster } from "../../../components/kind-cluster/kind-config";
import { validateKindCluster } from "../../../components/kind-cluster/validate";

const subnets = { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" };
const found = (args: Partial<KindClusterArgs>): string[] =>
  validateKindCluster(planKindCluster("west", { ...subnets, ...args })).map(formatFinding);
const control = (node: Partial<KindNodeArgs>): Partial<KindClusterArgs> => ({
  nodes: [{ role: "control-plane", ...node }],
});

describe("a kind cluster", () => {
  it.each<[string, Partial<KindClusterArgs>]>([
    ["the defaults", {}],
    ["dual stack", { podSubnet: "10.0.0.0/16,fd00:10::/56", serviceSubnet: "10.2.0.0/16,fd00:20::/112" }],
    ["a name with dots", { clusterName: "a.b-c1" }],
    [
      "one port for two protocols",
      control({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: "UDP" }] }),
    ],
    [
      "one port at two addresses",
      control({
        portMappings: [
          { containerPort: 80, listenAddress: "127.0.0.1" },
          { containerPort: 80, listenAddress: "127.0.0.2" },
        ],
      }),
    ],
    ["an image with a digest", { nodeImage: "registry:5000/kindest/node:v1.33.2@sha256:abc" }],
  ])("may have %s", (_, args) => {
    expect(found(args)).toStrictEqual([]);
  });

  it.each<[string, Partial<KindClusterArgs>, string]>([
    [
      "a bad name",
      { clusterName: "West_1" },
      'error: clusterName: "West_1" is no name for a kind cluster: 1 to 50 characters of a–z, 0–9, "." and "-" are allowed, first and last a letter or digit; choose a name such as west [kind-cluster-name]',
    ],
    [
      "a pod subnet that is none",
      { podSubnet: "10.0.0.0" },
      'error: podSubnet: "10.0.0.0" is no CIDR; write a network such as 10.0.0.0/16 [kind-subnet]',
    ],
    [
      "host bits in a subnet",
      { serviceSubnet: "10.2.0.1/16" },
      "error: serviceSubnet: 10.2.0.1/16 has host bits set, the network is 10.2.0.0/16; write 10.2.0.0/16 [kind-subnet]",
    ],
    [
      "two subnets of a family",
      { podSubnet: "10.0.0.0/16,10.5.0.0/16" },
      'error: podSubnet: "10.0.0.0/16,10.5.0.0/16" has more than one network of a family; name one per family [kind-subnet]',
    ],
    [
      "overlapping subnets",
      { serviceSubnet: "10.0.128.0/24" },
      'error: podSubnet, serviceSubnet: pod subnet 10.0.0.0/16 and service subnet 10.0.128.0/24 of kind cluster "west" overlap; give each a range of its own [kind-subnet-overlap]',
    ],
    [
      "pods and Services of different families",
      { serviceSubnet: "fd00:10:96::/112" },
      'error: podSubnet, serviceSubnet: pods of kind cluster "west" are IPv4 (10.0.0.0/16), its Services IPv6 (fd00:10:96::/112); give both the same families [kind-subnet-families]',
    ],
    [
      "an unknown kube-proxy mode",
      { kubeProxyMode: "off" },
      'error: kubeProxyMode: "off" is no kube-proxy mode of kind, expected none, iptables, ipvs, nftables; use none where Cilium replaces kube-proxy [kind-kube-proxy-mode]',
    ],
    [
      "an API server port out of range",
      { apiServerPort: 0 },
      "error: apiServerPort: 0 is no port; write a whole number between 1 and 65535 [kind-port]",
    ],
    [
      "no control plane",
      { nodes: [{ role: "worker" }] },
      'error: nodes: kind cluster "west" has no control-plane node among its 1; add a node with role control-plane [kind-no-control-plane]',
    ],
    [
      "an unknown role",
      { nodes: [{ role: "control-plane" }, { role: "etcd" as "worker" }] },
      'error: nodes[1].role: "etcd" is no role of a kind node, expected control-plane or worker; choose one of the two [kind-node-role]',
    ],
    [
      "an image that is an option",
      control({ image: "--retain" }),
      'error: nodes[0].image: "--retain" is no image reference; write one such as kindest/node:v1.33.2 [kind-node-image]',
    ],
    [
      "a bad label",
      control({ labels: { "a b": "c" } }),
      "error: nodes[0].labels: label a b=c: the key's name must be letters, digits, -, _ and ., first and last a letter or digit; correct the label [kind-node-label]",
    ],
    [
      "a container port out of range",
      control({ portMappings: [{ containerPort: 70000 }] }),
      "error: nodes[0].portMappings[0].containerPort: 70000 is no port; write a whole number between 1 and 65535 [kind-port]",
    ],
    [
      "a host port that is no number of a port",
      control({ portMappings: [{ containerPort: 80, hostPort: 1.5 }] }),
      "error: nodes[0].portMappings[0].hostPort: 1.5 is no port; write a whole number between 1 and 65535 [kind-port]",
    ],
    [
      "a listen address that is a name",
      control({ portMappings: [{ containerPort: 80, listenAddress: "localhost" }] }),
      'error: nodes[0].portMappings[0].listenAddress: "localhost" is no IP address; write an address of this host, or leave it out for 0.0.0.0 [kind-listen-address]',
    ],
    [
      "an unknown protocol",
      control({ portMappings: [{ containerPort: 80, protocol: "tcp" }] }),
      'error: nodes[0].portMappings[0].protocol: "tcp" is no protocol, expected TCP, UDP or SCTP; leave it out for TCP [kind-protocol]',
    ],
    [
      "a host port twice",
      {
        nodes: [
          { role: "control-plane", portMappings: [{ containerPort: 30000 }] },
          {
            role: "worker",
            portMappings: [{ containerPort: 80, hostPort: 30000, listenAddress: "127.0.0.1" }],
          },
        ],
      },
      'error: nodes[0].portMappings[0].hostPort, nodes[1].portMappings[0].hostPort: host port 30000/TCP is taken twice in kind cluster "west"; give one of them another hostPort [kind-host-port-twice]',
    ],
    [
      "the API server's port for a node as well",
      { apiServerPort: 30000, ...control({ portMappings: [{ containerPort: 30000 }] }) },
      'error: nodes[0].portMappings[0].hostPort, apiServerPort: host port 30000/TCP is taken twice in kind cluster "west"; give one of them another hostPort [kind-host-port-twice]',
    ],
    [
      "a relative mount",
      control({ mounts: [{ hostPath: "data", containerPath: "/data" }] }),
      'error: nodes[0].mounts[0].hostPath: "data" is no absolute path; start it with / [kind-mount]',
    ],
    [
      "a package that is an option",
      { nodePackages: ["--yes"] },
      'error: nodePackages: "--yes" is no name of a Debian package; write one such as tcpdump [kind-node-package]',
    ],
    [
      "no patience",
      { timeoutSeconds: 5 },
      "error: timeoutSeconds: 5 is no whole number of seconds between 30 and 7200; leave it out for 600 [kind-timeout]",
    ],
  ])("may not have %s", (_, args, message) => {
    expect(found(args)).toStrictEqual([message]);
  });

  it("is told all its faults at once, at the paths of the caller's input", () => {
    const plan = planKindCluster("-", { podSubnet: "x", serviceSubnet: "y", kubeProxyMode: "z" });
    const findings = validateKindCluster(plan, (field) => `clusters[0].kind.${field}`);
    expect(findings.map((finding) => finding.paths)).toStrictEqual([
      ["clusters[0].kind.clusterName"],
      ["clusters[0].kind.podSubnet"],
      ["clusters[0].kind.serviceSubnet"],
      ["clusters[0].kind.kubeProxyMode"],
    ]);
  });
});
