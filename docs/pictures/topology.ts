/** What a picture takes from a stack's `topology.json`; everything else in it is not drawn. */
export interface PictureTopology {
  readonly clusters: readonly PictureCluster[];
  readonly racks?: readonly { readonly name: string; readonly subnet?: string; readonly subnet6?: string }[];
  readonly routers?: readonly PictureRouter[];
  readonly sessions?: readonly PictureSession[];
  readonly bgp?: readonly PictureSpeakers[];
  readonly loadBalancerPools?: readonly PicturePool[];
  readonly l2Announcements?: readonly PictureAnnouncement[];
  readonly ingresses?: readonly PictureIngress[];
  readonly ingressPolicies?: readonly PicturePolicy[];
  readonly services?: readonly PictureService[];
}

/** What a cluster's nodes announce. */
export interface PictureSpeakers {
  readonly cluster: string;
  readonly advertisements: readonly {
    readonly type: string;
    readonly serviceAddresses?: readonly string[];
  }[];
}

export interface PicturePool {
  readonly name: string;
  readonly cluster: string;
  readonly blocks: readonly { readonly cidr?: string; readonly start?: string; readonly stop?: string }[];
}

export interface PictureAnnouncement {
  readonly name: string;
  readonly cluster: string;
  readonly interfaces?: readonly string[];
}

export interface PictureIngress {
  readonly name: string;
  readonly cluster: string;
  readonly loadbalancerMode?: string;
  readonly rules: readonly PictureRule[];
}

export interface PictureRule {
  readonly host?: string;
  readonly paths: readonly { readonly path?: string; readonly serviceName: string }[];
}

export interface PicturePolicy {
  readonly name: string;
  readonly cluster: string;
  readonly cidrs?: readonly string[];
  readonly entities?: readonly string[];
}

export interface PictureService {
  readonly serviceName: string;
  readonly type: string;
  readonly clusters: readonly { readonly name: string }[];
}

export interface PictureCluster {
  readonly name: string;
  readonly ciliumVersion: string;
  readonly podCidrs: readonly string[];
  readonly nodes: readonly PictureNode[];
}

export interface PictureNode {
  readonly name: string;
  readonly address: string;
  readonly rack?: { readonly name: string };
}

export interface PictureRouter {
  readonly name: string;
  readonly asn: number;
  readonly interfaces: readonly PictureInterface[];
  readonly networks?: readonly string[];
}

export interface PictureInterface {
  readonly rack: string;
  readonly address?: string;
  readonly address6?: string;
}

export interface PictureSession {
  readonly a: PictureEnd;
  readonly b: PictureEnd;
  readonly family: string;
}

export interface PictureEnd {
  readonly name: string;
  readonly cluster?: string;
  readonly asn: number;
}
