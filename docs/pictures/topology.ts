/** What a picture takes from a stack's `topology.json`; everything else in it is not drawn. */
export interface PictureTopology {
  readonly clusters: readonly PictureCluster[];
  readonly racks?: readonly { readonly name: string; readonly subnet?: string; readonly subnet6?: string }[];
  readonly routers?: readonly PictureRouter[];
  readonly sessions?: readonly PictureSession[];
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
  readonly rack?: string;
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
