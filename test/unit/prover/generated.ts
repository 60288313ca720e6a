import fc from "fast-check";
import { HelmValues } from "../../../components/internal/helm-values";
import { Topology } from "../../../components/prover";
import { cluster, service, topology, workload } from "./fixtures";

/** Versions that may be in one mesh, each free of the faults that would be told of. */
const lines = [
  ["1.15.19"],
  ["1.16.19", "1.17.18"],
  ["1.17.18", "1.18.12"],
  ["1.18.12", "1.19.6"],
  ["1.19.6", "1.20.0"],
] as const;

/** A mesh by its choices; every choice is sound. */
export interface MeshChoice {
  size: number;
  line: (typeof lines)[number];
  native: boolean;
  replacement: boolean;
  wireguard: boolean;
  kvstoreMesh: boolean;
  nodes: number;
  clientOnly: boolean;
  large: boolean;
}

export const meshChoice: fc.Arbitrary<MeshChoice> = fc.record({
  size: fc.integer({ min: 1, max: 6 }),
  line: fc.constantFrom(...lines),
  native: fc.boolean(),
  replacement: fc.boolean(),
  wireguard: fc.boolean(),
  kvstoreMesh: fc.boolean(),
  nodes: fc.integer({ min: 1, max: 4 }),
  clientOnly: fc.boolean(),
  large: fc.boolean(),
});

/** The topology of a choice: kind clusters c0, c1 … in one full mesh, with a global service. */
export function soundMesh(choice: MeshChoice): Topology {
  const names = Array.from({ length: choice.size }, (_, i) => `c${i}`);
  const clusters = names.map((name, i) => {
    const version = choice.line[i % choice.line.length] ?? choice.line[0];
    return cluster(
      name,
      {
        version,
        nodes: Array.from({ length: choice.nodes }, (_, n) => ({
          name: `${name}-${n}`,
          role: n === 0 ? "control-plane" : "worker",
          address: `172.19.${i}.${n + 2}`,
        })),
        hostPorts: [["0.0.0.0", 30000 + 1000 * i]],
        values: memberValues(choice, names, i),
      },
      i,
    );
  });
  const backends = choice.clientOnly && choice.size > 1 ? names.slice(1) : names;
  return topology({
    clusters,
    services: [
      service({
        in: names.map((name) =>
          backends.includes(name) ? { cluster: name } : { cluster: name, clientOnly: true },
        ),
      }),
    ],
    workloads: backends.map((name) => workload(name)),
  });
}

/** Each its own NodePort, which every version bears. */
function nodePort(i: number): number {
  return 32379 + i;
}

function memberValues(choice: MeshChoice, names: readonly string[], i: number): HelmValues {
  const peers = names.flatMap((name, n) =>
    n === i ? [] : [{ name, ips: [`172.19.${n}.2`], port: nodePort(n) }],
  );
  return {
    kubeProxyReplacement: choice.replacement,
    bpf: { masquerade: choice.replacement && choice.native },
    ...(choice.native
      ? { ipv4NativeRoutingCIDR: "10.0.0.0/13" }
      : { routingMode: "tunnel", autoDirectNodeRoutes: false, ipv4NativeRoutingCIDR: "" }),
    encryption: { enabled: choice.wireguard, type: "wireguard" },
    clustermesh: {
      maxConnectedClusters: choice.large ? 511 : 255,
      config: { clusters: peers },
      apiserver: { service: { nodePort: nodePort(i) }, kvstoremesh: { enabled: choice.kvstoreMesh } },
    },
  };
}

type Change = (topology: Topology, at: number) => Topology;

/** Changes one cluster's final values. */
function values(
  change: (name: string) => HelmValues,
  merge: (old: HelmValues, over: HelmValues) => HelmValues,
): Change {
  return (old, at) => ({
    ...old,
    clusters: old.clusters.map((c, i) =>
      i === at ? { ...c, cilium: { ...c.cilium, values: merge(c.cilium.values, change(c.name)) } } : c,
    ),
  });
}

