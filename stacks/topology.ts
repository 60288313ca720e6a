import { originOf, renderValues } from "../components/cilium-install/values";
import type { CiliumSettings } from "../components/cilium-install/values";
import { containsIp, parseCidr } from "../components/internal/cidr";
import { CiliumMeshMembership } from "../components/cluster-mesh/args";
import { defaultKindNodeImage, kubernetesVersionOf } from "../components/kind-cluster/kind-config";
import {
  Origin,
  Topology,
  TopologyCilium,
  TopologyCluster,
  TopologyHostPort,
  TopologyMesh,
  TopologyService,
  TopologyServiceCluster,
  TopologyWorkload,
} from "../components/prover/topology";
import { planSample, renderSample, samplePods } from "../components/sample-workload/manifests";
import { ServiceClusterConfig, ServiceConfig, StackConfig } from "./config";
import { topologyEtcd } from "./etcd";
import { stackFabric } from "./fabric";
import { stackLoadBalancing, stackPools } from "./load-balancing";
import { stackMemberships } from "./memberships";
import { stackMcs } from "./multi-cluster";
import { readablePasswords } from "./passwords";
import { stackPolicies } from "./policies";
import {
  isPlaceholder,
  ResolvedCluster,
  ResolvedNode,
  resolveClusters,
  serviceClusters,
  settingPath,
} from "./resolve";

/** A stack's configuration as the prover sees it. */
export function toTopology(config: StackConfig): Topology {
  const clusters = resolveClusters(config);
  const memberships = stackMemberships(config, clusters);
  const pools = stackPools(config);
  const loadBalancing = stackLoadBalancing(config, clusters);
  const fabric = stackFabric(config, clusters, pools, readablePasswords);
  const mcs = stackMcs(config, clusters);
  return {
    clusters: clusters.map((c) => cluster(config, c, memberships.get(c.name))),
    ...(config.mesh !== undefined ? { mesh: mesh(config) } : {}),
    services: config.services.map((_, i) => service(config, i)),
    workloads: config.samples.flatMap((_, i) => workloads(config, i)),
    ...(fabric !== undefined ? { fabric } : {}),
    pools,
    ...(loadBalancing !== undefined ? { loadBalancing } : {}),
    ...(mcs !== undefined ? { mcs } : {}),
    ...(config.policies.length > 0 ? { policies: stackPolicies(config, clusters) } : {}),
  };
}

function cluster(
  config: StackConfig,
  c: ResolvedCluster,
  membership?: CiliumMeshMembership,
): TopologyCluster {
  const where = `clusters[${c.index}]`;
  const etcd = topologyEtcd(c, new Date());
  const kubernetesVersion =
    c.config.kind === undefined
      ? undefined
      : kubernetesVersionOf(c.config.kind.nodeImage ?? defaultKindNodeImage);
  return {
    name: c.name,
    at: clusterOrigin(c, where),
    hosting: c.hosting,
    ...(kubernetesVersion !== undefined ? { kubernetesVersion } : {}),
    ...(c.config.kind !== undefined ? { kubeProxy: (c.config.kind.kubeProxyMode ?? "none") !== "none" } : {}),
    podCidrs: c.podCidrs,
    serviceCidrs: c.serviceCidrs,
    nodeCidrMaskSize: 24,
    nodes: c.nodes.map((n) => ({
      name: n.name,
      role: n.role === "control-plane" ? "control-plane" : "worker",
      ...(isPlaceholder(n.address) ? {} : { address: n.address }),
      ...rackNetwork(config, n),
    })),
    hostPorts: hostPorts(c),
    cilium: cilium(config, c, membership),
    ...(etcd !== undefined ? { etcd } : {}),
  };
}

/** Of a dual-stack rack the network that the node's address is in. */
function rackNetwork(config: StackConfig, { address, rack }: ResolvedNode): { network?: string } {
  const declared = config.racks.find(({ name }) => name === rack?.name);
  const subnets = [declared?.subnet, declared?.subnet6].flatMap((text) => parseCidr(text ?? "") ?? []);
  const network = subnets.find((subnet) => containsIp(subnet, address));
  return network === undefined ? {} : { network: network.canonical };
}

