import { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, plural, quoted, warning } from "../report";
import { Topology } from "../topology";
import { maxClusterId } from "./install-mesh";
import { Member, membersOf } from "./view";

/** The list of members itself. */
export function memberList(topology: Topology): Finding[] {
  const { mesh, clusters } = topology;
  if (mesh === undefined) return [];
  if (mesh.members.length === 0) {
    return [
      error("mesh-empty", [mesh.at("members")], "the mesh has no members", "name at least one cluster"),
    ];
  }
  const known = new Set(clusters.map(({ name }) => name));
  // Where the members are all the clusters, two clusters of one name are that rule's business.
  const named = groupBy(clusters, ({ name }) => name);
  const twice = [...groupBy(mesh.members, ({ cluster }) => cluster)]
    .filter(([name, same]) => same.length > Math.max(named.get(name)?.length ?? 0, 1))
    .map(([name, same]) =>
      error(
        "mesh-member-twice",
        same.map(({ path }) => path),
        `cluster "${name}" is listed ${same.length} times among the members of the mesh`,
        "list it once",
      ),
    );
  const unknown = mesh.members
    .filter(({ cluster }) => !known.has(cluster))
    .map(({ cluster, path }) =>
      error(
        "mesh-member-unknown",
        [path],
        `"${cluster}" is a member of the mesh, but no cluster has that name`,
        known.size === 0
          ? "declare the cluster"
          : `declare it, or name one of ${enumerated([...known], "or")}`,
      ),
    );
  return [...twice, ...unknown];
}

export function meshSize(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const [first] = members;
  const { mesh } = topology;
  if (first === undefined || mesh === undefined) return [];
  const differing = mostCommon(members, ({ install }) => maxClusterId(install)).map(
    ({ value, usual, member, other }) =>
      error(
        "mesh-max-connected-clusters-differ",
        [member.install.at(maxKey), other.install.at(maxKey)],
        `cluster "${member.cluster.name}" has maxConnectedClusters ${value}, but cluster "${other.cluster.name}" ${usual}; identities are laid out differently`,
        `set clustermesh.maxConnectedClusters to ${usual} in both; it cannot change on a live cluster`,
      ),
  );
  const max = Math.max(...members.map(({ install }) => maxClusterId(install)));
  if (members.length <= max) return differing;
  return [
    ...differing,
    error(
      "mesh-too-large",
      [mesh.at("members"), first.install.at(maxKey)],
      `the mesh has ${members.length} members, but maxConnectedClusters is ${max}`,
      members.length <= 511 ? "set clustermesh.maxConnectedClusters: 511" : "use at most 511 clusters",
    ),
  ];
}

const maxKey = "clustermesh.maxConnectedClusters";

export interface Differing<T> {
  /** The member that differs, its value, the usual value, and a member that has that. */
  readonly member: Member;
  readonly value: T;
  readonly usual: T;
  readonly other: Member;
}

/** Members whose value is not the one that most have; among equals, the first declared counts. */
export function mostCommon<T extends string | number>(
  members: readonly Member[],
  valueOf: (member: Member) => T,
): Differing<T>[] {
  const groups = [...groupBy(members, valueOf)].sort(([, a], [, b]) => b.length - a.length);
  const [usualGroup, ...rest] = groups;
  const other = usualGroup?.[1][0];
  if (usualGroup === undefined || other === undefined) return [];
  return rest.flatMap(([value, group]) =>
    group.map((member) => ({ member, value, usual: usualGroup[0], other })),
  );
}

/** A member whose final values leave the mesh off: something overrides what the membership says. */
export function membersEnabled(topology: Topology): Finding[] {
  const keys = ["clustermesh.useAPIServer", "clustermesh.config.enabled"];
  return membersOf(topology).flatMap(({ cluster, install }) => {
    // With an identity store of its own, peers read that instead of clustermesh-apiserver.
    const own = install.text("identityAllocationMode") !== "crd";
    return keys
      .filter((key) => !install.on(key) && !(own && key === "clustermesh.useAPIServer"))
      .map((key) =>
        error(
          "mesh-not-enabled",
          [install.at(key)],
          `cluster "${cluster.name}" is in the mesh, but ${key} is false in its values`,
          `set ${key}: true, or take the cluster out of the mesh`,
        ),
      );
  });
}

/** One CA signs all certificates of the mesh; a peer with another one is not let in. */
export function meshAuthority(topology: Topology): Finding[] {
  const members = membersOf(topology).filter(({ install }) => !install.on("tls.caBundle.enabled"));
  if (members.length < 2) return [];
  const [without, having] = [
    members.filter(({ install }) => install.text("tls.ca.cert") === ""),
    members.filter(({ install }) => install.text("tls.ca.cert") !== ""),
  ];
  const differing = mostCommon(having, ({ install }) => install.text("tls.ca.cert")).map(
    ({ member, other }) =>
      error(
        "mesh-ca-differs",
        [member.install.at("tls.ca.cert"), other.install.at("tls.ca.cert")],
        `cluster "${member.cluster.name}" and cluster "${other.cluster.name}" have different CAs, so neither accepts the other`,
        "give all clusters of the mesh the same CA",
      ),
  );
  if (without.length === 0) return differing;
  const names = quoted(without.map(({ cluster }) => cluster.name));
  return [
    ...differing,
    warning(
      "mesh-ca-missing",
      without.map(({ install }) => install.at("tls.ca.cert")),
      `${without.length > 1 ? "clusters" : "cluster"} ${names} ${without.length > 1 ? "are" : "is"} given no CA, so each chart makes one of its own unless Secret cilium-ca is there already, and peers do not accept each other`,
      "give all clusters of the mesh the same tls.ca",
    ),
  ];
}

const authModeKey = "clustermesh.apiserver.tls.authMode";

/** `cluster` presents a name that a `legacy` peer does not know. */
export function authModes(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const modern = members.filter(({ install }) => install.text(authModeKey) === "cluster");
  const legacy = members.filter(({ install }) => install.text(authModeKey) === "legacy");
  const [a, b] = [modern[0], legacy[0]];
  if (a === undefined || b === undefined) return [];
  return [
    error(
      "mesh-auth-mode",
      [...modern, ...legacy].map(({ install }) => install.at(authModeKey)),
      `${plural(modern.length, "cluster")} (first "${a.cluster.name}") ${modern.length > 1 ? "use" : "uses"} authMode cluster, which ${plural(legacy.length, "cluster")} with authMode legacy (first "${b.cluster.name}") ${legacy.length > 1 ? "do" : "does"} not accept`,
      "bring all clusters to migration first, then to cluster",
    ),
  ];
}
