import type { ClusterNode } from "../cluster-mesh/args";
import { parseIp } from "../internal/cidr";
import type { EtcdClusterState, EtcdMode } from "./args";

/** Namespace of everything here, for the chart looks for the client's Secret beside Cilium. */
export const ETCD_NAMESPACE = "kube-system";
/** Name of the DaemonSet and, in `nodes`, of its pods' app label. */
export const ETCD_NAME = "cilium-etcd";
/** The Secret that the chart mounts. */
export const CLIENT_SECRET = "cilium-etcd-secrets";
export const MEMBER_SECRET = "cilium-etcd-member";
/** The notes' Pod and Service. */
export const POD_NAME = "etcd";
const POD_ENDPOINT = `http://${POD_NAME}.${ETCD_NAMESPACE}.svc.cluster.local:2379`;

/** Certificates as plain data; keys are secret, and may be absent where only certificates are looked at. */
export interface EtcdCertificates {
  readonly caCertificatePem: string;
  readonly clientCertificatePem: string;
  readonly clientPrivateKeyPem?: string;
  readonly memberCertificatePem?: string;
  readonly memberPrivateKeyPem?: string;
}

/** An etcd's settings as plain data; the component's arguments without Inputs. */
export interface EtcdInput {
  readonly mode?: EtcdMode;
  readonly ciliumVersion: string;
  readonly nodes?: readonly ClusterNode[];
  readonly members?: readonly string[];
  readonly endpoints?: readonly string[];
  readonly image?: string;
  readonly clientPort?: number;
  readonly peerPort?: number;
  readonly metricsPort?: number;
  readonly dataDirectory?: string;
  readonly initialClusterState?: EtcdClusterState;
  readonly autoCompactionHours?: number;
  readonly quotaMebibytes?: number;
  readonly extraArgs?: readonly string[];
  readonly resources?: { cpuRequest?: string; memoryRequest?: string; memoryLimit?: string };
  readonly tls?: { enabled?: boolean; certificates?: EtcdCertificates; validityHours?: number };
  readonly timeoutSeconds?: number;
}

/** A member: a node and the address that it has for ever. */
export interface EtcdMember {
  readonly name: string;
  /** Undefined where the cluster has no such node. */
  readonly address?: string;
}

/** An etcd with every default filled in. */
export interface EtcdPlan {
  readonly mode: EtcdMode;
  readonly ciliumVersion: string;
  /** The cluster's nodes, where they are known. */
  readonly nodes: readonly ClusterNode[] | undefined;
  readonly members: readonly EtcdMember[];
  readonly endpoints: readonly string[];
  readonly tls: boolean;
  readonly certificates: EtcdCertificates | undefined;
  readonly validityHours: number;
  readonly image: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly metricsPort: number;
  readonly dataDirectory: string;
  readonly initialClusterState: EtcdClusterState;
  readonly autoCompactionHours: number;
  readonly quotaMebibytes: number;
  readonly extraArgs: readonly string[];
  readonly resources: {
    readonly requests: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly timeoutSeconds: number;
  /** Inputs that were given but mean nothing in this mode. */
  readonly idle: readonly string[];
}

const NODES_ONLY = [
  "members",
  "clientPort",
  "peerPort",
  "metricsPort",
  "dataDirectory",
  "initialClusterState",
  "autoCompactionHours",
  "quotaMebibytes",
  "extraArgs",
  "resources",
] as const;

/** Three years. */
export const VALIDITY_HOURS = 26_280;

/** Fills in every default. */
export function planEtcd(input: EtcdInput): EtcdPlan {
  const mode = input.mode ?? "nodes";
  const tls = mode !== "pod" && (input.tls?.enabled ?? true);
  const members = mode === "nodes" ? plannedMembers(input) : [];
  const clientPort = input.clientPort ?? 12_379;
  const { cpuRequest = "100m", memoryRequest = "128Mi", memoryLimit } = input.resources ?? {};
  return {
    mode,
    ciliumVersion: input.ciliumVersion,
    nodes: input.nodes,
    members,
    endpoints: endpointsOf(mode, input, members, clientPort, tls),
    tls,
    certificates: tls ? input.tls?.certificates : undefined,
    validityHours: input.tls?.validityHours ?? VALIDITY_HOURS,
    image: input.image ?? `quay.io/coreos/etcd:${mode === "pod" ? "v3.5.0" : "v3.5.21"}`,
    clientPort,
    peerPort: input.peerPort ?? 12_380,
    metricsPort: input.metricsPort ?? 12_381,
    dataDirectory: input.dataDirectory ?? "/var/lib/cilium-etcd",
    initialClusterState: input.initialClusterState ?? "new",
    autoCompactionHours: input.autoCompactionHours ?? 1,
    quotaMebibytes: input.quotaMebibytes ?? 2048,
    extraArgs: input.extraArgs ?? [],
    resources: {
      requests: { cpu: cpuRequest, memory: memoryRequest },
      ...(memoryLimit !== undefined ? { limits: { memory: memoryLimit } } : {}),
    },
    timeoutSeconds: input.timeoutSeconds ?? 600,
    idle: idleInputs(mode, input),
  };
}

/** Sorted: the order in which they were listed means nothing to etcd, and must not restart it. */
function plannedMembers({ nodes = [], members }: EtcdInput): EtcdMember[] {
  const first = nodes.find(({ role }) => role === "control-plane");
  const names = members ?? (first === undefined ? [] : [first.name]);
  return [...names].sort().map((name) => {
    const address = nodes.find((node) => node.name === name)?.address;
    return { name, ...(address !== undefined ? { address } : {}) };
  });
}

function endpointsOf(
  mode: EtcdMode,
  input: EtcdInput,
  members: readonly EtcdMember[],
  port: number,
  tls: boolean,
): string[] {
  if (mode === "outside") return [...(input.endpoints ?? [])];
  if (mode === "pod") return [POD_ENDPOINT];
  return members.flatMap(({ address }) => (address === undefined ? [] : [url(address, port, tls)]));
}

/** URL of a member's port. */
export function url(address: string, port: number, tls: boolean): string {
  return `${tls ? "https" : "http"}://${bracketed(address)}:${port}`;
}

/** An address as it stands in a URL. */
export function bracketed(address: string): string {
  return isIpv6(address) ? `[${address}]` : address;
}

export function isIpv6(address: string): boolean {
  return parseIp(address)?.family === "ipv6";
}

/** The loopback that members listen on too: that of their own addresses' family. */
export function loopbackOf(members: readonly EtcdMember[]): string {
  return members.some(({ address }) => isIpv6(address ?? "")) ? "::1" : "127.0.0.1";
}

function idleInputs(mode: EtcdMode, input: EtcdInput): string[] {
  const given = (names: readonly (keyof EtcdInput)[]): string[] =>
    names.filter((name) => input[name] !== undefined);
  if (mode === "nodes") return given(["endpoints"]);
  if (mode === "pod") return given([...NODES_ONLY, "endpoints", "tls"]);
  return given([...NODES_ONLY, "image"]);
}