function clusterOrigin(c: ResolvedCluster, where: string): Origin {
  const names: Record<string, string> = { podCidrs: "podSubnet", serviceCidrs: "serviceSubnet" };
  return (field) => {
    const head = /^\w+/.exec(field)?.[0] ?? "";
    const input = names[head];
    // A subnet is one input, however many CIDRs it lists.
    if (input !== undefined) return `${where}.${c.hosting}.${input}`;
    if (head === "kubeProxy") return `${where}.kind.kubeProxyMode`;
    if (head === "kubernetesVersion") return `${where}.kind.nodeImage`;
    if (head === "nodes") return `${where}.${c.hosting}.${inRack(c, field)}`;
    return field === "" ? where : `${where}.${field}`;
  };
}

/** A kind node has its address from its rack. */
function inRack(c: ResolvedCluster, field: string): string {
  const [, node] = /^nodes\[(\d+)\]\.address$/.exec(field) ?? [];
  const rack = c.hosting === "kind" ? c.nodes[Number(node)]?.rack : undefined;
  if (rack === undefined) return field;
  return `nodes[${node}].rack.${rack.address === undefined ? "address6" : "address"}`;
}

function hostPorts(c: ResolvedCluster): TopologyHostPort[] {
  return (c.config.kind?.nodes ?? []).flatMap((node, n) =>
    (node.portMappings ?? []).map((mapping, p) => ({
      address: mapping.listenAddress ?? "0.0.0.0",
      port: mapping.hostPort ?? mapping.containerPort,
      nodePort: mapping.containerPort,
      protocol: mapping.protocol ?? "TCP",
      path: `clusters[${c.index}].kind.nodes[${n}].portMappings[${p}]`,
    })),
  );
}

function cilium(config: StackConfig, c: ResolvedCluster, membership?: CiliumMeshMembership): TopologyCilium {
  const sources = {
    settings: c.settings as unknown as CiliumSettings,
    ...(membership !== undefined ? { membership } : {}),
    values: c.values,
  };
  return {
    version: c.version,
    values: renderValues(sources, c.version),
    // Stacks know every kubeconfig, so the component waits and Helm does not, unless told to.
    helmWaits: c.install.wait === "helm",
    at: (key) => {
      if (key === "version") return settingPath(c, "version");
      const origin = originOf(key, sources, c.version);
      // A number that equals the chart's own is not written into the values, yet it was chosen here.
      if (key === "clustermesh.apiserver.service.nodePort" && origin.source !== "values")
        return membershipPath(config, c, "nodePort");
      if (origin.source === "values") return settingPath(c, `values.${origin.path}`);
      // The chart's own defaults are not written, but it is the mesh's inputs that left them so.
      const field = origin.source === "membership" ? origin.path : membership && UNSAID_MESH_FIELDS[key];
      if (field !== undefined) return membershipPath(config, c, field);
      return settingPath(c, origin.path);
    },
  };
}

const UNSAID_MESH_FIELDS: Readonly<Record<string, string>> = {
  "clustermesh.apiserver.service.nodePort": "nodePort",
  "clustermesh.maxConnectedClusters": "maxConnectedClusters",
};

/** Input of the stack file behind a field of a membership. */
function membershipPath(config: StackConfig, c: ResolvedCluster, field: string): string {
  const where = `clusters[${c.index}]`;
  const own: Record<string, string> = {
    name: `${where}.name`,
    id: `${where}.id`,
    nodePort: c.config.mesh?.nodePort !== undefined ? `${where}.mesh.nodePort` : "mesh.service.type",
    peers: c.config.mesh?.peers !== undefined ? `${where}.mesh.peers` : "mesh.members",
    maxConnectedClusters: "mesh.maxConnectedClusters",
    serviceType: "mesh.service.type",
    serviceAnnotations: "mesh.service.annotations",
    serviceExternallyCreated: "mesh.service.type",
    serverDnsNames: `${where}.mesh.endpoints`,
    kvstoreMesh: "mesh.kvstoreMesh.enabled",
    kvstoreMeshPeerTimeoutSeconds: "mesh.kvstoreMesh.peerTimeoutSeconds",
    tlsMethod: "mesh.tls.method",
    tlsSchedule: "mesh.tls.schedule",
    tlsCertValidityDuration: "mesh.tls.certValidityDuration",
    caCertificatePem: "mesh.certificateAuthority",
    caPrivateKeyPem: "mesh.certificateAuthority",
  };
  return own[field] ?? (config.mesh !== undefined ? "mesh" : where);
}

