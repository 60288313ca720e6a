import { atLeast, isCiliumVersion } from "./cilium-version";

/**
 * Entities that a policy may name: those that the definitions' own list has. Cilium's code also knows `world-ipv4` and
 * `world-ipv6`, but on no version does the API server accept them.
 */
const always: readonly string[] = [
  "all",
  "cluster",
  "health",
  "host",
  "ingress",
  "init",
  "kube-apiserver",
  "none",
  "remote-node",
  "unmanaged",
  "world",
];

/** Pods of every cluster of the mesh, and what `cluster` has beside them. */
export const CLUSTER_MESH_ENTITY = "cluster-mesh";
const CLUSTER_MESH_SINCE = "1.20.0";

/** What to do about a word that is no entity in a version of Cilium; undefined where it is one. */
export function entityFault(entity: string, version: string): string | undefined {
  const known =
    isCiliumVersion(version) && atLeast(version, CLUSTER_MESH_SINCE)
      ? [...always, CLUSTER_MESH_ENTITY].sort()
      : always;
  if (known.includes(entity)) return undefined;
  if (entity === CLUSTER_MESH_ENTITY) return "name pods with scope all, or use Cilium 1.20 or newer";
  return `use one of ${known.join(", ")}`;
}
