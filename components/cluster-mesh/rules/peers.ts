import { Finding, Severity } from "../../internal/finding";
import type { KnownMeshMember } from "../validate";
import { error } from "./report";

/** Declared links: to members that exist, once each, and from both sides. */
export function peerFindings(members: readonly KnownMeshMember[]): Finding[] {
  const byName = new Map(members.map((member, index) => [member.name, { member, index }]));
  return members.flatMap((member, index) => {
    const path = `members[${index}].peers`;
    const seen = new Set<string>();
    return (member.peers ?? []).flatMap((peer, place): Finding[] => {
      const at = `${path}[${place}]`;
      if (seen.has(peer)) {
        return [
          error(
            "mesh-peer-duplicate",
            [at],
            `cluster ${member.name} lists its peer ${peer} twice`,
            "list it once",
          ),
        ];
      }
      seen.add(peer);
      if (peer === member.name) {
        return [
          error("mesh-peer-self", [at], `cluster ${member.name} lists itself as its peer`, "leave it out"),
        ];
      }
      const other = byName.get(peer);
      if (other === undefined) {
        const known = members
          .slice(0, 8)
          .map((m) => m.name)
          .join(", ");
        const message = `cluster ${member.name} lists the peer ${peer}, which is no member of the mesh`;
        return [
          error("mesh-peer-unknown", [at], message, `choose from ${known}${members.length > 8 ? ", …" : ""}`),
        ];
      }
      return oneSided(member.name, at, other, peer);
    });
  });
}

function oneSided(
  name: string,
  at: string,
  other: { member: KnownMeshMember; index: number },
  peer: string,
): Finding[] {
  if (other.member.peers === undefined || other.member.peers.includes(name)) return [];
  return [
    {
      severity: Severity.Warning,
      code: "mesh-peer-one-sided",
      paths: [at, `members[${other.index}].peers`],
      message: `cluster ${name} connects to ${peer}, but ${peer} does not connect to ${name}, so replies find no way back`,
      fix: `list ${name} among the peers of ${peer}`,
    },
  ];
}
