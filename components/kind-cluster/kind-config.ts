import { parseCidr } from "../internal/cidr";
import { toYaml } from "../internal/yaml";
import type { KindClusterArgs, KindMountArgs, KindNodeArgs, KindPortMappingArgs } from "./args";

/** Newest node image of the documents that this project follows. */
export const defaultKindNodeImage = "kindest/node:v1.33.2";

/** A kind cluster with every default filled in. */
export interface KindClusterPlan {
  readonly clusterName: string;
  readonly nodes: readonly KindNodePlan[];
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  readonly disableDefaultCni: boolean;
  readonly kubeProxyMode: string;
  readonly apiServerPort?: number;
  readonly schedulableControlPlane: boolean;
  /** Sorted, each once. */
  readonly nodePackages: readonly string[];
  readonly timeoutSeconds: number;
}

export interface KindNodePlan {
  /** Name that kind gives to the node, its container and its Docker DNS entry. */
  readonly name: string;
  readonly role: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly portMappings: readonly Required<KindPortMappingArgs>[];
  readonly mounts: readonly Required<KindMountArgs>[];
}

/** Fills in every default; `name` is the component's name. */
export function planKindCluster(name: string, args: KindClusterArgs): KindClusterPlan {
  const clusterName = args.clusterName ?? name;
  const image = args.nodeImage ?? defaultKindNodeImage;
  const nodes: KindNodeArgs[] = args.nodes ?? [{ role: "control-plane" }, { role: "worker" }];
  const names = kindNodeNames(
    clusterName,
    nodes.map((node) => node.role),
  );
  return {
    clusterName,
    nodes: nodes.map((node, i) => planNode(names[i] ?? "", node, image)),
    podSubnet: args.podSubnet,
    serviceSubnet: args.serviceSubnet,
    disableDefaultCni: args.disableDefaultCni ?? true,
    kubeProxyMode: args.kubeProxyMode ?? "none",
    ...(args.apiServerPort !== undefined && { apiServerPort: args.apiServerPort }),
    schedulableControlPlane: args.schedulableControlPlane ?? false,
    nodePackages: [...new Set(args.nodePackages ?? [])].sort(),
    timeoutSeconds: args.timeoutSeconds ?? 600,
  };
}

function planNode(name: string, node: KindNodeArgs, clusterImage: string): KindNodePlan {
  return {
    name,
    role: node.role,
    image: node.image ?? clusterImage,
    labels: node.labels ?? {},
    portMappings: (node.portMappings ?? []).map((port) => ({
      containerPort: port.containerPort,
      hostPort: port.hostPort ?? port.containerPort,
      listenAddress: port.listenAddress ?? "0.0.0.0",
      protocol: port.protocol ?? "TCP",
    })),
    mounts: (node.mounts ?? []).map((mount) => ({
      hostPath: mount.hostPath,
      containerPath: mount.containerPath,
      readOnly: mount.readOnly ?? false,
    })),
  };
}

/** Names that kind gives: `<cluster>-control-plane`, `<cluster>-worker`, then with a number from 2 on. */
export function kindNodeNames(clusterName: string, roles: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return roles.map((role) => {
    const count = (seen.get(role) ?? 0) + 1;
    seen.set(role, count);
    return `${clusterName}-${role}${count === 1 ? "" : String(count)}`;
  });
}

/** Host under which the API server is reached from inside the cluster's network; several control planes get a balancer. */
export function kindApiServerHost(plan: KindClusterPlan): string {
  const controlPlanes = plan.nodes.filter((node) => node.role === "control-plane");
  return controlPlanes.length > 1
    ? `${plan.clusterName}-external-load-balancer`
    : `${plan.clusterName}-control-plane`;
}

/** Kubernetes version that a node image's tag says, e.g. `1.33.2` of `kindest/node:v1.33.2@sha256:…`. */
export function kubernetesVersionOf(image: string): string | undefined {
  return /:v(\d+\.\d+\.\d+)[^/:@]*(@|$)/.exec(image)?.[1];
}

/** The v1alpha4 document as data: sorted by construction of the text, without what only this project understands. */
export function kindDocument(plan: KindClusterPlan): Record<string, unknown> {
  const family = ipFamily(plan.podSubnet);
  return {
    apiVersion: "kind.x-k8s.io/v1alpha4",
    kind: "Cluster",
    name: plan.clusterName,
    networking: {
      ...(plan.apiServerPort !== undefined && { apiServerPort: plan.apiServerPort }),
      disableDefaultCNI: plan.disableDefaultCni,
      ...(family !== "ipv4" && { ipFamily: family }),
      kubeProxyMode: plan.kubeProxyMode,
      podSubnet: plan.podSubnet,
      serviceSubnet: plan.serviceSubnet,
    },
    nodes: plan.nodes.map(nodeDocument),
  };
}

/** The document as text, the same bytes for the same input. */
export function renderKindDocument(plan: KindClusterPlan): string {
  return toYaml(kindDocument(plan));
}

/** Labels are not in here: kubelet refuses some that the API allows, and they change without a new cluster. */
function nodeDocument(node: KindNodePlan): Record<string, unknown> {
  return {
    role: node.role,
    image: node.image,
    ...(node.portMappings.length > 0 && { extraPortMappings: node.portMappings.map(portDocument) }),
    ...(node.mounts.length > 0 && { extraMounts: node.mounts.map(mountDocument) }),
  };
}

function portDocument(port: Required<KindPortMappingArgs>): Record<string, unknown> {
  return {
    containerPort: port.containerPort,
    hostPort: port.hostPort,
    ...(port.listenAddress !== "0.0.0.0" && { listenAddress: port.listenAddress }),
    ...(port.protocol !== "TCP" && { protocol: port.protocol }),
  };
}

function mountDocument(mount: Required<KindMountArgs>): Record<string, unknown> {
  return {
    hostPath: mount.hostPath,
    containerPath: mount.containerPath,
    ...(mount.readOnly && { readOnly: true }),
  };
}

function ipFamily(subnets: string): "ipv4" | "ipv6" | "dual" {
  const families = new Set(subnets.split(",").map((part) => parseCidr(part)?.family));
  if (families.size > 1) return "dual";
  return families.has("ipv6") ? "ipv6" : "ipv4";
}
