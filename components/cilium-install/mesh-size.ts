import { Finding, Severity } from "../internal/finding";
import { HelmValue } from "../internal/helm-values";

/** The Helm key. */
export const MESH_SIZE = "clustermesh.maxConnectedClusters";

const CONFIG_KEY = "max-connected-clusters";
/** What charts before 1.15 do, which have no such key, and what later ones assume. */
const ASSUMED = 255;

/**
 * The number decides which bits of an identity are the cluster's: changed under running pods, identities mean others.
 * What runs is the ConfigMap of the agents; undefined where no Cilium does.
 */
export function judgeMeshSize(
  running: Readonly<Record<string, string>> | undefined,
  asked: HelmValue | undefined,
): Finding[] {
  const wanted = asked ?? ASSUMED;
  const runs = Number(running?.[CONFIG_KEY] ?? ASSUMED);
  if (running === undefined || typeof wanted !== "number" || runs === wanted) return [];
  return [
    {
      severity: Severity.Error,
      code: "mesh-size-changed",
      paths: [MESH_SIZE],
      message: `${MESH_SIZE} would go from ${runs}, which runs, to ${wanted}: it decides which part of an identity's number is the cluster's, so that running pods would be taken for others`,
      fix: `leave it at ${runs}; a cluster gets another number only with a new installation`,
    },
  ];
}
