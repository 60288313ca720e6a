import { isCiliumVersion } from "../internal/cilium-version";
import { Finding, sortFindings } from "../internal/finding";
import { MeshServiceType } from "./args";
import { endpointFindings } from "./rules/endpoints";
import { identityFindings } from "./rules/identity";
import { networkFindings } from "./rules/network";
import { peerFindings } from "./rules/peers";
import { MeshMember, MeshOptions } from "./topology";
import { error } from "./rules/report";

/** A member as far as it is known: what only the engine will tell is undefined. */
export interface KnownMeshMember extends Partial<Omit<MeshMember, "name" | "ciliumVersion">> {
  readonly name: string;
  readonly ciliumVersion: string;
  /** Which inputs were given at all, known or not. */
  readonly given: { readonly nodes: boolean; readonly endpoints: boolean; readonly kubeconfig: boolean };
}

/** Everything that only the mesh as a whole can judge, as far as it is known yet. Paths are those of `ClusterMeshArgs`. */
export function validateMesh(members: readonly KnownMeshMember[], options: MeshOptions): Finding[] {
  const type = options.serviceType ?? MeshServiceType.NodePort;
  if (members.length === 0) {
    return [error("mesh-empty", ["members"], "the mesh has no members", "name at least one cluster")];
  }
  return sortFindings([
    ...versionFormat(members),
    ...identityFindings(members, options),
    ...peerFindings(members),
    ...networkFindings(members),
    // Which address a member needs depends on its version, so that must be one.
    ...(members.every((member) => isCiliumVersion(member.ciliumVersion))
      ? endpointFindings(members, options, type)
      : []),
  ]);
}

function versionFormat(members: readonly KnownMeshMember[]): Finding[] {
  return members.flatMap((member, index) =>
    isCiliumVersion(member.ciliumVersion)
      ? []
      : [
          error(
            "cilium-version",
            [`members[${index}].ciliumVersion`],
            `"${member.ciliumVersion}" of cluster ${member.name} is not a version`,
            "give a full version such as 1.18.1",
          ),
        ],
  );
}
