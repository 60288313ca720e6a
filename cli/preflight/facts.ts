/** What the host is like, as far as a stack's needs ask. Everything optional is not known or does not matter here. */
export interface HostFacts {
  /** Server version of the Docker engine that answers. */
  readonly engineVersion?: string;
  /** Kind clusters that are there, and whether this stack made them. */
  readonly kindClusters: readonly { readonly name: string; readonly own: boolean }[];
  readonly images: Readonly<Record<string, ImageFact>>;
  /** Tags of kindest/node that the engine has. */
  readonly nodeImagesAtHand: readonly string[];
  /** Ports in use, by `<address>:<port>/<protocol>`, and who holds each where that is known. */
  readonly busyPorts: Readonly<Record<string, string | undefined>>;
  /** In bytes. */
  readonly memoryAvailable?: number;
  /** In bytes, with the folder that was asked about. */
  readonly disk?: { readonly folder: string; readonly free: number };
  readonly inotifyInstances?: number;
  readonly inotifyWatches?: number;
  readonly ipForward?: boolean;
  readonly missingPlugins: readonly string[];
  /** Chart sources that do not answer or are not there. */
  readonly missingCharts: readonly string[];
  readonly missingKubeconfigs: readonly string[];
  /** Whether FRR is here or can be fetched. */
  readonly hasFrr?: boolean;
}

export interface ImageFact {
  readonly state: "present" | "pullable" | "missing";
  /** Why it cannot be pulled, in the engine's words. */
  readonly reason?: string;
}

export function portKey(address: string, port: number, protocol: string): string {
  return `${address}:${port}/${protocol.toLowerCase()}`;
}
