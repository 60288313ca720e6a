/** Role of a kind node. */
export const KindNodeRole = { ControlPlane: "control-plane", Worker: "worker" } as const;
export type KindNodeRole = (typeof KindNodeRole)[keyof typeof KindNodeRole];

/** A port of the host that leads to a port of a kind node. */
export interface KindPortMappingArgs {
  /** Port of the node's container, 1–65535; for a NodePort, that NodePort. */
  containerPort: number;
  /** Port of the host, 1–65535. Defaults to `containerPort`. */
  hostPort?: number;
  /** Address of the host. Defaults to `0.0.0.0`. */
  listenAddress?: string;
  /** `TCP`, `UDP` or `SCTP`. Defaults to `TCP`. */
  protocol?: string;
}

/** A folder or file of the host that is seen in a kind node. */
export interface KindMountArgs {
  /** Absolute path on the host. */
  hostPath: string;
  /** Absolute path in the node. */
  containerPath: string;
  /** Defaults to false. */
  readOnly?: boolean;
}

/** One node of a kind cluster. */
export interface KindNodeArgs {
  /** `control-plane` or `worker`. */
  role: KindNodeRole;
  /** Node image of this node alone. Defaults to the cluster's. */
  image?: string;
  /** Labels of the Kubernetes node. */
  labels?: Record<string, string>;
  /** Ports of the host that lead to this node. */
  portMappings?: KindPortMappingArgs[];
  /** Folders of the host that the node sees. */
  mounts?: KindMountArgs[];
}

/** A Kubernetes cluster in containers, without a CNI and without kube-proxy, ready for Cilium. */
export interface KindClusterArgs {
  /** Name of the kind cluster: `^[a-z0-9.-]+$`, at most 50 characters. Defaults to the component's name. */
  clusterName?: string;
  /** Node image. Defaults to `kindest/node:v1.33.2`. */
  nodeImage?: string;
  /** Nodes, at least one control plane. Defaults to one control plane and one worker. */
  nodes?: KindNodeArgs[];
  /** Pod CIDR of the cluster. kind's own default is the same in every cluster, so a mesh must give one. Kind key `networking.podSubnet`. */
  podSubnet: string;
  /** Service CIDR of the cluster. Kind key `networking.serviceSubnet`. */
  serviceSubnet: string;
  /** Whether kind leaves out its own CNI. Defaults to true. Kind key `networking.disableDefaultCNI`. */
  disableDefaultCni?: boolean;
  /** `none`, `iptables`, `ipvs` or `nftables`. Defaults to `none`. Kind key `networking.kubeProxyMode`. */
  kubeProxyMode?: string;
  /** Port of the host for the API server. Defaults to one that is free. Kind key `networking.apiServerPort`. */
  apiServerPort?: number;
  /** Whether ordinary pods may run on control-plane nodes. Defaults to false. */
  schedulableControlPlane?: boolean;
  /** Debian packages to install in every node, e.g. `tcpdump`. Defaults to none. */
  nodePackages?: string[];
  /** Folder for the cluster's own kubeconfig file, made with mode 0700. Defaults to `.fabric/<stack>` in the working folder. */
  kubeconfigDirectory?: string;
  /** How long creation may take, in seconds. Defaults to 600. */
  timeoutSeconds?: number;
}
