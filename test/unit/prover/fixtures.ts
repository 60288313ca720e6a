import { Finding, formatFinding } from "../../../components/internal/finding";
import { HelmValues, mergeValues } from "../../../components/internal/helm-values";
import {
  checkInstall,
  checkTopology,
  Topology,
  TopologyCluster,
  TopologyHostPort,
  TopologyNode,
  TopologyService,
  TopologyServiceCluster,
  TopologyPool,
  TopologyWorkload,
} from "../../../components/prover";

export interface ClusterSpec {
  id?: number;
  version?: string;
  pods?: string[];
  services?: string[];
  /** Merged over the values of a sound member of a mesh. */
  values?: HelmValues;
  nodes?: TopologyNode[];
  hostPorts?: [address: string, port: number, protocol?: string][];
  kubernetesVersion?: string;
  kubeProxy?: boolean;
  hosting?: "kind" | "existing";
  helmWaits?: boolean;
  nodeCidrMaskSize?: number;
}

export interface TopologySpec {
  west?: ClusterSpec;
  east?: ClusterSpec;
  /** Clusters beside or instead of west and east. */
  clusters?: TopologyCluster[];
  /** Members by name; `null` for no mesh. Defaults to all clusters. */
  members?: string[] | null;
  explicitNodePorts?: string[];
  services?: TopologyService[];
  workloads?: TopologyWorkload[];
  pools?: readonly TopologyPool[];
}

/** The values of a sound member: native routing, kube-proxy replacement, a mesh over NodePorts with one CA. */
export function soundValues(name: string, id: number, peers: readonly string[] = []): HelmValues {
  return {
    cluster: { name, id },
    ipam: { mode: "kubernetes" },
    kubeProxyReplacement: true,
    k8sServiceHost: `${name}-control-plane`,
    k8sServicePort: 6443,
    routingMode: "native",
    autoDirectNodeRoutes: true,
    ipv4NativeRoutingCIDR: "10.0.0.0/15",
    bpf: { masquerade: true },
    operator: { replicas: 1 },
    tls: { ca: { cert: "Q0E=", key: "S0VZ" } },
    clustermesh: {
      useAPIServer: true,
      maxConnectedClusters: 255,
      config: {
        enabled: true,
        clusters: peers.map((peer) => ({ name: peer, ips: [`\${${peer}.nodes[0].address}`], port: 32379 })),
      },
      apiserver: {
        service: { type: "NodePort" },
        kvstoremesh: { enabled: true },
        tls: { auto: { method: "helm" } },
      },
    },
  };
}

export function cluster(
  name: string,
  spec: ClusterSpec = {},
  index = 0,
  peers: readonly string[] = [],
): TopologyCluster {
  const where = `clusters[${index}]`;
  const hosting = spec.hosting ?? "kind";
  const fields: Record<string, string> = {
    podCidrs: `${hosting}.podSubnet`,
    serviceCidrs: `${hosting}.serviceSubnet`,
    kubernetesVersion: "kind.nodeImage",
    kubeProxy: "kind.kubeProxyMode",
  };
  return {
    name,
    at: (field) => {
      const head = /^\w+/.exec(field)?.[0] ?? "";
      return `${where}.${fields[head] ?? (head === "nodes" ? `${hosting}.${field}` : field)}`;
    },
    hosting,
    ...(spec.kubernetesVersion !== undefined ? { kubernetesVersion: spec.kubernetesVersion } : {}),
    ...(spec.kubeProxy !== undefined ? { kubeProxy: spec.kubeProxy } : {}),
    podCidrs: spec.pods ?? [`10.${index}.0.0/16`],
    serviceCidrs: spec.services ?? [`10.${100 + index}.0.0/16`],
    nodeCidrMaskSize: spec.nodeCidrMaskSize ?? 24,
    nodes: spec.nodes ?? [
      { name: `${name}-control-plane`, role: "control-plane" },
      { name: `${name}-worker`, role: "worker" },
    ],
    hostPorts: (spec.hostPorts ?? []).map(([address, port, protocol = "TCP"], i): TopologyHostPort => ({
      address,
      port,
      protocol,
      path: `${where}.ports[${i}]`,
    })),
    cilium: {
      version: spec.version ?? "1.18.2",
      values: mergeValues(soundValues(name, spec.id ?? index + 1, peers), spec.values ?? {}),
      at: (key) => `${where}.cilium.${key}`,
      helmWaits: spec.helmWaits ?? false,
    },
  };
}

/** West and east in one mesh, sound unless the spec says otherwise. */
export function topology(spec: TopologySpec = {}): Topology {
  const clusters = spec.clusters ?? [
    cluster("west", spec.west, 0, ["east"]),
    cluster("east", spec.east, 1, ["west"]),
  ];
  const members = spec.members === undefined ? clusters.map(({ name }) => name) : spec.members;
  return {
    clusters,
    ...(members === null
      ? {}
      : {
          mesh: {
            at: (field: string) => `mesh.${field}`,
            members: members.map((name, i) => ({
              cluster: name,
              path: `mesh.members[${i}]`,
              explicitNodePort: spec.explicitNodePorts?.includes(name) ?? false,
            })),
          },
        }),
    services: spec.services ?? [],
    workloads: spec.workloads ?? [],
    pools: spec.pools ?? [],
  };
}

export interface ServiceSpec extends Partial<Omit<TopologyService, "clusters" | "at">> {
  in?: (string | (Partial<TopologyServiceCluster> & { cluster: string }))[];
}

export function service(spec: ServiceSpec = {}, index = 0): TopologyService {
  const { in: places = ["west", "east"], ...rest } = spec;
  return {
    name: "webpod",
    namespace: "default",
    at: (field) => `services[${index}].${field}`,
    ports: [{ name: "http", port: 80, protocol: "TCP" }],
    ...rest,
    clusters: places.map((place, i) => ({
      path: `services[${index}].clusters[${i}]`,
      global: true,
      clientOnly: false,
      selector: typeof place !== "string" && place.clientOnly === true ? {} : { app: "webpod" },
      ...(typeof place === "string" ? { cluster: place } : place),
    })),
  };
}

export function workload(cluster: string, spec: Partial<TopologyWorkload> = {}): TopologyWorkload {
  return {
    name: "webpod",
    namespace: "default",
    cluster,
    labels: { app: "webpod" },
    replicas: 2,
    path: `samples[0].${cluster}`,
    ...spec,
  };
}

export function told(findings: readonly Finding[]): string[] {
  return findings.map(formatFinding);
}

/** What a topology is told. */
export function proved(spec: TopologySpec): string[] {
  return told(checkTopology(topology(spec)));
}

/** What one install outside any mesh is told, from a few values over Cilium's defaults. */
export function installed(version: string, values: HelmValues, helmWaits = false): string[] {
  return told(checkInstall(values, version, (key) => `cilium.${key}`, { helmWaits }));
}
