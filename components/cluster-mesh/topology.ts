import { atLeast } from "../internal/cilium-version";
import { parseIp } from "../internal/cidr";
import {
  CiliumMeshMembership,
  CiliumMeshPeer,
  ClusterNode,
  MeshCertificateMethod,
  MeshPeerAddresses,
  MeshServiceType,
} from "./args";

/** NodePort of clustermesh-apiserver unless the chart is told otherwise. */
export const CHART_NODE_PORT = 32379;
/** Port of the clustermesh-apiserver Service itself. */
export const SERVICE_PORT = 2379;
/** From here on one NodePort number may be used in several meshed clusters (#24692). */
export const SHARED_NODE_PORT_SINCE = "1.18.2";
/** From here on the chart leaves the Service to others where asked (`externallyCreated`). */
export const EXTERNAL_SERVICE_SINCE = "1.19.0";
export const DEFAULT_MAX_CONNECTED_CLUSTERS = 255;

/** Cilium waits 15 seconds; a new mesh, whose members all wait for each other, would take as long for nothing. */
const PEER_TIMEOUT_SECONDS = 3;
const CRON_SCHEDULE = "0 0 1 */4 *";

/** A member with every input resolved. */
export interface MeshMember {
  readonly name: string;
  readonly id: number;
  readonly ciliumVersion: string;
  readonly podCidrs: readonly string[];
  readonly nodes?: readonly ClusterNode[];
  readonly nodePort?: number;
  readonly endpoints?: readonly string[];
  readonly endpointPort?: number;
  readonly peers?: readonly string[];
  readonly kubeProxyReplacement?: boolean;
  readonly routingMode?: string;
  /** Address or DNS name of the load balancer that was made for this member. */
  readonly loadBalancer?: string;
}

/** What holds for the mesh as a whole, every input resolved; what is left out has its default. */
export interface MeshOptions {
  readonly maxConnectedClusters?: number;
  readonly serviceType?: MeshServiceType;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly kvstoreMesh?: boolean;
  readonly kvstoreMeshPeerTimeoutSeconds?: number;
  readonly tlsMethod?: MeshCertificateMethod;
  readonly tlsSchedule?: string;
  readonly tlsCertValidityDuration?: number;
  readonly peerAddresses?: MeshPeerAddresses;
}

