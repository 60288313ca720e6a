import { apiVersionOf } from "../../internal/versions";
import { passwordKey } from "../defaults";
import { portOnInstance } from "../clusters";
import type { AdvertisementPlan, ClusterPlan, ConfigPlan, FabricPlan, PeerPlan } from "../types";

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Of Secrets. */
  readonly type?: string;
  readonly stringData?: Readonly<Record<string, string>>;
}

export interface ResourceOptions {
  /** Writes a word in place of each password. Defaults to false. */
  readonly hidePasswords?: boolean;
}

/**
 * A cluster's half of its sessions: password Secrets, then Cilium's custom resources, sorted by kind and name. Holds the
 * sessions' passwords: a secret unless they are hidden.
 */
export function renderBgpResources(
  plan: FabricPlan,
  clusterName: string,
  options: ResourceOptions = {},
): Manifest[] {
  const cluster = plan.clusters.find(({ name }) => name === clusterName);
  if (cluster === undefined) throw new Error(`the fabric has no cluster "${clusterName}"`);
  const text = (password: string): string => (options.hidePasswords === true ? "<hidden>" : password);
  return [...passwordSecrets(cluster, text), ...customResources(cluster)];
}

/** Cilium's custom resources alone: no secret is in them. */
export function customResources(cluster: ClusterPlan): Manifest[] {
  return [
    ...cluster.advertisements.map((advertisement) => advertisementOf(cluster, advertisement)),
    ...cluster.configs.map((config) => clusterConfig(cluster, config)),
    ...nodeOverrides(cluster),
    ...firstOf(cluster.peers, ({ peerConfig }) => peerConfig).map((peer) => peerConfigOf(cluster, peer)),
  ];
}

/** The Secrets that the peers' `authSecretRef` name. */
export function passwordSecrets(cluster: ClusterPlan, text: (password: string) => string): Manifest[] {
  return firstOf(
    cluster.peers.filter(({ passwordSecret }) => passwordSecret !== undefined),
    ({ passwordSecret }) => passwordSecret ?? "",
  ).map(({ passwordSecret, password }) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: passwordSecret ?? "", namespace: cluster.secretsNamespace },
    type: "Opaque",
    stringData: { [passwordKey]: text(password ?? "") },
  }));
}

/** Below the first version with BGP kinds the objects are written as that version has them; a rule says that there are none. */
function header(cluster: ClusterPlan, kind: string): { apiVersion: string; kind: string } {
  return { apiVersion: apiVersionOf(kind, cluster.ciliumVersion) ?? "cilium.io/v2alpha1", kind };
}

function clusterConfig(cluster: ClusterPlan, config: ConfigPlan): Manifest {
  const { instance, asn, localPort, ciliumVersion } = cluster;
  const head = header(cluster, "CiliumBGPClusterConfig");
  const alpha = head.apiVersion.endsWith("alpha1");
  return {
    ...head,
    metadata: { name: config.name },
    spec: {
      nodeSelector: { matchLabels: { ...config.nodeSelector } },
      bgpInstances: [
        {
          name: instance,
          localASN: asn,
          ...(localPort !== undefined && portOnInstance(ciliumVersion) && { localPort }),
          peers: config.peers.map((peer) => ({
            name: peer.name,
            peerASN: peer.asn,
            peerAddress: peer.address,
            peerConfigRef: {
              ...(alpha && { group: "cilium.io", kind: "CiliumBGPPeerConfig" }),
              name: peer.peerConfig,
            },
          })),
        },
      ],
    },
  };
}

function peerConfigOf(cluster: ClusterPlan, peer: PeerPlan): Manifest {
  const { enabled, restartTimeSeconds } = peer.gracefulRestart;
  return {
    ...header(cluster, "CiliumBGPPeerConfig"),
    metadata: { name: peer.peerConfig },
    spec: {
      timers: {
        connectRetryTimeSeconds: peer.connectRetryTimeSeconds,
        holdTimeSeconds: peer.holdTimeSeconds,
        keepAliveTimeSeconds: peer.keepAliveTimeSeconds,
      },
      // Within one AS Cilium takes any number of hops.
      ...(peer.external && { ebgpMultihop: peer.ebgpMultihop }),
      gracefulRestart: { enabled, restartTimeSeconds },
      ...(peer.passwordSecret !== undefined && { authSecretRef: peer.passwordSecret }),
      families: [
        { afi: peer.family, safi: "unicast", advertisements: { matchLabels: { ...peer.advertisements } } },
      ],
    },
  };
}

function advertisementOf(cluster: ClusterPlan, advertisement: AdvertisementPlan): Manifest {
  const { name, labels, type, serviceAddresses, selector } = advertisement;
  const attributes = attributesOf(advertisement);
  return {
    ...header(cluster, "CiliumBGPAdvertisement"),
    metadata: { name, labels },
    spec: {
      advertisements: [
        {
          advertisementType: type,
          ...(serviceAddresses !== undefined && { service: { addresses: [...serviceAddresses] } }),
          ...(selector !== undefined && { selector }),
          ...(attributes !== undefined && { attributes }),
        },
      ],
    },
  };
}

function attributesOf({ attributes }: AdvertisementPlan): Record<string, unknown> | undefined {
  if (attributes === undefined) return undefined;
  const { communities: standard, wellKnownCommunities: wellKnown, largeCommunities: large } = attributes;
  const { localPreference } = attributes;
  const communities = {
    ...(standard !== undefined && { standard }),
    ...(wellKnown !== undefined && { wellKnown }),
    ...(large !== undefined && { large }),
  };
  return {
    ...(Object.keys(communities).length > 0 && { communities }),
    ...(localPreference !== undefined && { localPreference }),
  };
}

function nodeOverrides(cluster: ClusterPlan): Manifest[] {
  return cluster.nodes
    .filter(({ override }) => Object.keys(override).length > 0)
    .map(({ name, override: { routerId, localPort, asn } }) => ({
      ...header(cluster, "CiliumBGPNodeConfigOverride"),
      metadata: { name },
      spec: {
        bgpInstances: [
          {
            name: cluster.instance,
            ...(routerId !== undefined && { routerID: routerId }),
            ...(localPort !== undefined && { localPort }),
            ...(asn !== undefined && { localASN: asn }),
          },
        ],
      },
    }));
}

function firstOf<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
