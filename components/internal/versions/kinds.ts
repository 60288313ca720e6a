import { atLeast } from "../cilium-version";

/** The API version of a custom resource, by the Cilium version from which it is the one to write; `undefined` where the kind is gone. */
export interface KindInVersions {
  readonly kind: string;
  readonly apiVersions: readonly (readonly [since: string, apiVersion: string | undefined])[];
}

const alpha = "cilium.io/v2alpha1";
const stable = "cilium.io/v2";
const bgp: KindInVersions["apiVersions"] = [
  // 1.15 has the definitions, but nothing acts on them.
  ["1.16.0", alpha],
  ["1.18.0", stable],
];
const multiCluster: KindInVersions["apiVersions"] = [
  ["1.17.0", "multicluster.x-k8s.io/v1alpha1"],
  ["1.20.0", "multicluster.x-k8s.io/v1beta1"],
];

/** Kinds in alphabetical order. */
export const kinds: readonly KindInVersions[] = [
  { kind: "CiliumBGPAdvertisement", apiVersions: bgp },
  { kind: "CiliumBGPClusterConfig", apiVersions: bgp },
  { kind: "CiliumBGPNodeConfig", apiVersions: bgp },
  { kind: "CiliumBGPNodeConfigOverride", apiVersions: bgp },
  { kind: "CiliumBGPPeerConfig", apiVersions: bgp },
  {
    kind: "CiliumBGPPeeringPolicy",
    apiVersions: [
      ["1.14.0", alpha],
      ["1.19.0", undefined],
    ],
  },
  { kind: "CiliumClusterwideNetworkPolicy", apiVersions: [["1.14.0", stable]] },
  { kind: "CiliumL2AnnouncementPolicy", apiVersions: [["1.14.0", alpha]] },
  {
    kind: "CiliumLoadBalancerIPPool",
    apiVersions: [
      ["1.14.0", alpha],
      ["1.18.0", stable],
    ],
  },
  { kind: "CiliumNetworkPolicy", apiVersions: [["1.14.0", stable]] },
  {
    kind: "CiliumNodeConfig",
    apiVersions: [
      ["1.14.0", alpha],
      ["1.16.0", stable],
    ],
  },
  { kind: "ServiceExport", apiVersions: multiCluster },
  { kind: "ServiceImport", apiVersions: multiCluster },
];

/** The API version in which to write a kind for a version of Cilium, or undefined where it has no use for the kind. */
export function apiVersionOf(kind: string, version: string): string | undefined {
  const known = kinds.find((candidate) => candidate.kind === kind);
  if (known === undefined) throw new Error(`"${kind}" is not a kind that the version table knows`);
  return known.apiVersions.filter(([since]) => atLeast(version, since)).at(-1)?.[1];
}

/** The first Cilium version that serves a kind usefully, for messages. */
export function firstVersionOf(kind: string): string | undefined {
  return kinds.find((candidate) => candidate.kind === kind)?.apiVersions[0]?.[0];
}
