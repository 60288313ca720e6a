import { atLeast, minorOf, minorsApart } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { encryptionOf, faultOf, routingModeOf, tunnelProtocolOf } from "../../internal/versions";
import type { FindingCode } from "../catalogue";
import { enumerated, error, groupBy, quoted } from "../report";
import { Topology } from "../topology";
import { faultFinding } from "./faults";
import { mostCommon } from "./mesh-members";
import { Member, membersOf } from "./view";

interface Aspect {
  readonly code: FindingCode;
  readonly key: string;
  readonly what: string;
  readonly why: string;
  readonly of: (member: Member) => string;
}

/** What must be the same in every cluster of a mesh, for each reads the other's packets. */
const aspects: readonly Aspect[] = [
  {
    code: "mesh-routing-mode-differs",
    key: "routingMode",
    what: "routing mode",
    why: "pods of one do not reach pods of the other",
    of: ({ install }) => routingModeOf(install.values, install.version),
  },
  {
    code: "mesh-tunnel-protocol-differs",
    key: "tunnelProtocol",
    what: "tunnel protocol",
    why: "neither reads the other's packets",
    of: ({ install }) =>
      routingModeOf(install.values, install.version) === "native"
        ? ""
        : tunnelProtocolOf(install.values, install.version),
  },
  {
    code: "mesh-tunnel-port-differs",
    key: "tunnelPort",
    what: "tunnel port",
    why: "neither receives the other's packets",
    of: ({ install }) =>
      routingModeOf(install.values, install.version) === "native" ? "" : tunnelPortOf(install),
  },
  {
    code: "mesh-encryption-differs",
    key: "encryption.enabled",
    what: "encryption",
    why: "traffic between them is dropped or goes in the clear",
    of: ({ install }) => encryptionOf(install.values, install.version),
  },
  {
    code: "mesh-ip-family-differs",
    key: "ipv6.enabled",
    what: "IP families",
    why: "one has addresses that the other does not know",
    of: ({ install }) =>
      (["ipv4", "ipv6"] as const).filter((family) => install.on(`${family}.enabled`)).join(" and ") || "none",
  },
];

function tunnelPortOf(install: Member["install"]): string {
  const port = install.number("tunnelPort") ?? 0;
  return port === 0 ? "the default" : String(port);
}

export function datapath(topology: Topology): Finding[] {
  const members = membersOf(topology);
  return aspects.flatMap(({ code, key, what, why, of }) => {
    // An aspect that a cluster does not have (a tunnel's, without tunnel) is another aspect's business.
    const having = members.filter((member) => of(member) !== "");
    return mostCommon(having, of).map(({ member, value, usual, other }) =>
      error(
        code,
        [member.install.at(key), other.install.at(key)],
        `cluster "${member.cluster.name}" has ${what} ${value}, but cluster "${other.cluster.name}" ${usual}; ${why}`,
        `use the same ${what} in all clusters of the mesh`,
      ),
    );
  });
}

/** Upstream tests only neighbouring minors in one mesh. */
export function versionSkew(topology: Topology): Finding[] {
  const minors = [...groupBy(membersOf(topology), ({ install }) => minorOf(install.version))].sort(
    ([a], [b]) => minorsApart(a, "1.0") - minorsApart(b, "1.0"),
  );
  return minors.flatMap(([older, olderMembers], i) =>
    minors
      .slice(i + 1)
      .filter(([newer]) => minorsApart(older, newer) > 1)
      .map(([newer, newerMembers]) =>
        error(
          "mesh-version-skew",
          [...olderMembers, ...newerMembers].map(({ install }) => install.at("version")),
          `${named(olderMembers)} ${runs(olderMembers)} Cilium ${older} and ${named(newerMembers)} ${newer}, which are ${minorsApart(older, newer)} minor versions apart; a mesh may span two neighbouring minors`,
          `upgrade ${named(olderMembers)} to ${minorBefore(newer)} or ${newer}`,
        ),
      ),
  );
}

function minorBefore(minor: string): string {
  return `1.${Number(minor.split(".")[1]) - 1}`;
}

function runs(members: readonly Member[]): string {
  return members.length > 1 ? "run" : "runs";
}

function named(members: readonly Member[]): string {
  return `${members.length > 1 ? "clusters" : "cluster"} ${quoted(members.map(({ cluster }) => cluster.name))}`;
}

/** Replies between 1.14 and anything newer are dropped. */
export function mixedWithOldest(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const newer = members.filter(({ install }) => atLeast(install.version, "1.15.0"));
  const older = members.filter(({ install }) => !newer.some((member) => member.install === install));
  const [first] = older;
  const fault = first === undefined ? undefined : faultOf("mesh-mixed-with-1-14", first.install.version);
  if (first === undefined || fault === undefined || newer.length === 0) return [];
  const finding = faultFinding(
    fault,
    first.install.version,
    [...older, ...newer].map(({ install }) => install.at("version")),
    `${named(older)} and ${named(newer)} are in one mesh: `,
  );
  return [{ ...finding, fix: `upgrade ${enumerated([named(older)])} to 1.15 or newer` }];
}