export interface MeshAuthority {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** True where this member would answer a peer's NodePort itself, so that numbers must differ (#24692). */
export function needsOwnNodePort(
  member: Pick<MeshMember, "ciliumVersion" | "kubeProxyReplacement">,
): boolean {
  return member.kubeProxyReplacement !== false && !atLeast(member.ciliumVersion, SHARED_NODE_PORT_SINCE);
}

/** NodePorts by member name. One member that needs its own is enough to give every member its own. */
export function nodePorts(
  members: readonly Pick<MeshMember, "name" | "id" | "nodePort" | "ciliumVersion" | "kubeProxyReplacement">[],
): Map<string, number> {
  const distinct = members.some(needsOwnNodePort);
  return new Map(
    members.map((member) => [
      member.name,
      member.nodePort ?? (distinct ? CHART_NODE_PORT + member.id - 1 : CHART_NODE_PORT),
    ]),
  );
}

/** True where a load balancer is made for the member before its install. */
export function makesLoadBalancer(
  member: Pick<MeshMember, "ciliumVersion">,
  hasEndpoints: boolean,
  type: MeshServiceType | undefined,
): boolean {
  return (
    type === MeshServiceType.LoadBalancer &&
    !hasEndpoints &&
    atLeast(member.ciliumVersion, EXTERNAL_SERVICE_SINCE)
  );
}

/** What every member's install needs to know of the mesh, by member name. */
export function memberships(
  members: readonly MeshMember[],
  options: MeshOptions,
  authority: MeshAuthority,
): Record<string, CiliumMeshMembership> {
  const ports = nodePorts(members);
  // Made once and shared: a full mesh of 511 lists each of them 510 times.
  const asPeers = members
    .map((member) => asPeer(member, options, ports.get(member.name) ?? CHART_NODE_PORT))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const entries = members.map((member): [string, CiliumMeshMembership] => [
    member.name,
    {
      ...common(member, options, ports),
      peers: peersOf(member, asPeers),
      caCertificatePem: authority.certificatePem,
      caPrivateKeyPem: authority.privateKeyPem,
    },
  ]);
  return Object.fromEntries(entries);
}

function peersOf(member: MeshMember, asPeers: readonly CiliumMeshPeer[]): CiliumMeshPeer[] {
  const wanted = member.peers === undefined ? undefined : new Set(member.peers);
  return asPeers.filter((peer) => peer.name !== member.name && (wanted?.has(peer.name) ?? true));
}

type Common = Omit<CiliumMeshMembership, "peers" | "caCertificatePem" | "caPrivateKeyPem">;

function common(member: MeshMember, options: MeshOptions, ports: ReadonlyMap<string, number>): Common {
  const type = options.serviceType ?? MeshServiceType.NodePort;
  const method = options.tlsMethod ?? MeshCertificateMethod.Helm;
  const schedule =
    options.tlsSchedule ?? (method === MeshCertificateMethod.CronJob ? CRON_SCHEDULE : undefined);
  const port = ports.get(member.name);
  const dnsNames = endpointsOf(member).filter((endpoint) => parseIp(endpoint) === undefined);
  return {
    name: member.name,
    id: member.id,
    maxConnectedClusters: options.maxConnectedClusters ?? DEFAULT_MAX_CONNECTED_CLUSTERS,
    serviceType: type,
    // The chart's own default stays unwritten, so that values say only what differs from it.
    ...(type === MeshServiceType.NodePort && port !== undefined && port !== CHART_NODE_PORT
      ? { nodePort: port }
      : {}),
    ...(options.serviceAnnotations === undefined
      ? {}
      : { serviceAnnotations: { ...options.serviceAnnotations } }),
    ...(makesLoadBalancer(member, member.endpoints !== undefined, type)
      ? { serviceExternallyCreated: true }
      : {}),
    ...(dnsNames.length === 0 ? {} : { serverDnsNames: dnsNames }),
    kvstoreMesh: options.kvstoreMesh ?? true,
    ...((options.kvstoreMesh ?? true)
      ? { kvstoreMeshPeerTimeoutSeconds: options.kvstoreMeshPeerTimeoutSeconds ?? PEER_TIMEOUT_SECONDS }
      : {}),
    tlsMethod: method,
    ...(schedule === undefined ? {} : { tlsSchedule: schedule }),
    ...(options.tlsCertValidityDuration === undefined
      ? {}
      : { tlsCertValidityDuration: options.tlsCertValidityDuration }),
  };
}

function asPeer(member: MeshMember, options: MeshOptions, nodePort: number): CiliumMeshPeer {
  const type = options.serviceType ?? MeshServiceType.NodePort;
  const endpoints = endpointsOf(member);
  if (endpoints.length > 0) {
    const port = member.endpointPort ?? (type === MeshServiceType.NodePort ? nodePort : SERVICE_PORT);
    const [first] = endpoints;
    return first !== undefined && parseIp(first) === undefined
      ? { name: member.name, address: first, port }
      : { name: member.name, ips: endpoints, port };
  }
  if (type !== MeshServiceType.NodePort) {
    // Only the running load balancer knows; this stands for it in what is rendered without a cluster.
    return { name: member.name, ips: [`\${${member.name}.loadBalancer.address}`], port: SERVICE_PORT };
  }
  return { name: member.name, ips: nodeAddresses(member, options.peerAddresses), port: nodePort };
}

/** Addresses given by hand or of the load balancer; empty where the nodes' count. */
function endpointsOf(member: MeshMember): string[] {
  if (member.endpoints !== undefined) return [...member.endpoints];
  return member.loadBalancer === undefined ? [] : [member.loadBalancer];
}

/** Control planes first, then by name: the same order however the nodes were listed. */
function nodeAddresses(member: MeshMember, which: MeshPeerAddresses | undefined): string[] {
  const rank = (node: ClusterNode): string => `${node.role === "control-plane" ? 0 : 1} ${node.name}`;
  const nodes = [...(member.nodes ?? [])].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const told =
    which === MeshPeerAddresses.ControlPlane ? nodes.filter((n) => n.role === "control-plane") : nodes;
  return [...new Set(told.map((node) => node.address))];
}
