import semver from "semver";
import { Cidr, overlaps, parseCidr } from "../../internal/cidr";
import { isCiliumVersion, minorsApart } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import type { KnownMeshMember } from "../validate";
import { error } from "./report";

/** What must fit between the members: pod CIDRs, versions, routing mode. */
export function networkFindings(members: readonly KnownMeshMember[]): Finding[] {
  return [...cidrFindings(members), ...versionSkew(members), ...routingModes(members)];
}

interface PlacedCidr {
  readonly cidr: Cidr;
  readonly cluster: string;
  readonly path: string;
}

function cidrFindings(members: readonly KnownMeshMember[]): Finding[] {
  const findings: Finding[] = [];
  const placed: PlacedCidr[] = [];
  members.forEach((member, index) => {
    const path = `members[${index}].podCidrs`;
    if (member.podCidrs?.length === 0) {
      findings.push(
        error(
          "mesh-pod-cidr-missing",
          [path],
          `cluster ${member.name} has no pod CIDR`,
          "give its pod CIDRs",
        ),
      );
    }
    member.podCidrs?.forEach((text, place) => {
      const cidr = parseCidr(text);
      const at = `${path}[${place}]`;
      if (cidr !== undefined) placed.push({ cidr, cluster: member.name, path: at });
      else {
        const message = `"${text}" of cluster ${member.name} is not a CIDR`;
        findings.push(error("mesh-pod-cidr", [at], message, "write it like 10.1.0.0/16"));
      }
    });
  });
  return [...findings, ...overlapFindings(placed)];
}

/** In order of their first address, a CIDR can only overlap the ones still open: no pairwise search over 511 clusters. */
function overlapFindings(placed: readonly PlacedCidr[]): Finding[] {
  const ordered = [...placed].sort((a, b) =>
    a.cidr.first < b.cidr.first ? -1 : a.cidr.first > b.cidr.first ? 1 : 0,
  );
  const findings: Finding[] = [];
  let open: PlacedCidr[] = [];
  for (const next of ordered) {
    open = open.filter((earlier) => earlier.cidr.last >= next.cidr.first);
    for (const earlier of open) {
      if (earlier.cluster === next.cluster || !overlaps(earlier.cidr, next.cidr)) continue;
      const message = `pod CIDR ${earlier.cidr.text} of cluster ${earlier.cluster} overlaps ${next.cidr.text} of cluster ${next.cluster}`;
      findings.push(
        error("mesh-pod-cidr-overlap", [earlier.path, next.path], message, "give each cluster its own range"),
      );
    }
    open.push(next);
  }
  return findings;
}

function versionSkew(members: readonly KnownMeshMember[]): Finding[] {
  const ordered = members
    .map((member, index) => ({ member, path: `members[${index}].ciliumVersion` }))
    .filter(({ member }) => isCiliumVersion(member.ciliumVersion))
    .sort((a, b) => semver.compare(a.member.ciliumVersion, b.member.ciliumVersion));
  const oldest = ordered[0];
  const newest = ordered.at(-1);
  if (oldest === undefined || newest === undefined) return [];
  if (minorsApart(oldest.member.ciliumVersion, newest.member.ciliumVersion) <= 1) return [];
  const said = ({ member }: typeof oldest): string => `${member.ciliumVersion} in ${member.name}`;
  return [
    error(
      "mesh-version-skew",
      [oldest.path, newest.path],
      `Cilium ${said(oldest)} and ${said(newest)} are more than one minor release apart`,
      "bring all members within one minor release of each other",
    ),
  ];
}

function routingModes(members: readonly KnownMeshMember[]): Finding[] {
  const known = members.flatMap((member, index) =>
    member.routingMode === undefined ? [] : [{ name: member.name, mode: member.routingMode, index }],
  );
  const first = known[0];
  const other = known.find((member) => member.mode !== first?.mode);
  if (first === undefined || other === undefined) return [];
  return [
    error(
      "mesh-routing-mode",
      [`members[${first.index}].routingMode`, `members[${other.index}].routingMode`],
      `cluster ${first.name} routes ${first.mode} and cluster ${other.name} ${other.mode}`,
      "use the same routing mode in all clusters of a mesh",
    ),
  ];
}