export interface Injection {
  readonly code: string;
  /** How many clusters it takes. */
  readonly least: number;
  readonly change: Change;
}

/** One fault each, put into cluster `at` of a sound mesh. */
export function injections(merge: (old: HelmValues, over: HelmValues) => HelmValues): Injection[] {
  const set = (code: string, over: HelmValues, least = 1): Injection => ({
    code,
    least,
    change: values(() => over, merge),
  });
  const field = (
    code: string,
    least: number,
    change: (c: Topology["clusters"][number], other: Topology["clusters"][number]) => object,
  ): Injection => ({
    code,
    least,
    change: (old, at) => {
      const other = old.clusters[(at + 1) % old.clusters.length];
      return {
        ...old,
        clusters: old.clusters.map((c, i) =>
          i === at && other !== undefined ? { ...c, ...change(c, other) } : c,
        ),
      };
    },
  });
  return [
    field("pod-cidr-overlap", 2, (_, other) => ({ podCidrs: other.podCidrs })),
    field("pod-service-cidr-overlap", 1, (c) => ({ serviceCidrs: c.podCidrs })),
    field("pod-node-cidr-overlap", 2, (_, other) => ({
      nodes: [{ name: "n", role: "worker", address: (other.podCidrs[0] ?? "").replace("0.0/16", "9.9") }],
    })),
    field("cidr-invalid", 1, () => ({ podCidrs: ["10.0.0.0"] })),
    field("cidr-not-canonical", 1, () => ({ serviceCidrs: ["10.200.0.1/16"] })),
    field("pod-cidr-too-small", 1, (c) => ({ podCidrs: [(c.podCidrs[0] ?? "").replace("/16", "/25")] })),
    field("host-port-clash", 2, (_, other) => ({ hostPorts: other.hostPorts })),
    field("kubernetes-version-refused", 1, () => ({ kubernetesVersion: "1.15.0" })),
    field("cluster-name-duplicate", 2, (_, other) => ({ name: other.name })),
    set("cluster-id-zero", { cluster: { id: 0 } }),
    set("cluster-id-range", { cluster: { id: 600 } }),
    set("cluster-name-invalid", { cluster: { name: "No_Good" } }),
    set("mesh-not-enabled", { clustermesh: { useAPIServer: false } }),
    set("mesh-ca-differs", { tls: { ca: { cert: "T1RIRVI=" } } }, 2),
    set("mesh-ip-family-differs", { ipv6: { enabled: true } }, 2),
    set("native-cidr-missing", { routingMode: "native", ipv4NativeRoutingCIDR: "" }),
    set("native-cidr-misses-pod-cidr", { routingMode: "native", ipv4NativeRoutingCIDR: "192.0.2.0/24" }),
    set("ip-masq-agent-without-bpf-masquerade", {
      bpf: { masquerade: false },
      ipMasqAgent: { enabled: true },
    }),
    set("bpf-masquerade-without-kube-proxy-replacement", {
      kubeProxyReplacement: false,
      bpf: { masquerade: true },
    }),
    set("auto-direct-node-routes-in-tunnel", { routingMode: "tunnel", autoDirectNodeRoutes: true }),
    set("hubble-ui-without-relay", { hubble: { ui: { enabled: true } } }),
    set("setting-wrong-value", { kubeProxyReplacement: "always" }),
    set("setting-wrong-type", { debug: { enabled: "yes" } }),
    set("setting-misspelt", { kubeProxyReplacment: true }),
    set("setting-unknown", { fluxCapacitor: { gigawatts: 1.21 } }),
    set("node-port-range", { clustermesh: { apiserver: { service: { nodePort: 2379 } } } }),
    set("kvstore-without-etcd", { identityAllocationMode: "kvstore" }),
  ];
}
