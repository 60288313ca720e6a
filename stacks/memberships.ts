import { CiliumMeshMembership } from "../components/cluster-mesh/args";
import { MeshMember, memberships, MeshOptions } from "../components/cluster-mesh/topology";
import { HelmValue } from "../components/internal/helm-values";
import { MeshConfig, StackConfig } from "./config";
import { ResolvedCluster } from "./resolve";

/** Stands for the CA where no secret may be read: in `render` and in checks. */
const AUTHORITY = {
  certificatePem: "${mesh.certificateAuthority.certificate}",
  privateKeyPem: "${mesh.certificateAuthority.privateKey}",
};

/** The chart takes the CA in base64; its placeholders stay readable, as all others do. */
export function readableAuthority(value: HelmValue): HelmValue {
  for (const placeholder of Object.values(AUTHORITY)) {
    if (value === Buffer.from(placeholder).toString("base64")) return placeholder.replace("}", " | base64}");
  }
  return value;
}

/** Memberships as they follow from the configuration alone, with placeholders for what only a run knows. */
export function stackMemberships(
  config: StackConfig,
  clusters: readonly ResolvedCluster[],
): Map<string, CiliumMeshMembership> {
  if (config.mesh === undefined) return new Map();
  const members = meshMembers(config.mesh, clusters);
  return new Map(Object.entries(memberships(members.map(asMember), meshOptions(config.mesh), AUTHORITY)));
}

/** The clusters that are in the mesh, in the order declared; names of no cluster are left to the prover. */
export function meshMembers(mesh: MeshConfig, clusters: readonly ResolvedCluster[]): ResolvedCluster[] {
  if (mesh.members === undefined) return [...clusters];
  const byName = new Map(clusters.map((c) => [c.name, c]));
  return [...new Set(mesh.members)].flatMap((name) => byName.get(name) ?? []);
}

export function meshOptions(mesh: MeshConfig): MeshOptions {
  return {
    ...(mesh.maxConnectedClusters !== undefined ? { maxConnectedClusters: mesh.maxConnectedClusters } : {}),
    ...(mesh.service?.type !== undefined ? { serviceType: mesh.service.type } : {}),
    ...(mesh.service?.annotations !== undefined ? { serviceAnnotations: mesh.service.annotations } : {}),
    ...(mesh.kvstoreMesh?.enabled !== undefined ? { kvstoreMesh: mesh.kvstoreMesh.enabled } : {}),
    ...(mesh.kvstoreMesh?.peerTimeoutSeconds !== undefined
      ? { kvstoreMeshPeerTimeoutSeconds: mesh.kvstoreMesh.peerTimeoutSeconds }
      : {}),
    ...(mesh.tls?.method !== undefined ? { tlsMethod: mesh.tls.method } : {}),
    ...(mesh.tls?.schedule !== undefined ? { tlsSchedule: mesh.tls.schedule } : {}),
    ...(mesh.tls?.certValidityDuration !== undefined
      ? { tlsCertValidityDuration: mesh.tls.certValidityDuration }
      : {}),
    ...(mesh.peerAddresses !== undefined ? { peerAddresses: mesh.peerAddresses } : {}),
  };
}

export function asMember(cluster: ResolvedCluster): MeshMember {
  const own = cluster.config.mesh ?? {};
  return {
    name: cluster.name,
    id: cluster.id,
    ciliumVersion: cluster.version,
    podCidrs: cluster.podCidrs,
    nodes: nodesOrPlaceholder(cluster),
    kubeProxyReplacement: replacesKubeProxy(cluster),
    ...own,
  };
}

/** An existing cluster's nodes are read when it answers; until then one stands for all of them. */
function nodesOrPlaceholder(cluster: ResolvedCluster): ResolvedCluster["nodes"] {
  if (cluster.nodes.length > 0) return cluster.nodes;
  return [{ name: cluster.name, role: "control-plane", address: `\${${cluster.name}.nodes[*].address}` }];
}

/** Words like `strict` (up to 1.15) also replace it. */
export function replacesKubeProxy(cluster: ResolvedCluster): boolean {
  const value = cluster.values["kubeProxyReplacement"] ?? cluster.settings["kubeProxyReplacement"] ?? false;
  return value !== false && value !== "false" && value !== "disabled";
}