function mesh(config: StackConfig): TopologyMesh {
  const declared = config.mesh?.members;
  const names = declared ?? config.clusters.map((c) => c.name);
  return {
    at: (field) => (field === "" ? "mesh" : `mesh.${field}`),
    members: names.map((name, i) => ({
      cluster: name,
      path: declared !== undefined ? `mesh.members[${i}]` : `clusters[${i}]`,
      explicitNodePort: config.clusters.find((c) => c.name === name)?.mesh?.nodePort !== undefined,
    })),
  };
}

function service(config: StackConfig, index: number): TopologyService {
  const s = config.services[index] as StackConfig["services"][number];
  const where = `services[${index}]`;
  return {
    name: s.name,
    namespace: s.namespace ?? "default",
    at: (field) => (field === "" ? where : `${where}.${field}`),
    ...(s.type !== undefined ? { type: s.type } : {}),
    ...(s.annotations !== undefined ? { annotations: s.annotations } : {}),
    ...outsideOf(s),
    ports: s.ports.map((p) => ({ ...p, protocol: p.protocol ?? "TCP" })),
    clusters: serviceClusters(config, s).map((c, i) => ({
      cluster: c.name,
      path: s.clusters !== undefined ? `${where}.clusters[${i}]` : where,
      global: c.global ?? true,
      ...(c.shared !== undefined ? { shared: c.shared } : {}),
      ...(c.affinity !== undefined ? { affinity: c.affinity } : {}),
      clientOnly: c.clientOnly ?? false,
      ...addressesOf(s, c, where, i),
      selector: c.clientOnly === true ? {} : (c.selector ?? s.selector),
    })),
  };
}

/** What a Service says to pools, announcements and clients outside. */
function outsideOf(
  service: ServiceConfig,
): Pick<
  TopologyService,
  "labels" | "externalTrafficPolicy" | "loadBalancerClass" | "loadBalancerSourceRanges"
> {
  const { labels, externalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges } = service;
  return {
    ...(labels !== undefined ? { labels } : {}),
    ...(externalTrafficPolicy !== undefined ? { externalTrafficPolicy } : {}),
    ...(loadBalancerClass !== undefined ? { loadBalancerClass } : {}),
    ...(loadBalancerSourceRanges !== undefined ? { loadBalancerSourceRanges } : {}),
  };
}

function addressesOf(
  service: ServiceConfig,
  cluster: ServiceClusterConfig,
  where: string,
  index: number,
): Pick<TopologyServiceCluster, "loadBalancerAddresses"> {
  const own = cluster.loadBalancerAddresses !== undefined;
  const addresses = cluster.loadBalancerAddresses ?? service.loadBalancerAddresses;
  const list = `${where}${own ? `.clusters[${index}]` : ""}.loadBalancerAddresses`;
  if (addresses === undefined) return {};
  return { loadBalancerAddresses: addresses.map((address, i) => ({ address, path: `${list}[${i}]` })) };
}

function workloads(config: StackConfig, index: number): TopologyWorkload[] {
  const sample = config.samples[index] as StackConfig["samples"][number];
  const clusters = sample.clusters ?? config.clusters.map((c) => c.name);
  const services = renderSample(planSample(sample)).flatMap(({ kind, metadata }) =>
    kind === "Service" ? [metadata.name] : [],
  );
  return clusters.flatMap((name, i) =>
    samplePods(planSample(sample)).map((w) => ({
      ...w,
      ...(services.includes(w.name) ? { withService: true } : {}),
      cluster: name,
      path: sample.clusters !== undefined ? `samples[${index}].clusters[${i}]` : `samples[${index}]`,
    })),
  );
}
