import { HelmValue, HelmValues, isHelmMap, mergeValues, valueAt } from "../../internal/helm-values";
import type { CiliumMeshMembership } from "../../cluster-mesh/args";
import { withStoreNamed } from "./identity-store";
import { membershipValues } from "./membership";
import { CiliumSettings, inputOf, settingsValues } from "./settings";

/** All that decides the Helm values of one install. Later fields win over earlier ones. */
export interface CiliumValueSources {
  readonly settings: CiliumSettings;
  readonly membership?: CiliumMeshMembership;
  readonly values?: HelmValues;
}

/** Which input decided a Helm value. */
export const ValueSource = { Settings: "settings", Membership: "membership", Values: "values" } as const;
export type ValueSource = (typeof ValueSource)[keyof typeof ValueSource];

/** Where a Helm value came from: `path` is the input's own, within its source. */
export interface ValueOrigin {
  readonly source: ValueSource;
  readonly path: string;
}

/** The values of the release, keys sorted: what was asked for, and with an etcd what restarts pods for it; nothing else. */
export function renderValues(sources: CiliumValueSources, version: string): HelmValues {
  const { settings, membership, values } = sources;
  const layers = [
    settingsValues(settings, version),
    membership === undefined ? {} : membershipValues(membership, version),
    values ?? {},
  ];
  return sorted(withStoreNamed(layers.reduce(mergeValues)));
}

/** Which input decides a Helm key; a key that nobody set belongs to the settings, where it would be set. */
export function originOf(key: string, sources: CiliumValueSources, version: string): ValueOrigin {
  const { settings, membership, values } = sources;
  if (values !== undefined && isDecidedBy(values, key)) return { source: ValueSource.Values, path: key };
  if (membership !== undefined && isDecidedBy(membershipValues(membership, version), key)) {
    return { source: ValueSource.Membership, path: membershipInputOf(key) };
  }
  return { source: ValueSource.Settings, path: inputOf(key, settings, version) };
}

/** True where the layer sets the key itself, or replaces a map above it by something else. */
function isDecidedBy(layer: HelmValues, key: string): boolean {
  if (valueAt(layer, key) !== undefined) return true;
  const steps = key.split(".");
  return steps.some((_, count) => {
    const above = valueAt(layer, steps.slice(0, count).join("."));
    return count > 0 && above !== undefined && !isHelmMap(above);
  });
}

const MEMBERSHIP_INPUTS: Readonly<Record<string, string>> = {
  "cluster.name": "name",
  "cluster.id": "id",
  "clustermesh.maxConnectedClusters": "maxConnectedClusters",
  "clustermesh.config.clusters": "peers",
  "clustermesh.apiserver.kvstoremesh.enabled": "kvstoreMesh",
  "clustermesh.apiserver.kvstoremesh.extraArgs": "kvstoreMeshPeerTimeoutSeconds",
  "clustermesh.apiserver.service.type": "serviceType",
  "clustermesh.apiserver.service.nodePort": "nodePort",
  "clustermesh.apiserver.service.annotations": "serviceAnnotations",
  "clustermesh.apiserver.service.externallyCreated": "serviceExternallyCreated",
  "clustermesh.apiserver.tls.auto.method": "tlsMethod",
  "clustermesh.apiserver.tls.auto.schedule": "tlsSchedule",
  "clustermesh.apiserver.tls.auto.certValidityDuration": "tlsCertValidityDuration",
  "clustermesh.apiserver.tls.server.extraDnsNames": "serverDnsNames",
  "clustermesh.apiserver.tls.auto.server.extraDnsNames": "serverDnsNames",
  "tls.ca.cert": "caCertificatePem",
  "tls.ca.key": "caPrivateKeyPem",
};

/** Field of the membership behind a Helm key; the key itself for what every membership implies (`clustermesh.useAPIServer`). */
function membershipInputOf(key: string): string {
  return MEMBERSHIP_INPUTS[key] ?? key;
}

function sorted(values: HelmValues): HelmValues {
  const keys = Object.keys(values).sort();
  return Object.fromEntries(keys.map((key) => [key, sortedValue(values[key] as HelmValue)]));
}

function sortedValue(value: HelmValue): HelmValue {
  if (Array.isArray(value)) return value.map(sortedValue);
  return isHelmMap(value) ? sorted(value) : value;
}
