import { Finding } from "../../internal/finding";
import { clusterNameFault } from "../../internal/names";
import { DEFAULT_MAX_CONNECTED_CLUSTERS, MeshOptions } from "../topology";
import type { KnownMeshMember } from "../validate";
import { error } from "./report";

/** Names and ids: each well formed, all different, all within the mesh's size. */
export function identityFindings(members: readonly KnownMeshMember[], options: MeshOptions): Finding[] {
  const size = options.maxConnectedClusters ?? DEFAULT_MAX_CONNECTED_CLUSTERS;
  return [
    ...sizeFindings(members, size),
    ...members.flatMap(nameFinding),
    ...duplicates(members, (m) => m.name).map(([, first, second, name]) =>
      error(
        "mesh-name-duplicate",
        [`members[${first}].name`, `members[${second}].name`],
        `two members are named ${name}`,
        "give each cluster its own name",
      ),
    ),
    ...members.flatMap((member, index) => idFinding(member, index, size)),
    ...duplicates(members, (m) => m.id).map(([a, first, second, id]) =>
      error(
        "mesh-id-duplicate",
        [`members[${first}].id`, `members[${second}].id`],
        `clusters ${a} and ${members[second]?.name ?? ""} both have the id ${String(id)}`,
        "give each cluster its own id",
      ),
    ),
  ];
}

function sizeFindings(members: readonly KnownMeshMember[], size: number): Finding[] {
  if (size !== 255 && size !== 511) {
    return [
      error(
        "mesh-size",
        ["maxConnectedClusters"],
        `maxConnectedClusters is ${size}, Cilium knows 255 and 511`,
        "say 255 or 511",
      ),
    ];
  }
  if (members.length <= size) return [];
  return [
    error(
      "mesh-too-large",
      ["members"],
      `the mesh has ${members.length} members, maxConnectedClusters allows ${size}`,
      size === 255 && members.length <= 511 ? "say maxConnectedClusters: 511" : "use fewer clusters",
    ),
  ];
}

function nameFinding(member: KnownMeshMember, index: number): Finding[] {
  const fault =
    member.name === "default"
      ? "is what Cilium calls a cluster that is in no mesh"
      : clusterNameFault(member.name);
  if (fault === undefined) return [];
  return [
    error(
      "mesh-name",
      [`members[${index}].name`],
      `cluster name "${member.name}" ${fault}`,
      "use 1–32 characters of a–z, 0–9 and -, such as west",
    ),
  ];
}

function idFinding(member: KnownMeshMember, index: number, size: number): Finding[] {
  const { id } = member;
  if (id === undefined || (Number.isInteger(id) && id >= 1 && id <= size)) return [];
  return [
    error(
      "mesh-id-range",
      [`members[${index}].id`],
      `cluster ${member.name} has the id ${id}, expected a whole number from 1 to ${size}`,
      size === 255 && id > 255 && id <= 511
        ? "choose another id, or say maxConnectedClusters: 511"
        : "choose another id",
    ),
  ];
}

/** Name of the first holder, both indexes and the value, once for each further holder of a value. */
function duplicates<T>(
  members: readonly KnownMeshMember[],
  valueOf: (member: KnownMeshMember) => T | undefined,
): [string, number, number, T][] {
  const seen = new Map<T, number>();
  return members.flatMap((member, index): [string, number, number, T][] => {
    const value = valueOf(member);
    if (value === undefined) return [];
    const first = seen.get(value);
    if (first === undefined) seen.set(value, index);
    return first === undefined ? [] : [[members[first]?.name ?? "", first, index, value]];
  });
}
