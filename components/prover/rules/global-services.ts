import { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, quoted, warning } from "../report";
import { Topology, TopologyService, TopologyServiceCluster } from "../topology";
import { installIn } from "./view";

/** The clusters that a service names: each once, each known, each in the mesh. */
export function serviceClusters(topology: Topology): Finding[] {
  const known = new Set(topology.clusters.map(({ name }) => name));
  const meshed = new Set((topology.mesh?.members ?? []).map(({ cluster }) => cluster));
  return topology.services.flatMap((service) => [
    ...clustersTwice(service),
    ...service.clusters.flatMap((entry) => {
      if (!known.has(entry.cluster)) {
        return [
          error(
            "service-cluster-unknown",
            [entry.path],
            `service "${service.name}" names cluster "${entry.cluster}", which does not exist`,
            known.size === 0 ? "declare the cluster" : `use one of ${enumerated([...known], "or")}`,
          ),
        ];
      }
      if (!entry.global || meshed.has(entry.cluster)) return [];
      const why =
        topology.mesh === undefined ? "there is no mesh" : `cluster "${entry.cluster}" is not in the mesh`;
      return [
        error(
          "service-cluster-not-in-mesh",
          [entry.path],
          `service "${service.name}" is global in cluster "${entry.cluster}", but ${why}`,
          topology.mesh === undefined
            ? "declare the mesh"
            : "add the cluster to mesh.members, or set global: false",
        ),
      ];
    }),
  ]);
}

function clustersTwice(service: TopologyService): Finding[] {
  return [...groupBy(service.clusters, ({ cluster }) => cluster)]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) =>
      error(
        "service-cluster-twice",
        same.map(({ path }) => path),
        `service "${service.name}" names cluster "${name}" ${same.length} times`,
        "name it once",
      ),
    );
}

const affinities = ["none", "local", "remote"];

/** What each cluster's Service says about sharing. */
export function serviceSharing(topology: Topology): Finding[] {
  return topology.services.flatMap((service) => service.clusters.flatMap((entry) => sharing(service, entry)));
}

function sharing(service: TopologyService, entry: TopologyServiceCluster): Finding[] {
  const found: Finding[] = [];
  const where = `service "${service.name}" in cluster "${entry.cluster}"`;
  const { affinity, shared } = entry;
  if (affinity !== undefined && !affinities.includes(affinity)) {
    found.push(
      error(
        "service-affinity-invalid",
        [`${entry.path}.affinity`],
        `${where} has affinity "${affinity}", expected none, local or remote`,
        "use none, local or remote",
      ),
    );
  }
  if (!entry.global) {
    const set = [
      ...(affinity !== undefined && affinity !== "none" ? ["affinity"] : []),
      ...(shared !== undefined ? ["shared"] : []),
      ...(entry.clientOnly ? ["clientOnly"] : []),
    ];
    if (set.length > 0) {
      found.push(
        error(
          "service-not-global",
          [`${entry.path}.global`, ...set.map((field) => `${entry.path}.${field}`)],
          `${where} is not global, so ${enumerated(set)} ${set.length > 1 ? "mean" : "means"} nothing`,
          `set global: true, or remove ${enumerated(set)}`,
        ),
      );
    }
  }
  if (!entry.clientOnly && Object.keys(entry.selector).length === 0) {
    found.push(
      error(
        "service-without-selector",
        [entry.path],
        `${where} selects no pods, so it has no backends there`,
        "give a selector, or set clientOnly: true",
      ),
    );
  }
  return found;
}

/** A service that nobody can answer. */
export function serviceBackends(topology: Topology): Finding[] {
  return topology.services.flatMap((service) => {
    const clients = service.clusters.filter(({ clientOnly }) => clientOnly);
    const serving = service.clusters.filter(({ clientOnly }) => !clientOnly);
    if (clients.length === 0) return [];
    const who = quoted(clients.map(({ cluster }) => cluster));
    if (serving.length === 0) {
      return [
        error(
          "service-without-backends",
          clients.map(({ path }) => path),
          `service "${service.name}" is client-only in all its clusters (${who}), so it has no backends`,
          "take clientOnly away where its pods run, or add the cluster that has them",
        ),
      ];
    }
    if (serving.some(({ global, shared }) => global && shared !== false)) return [];
    return [
      error(
        "service-without-shared-backends",
        [...serving.map(({ path }) => path), ...clients.map(({ path }) => path)],
        `service "${service.name}" has clients in ${who}, but ${quoted(serving.map(({ cluster }) => cluster))} ${serving.length > 1 ? "share" : "shares"} no backends`,
        "set shared: true (and global: true) where its pods run",
      ),
    ];
  });
}

const ownedAnnotations: Readonly<Record<string, string>> = {
  "service.cilium.io/global": "global",
  "io.cilium/global-service": "global",
  "service.cilium.io/shared": "shared",
  "io.cilium/shared-service": "shared",
  "service.cilium.io/affinity": "affinity",
  "io.cilium/service-affinity": "affinity",
};

/** Annotations that say by hand what the clusters' fields say. */
export function serviceAnnotations(topology: Topology): Finding[] {
  return topology.services.flatMap((service) =>
    Object.entries(service.annotations ?? {}).flatMap(([key, value]) => {
      const field = ownedAnnotations[key];
      if (field === undefined) return [];
      return [
        error(
          "service-annotation-by-hand",
          [service.at("annotations")],
          `service "${service.name}" has annotation ${key}: ${value} by hand, which would stand beside what ${field} becomes`,
          `set ${field} of the service's clusters instead`,
        ),
      ];
    }),
  );
}

/** SCTP is a switch of its own. */
export function sctpServices(topology: Topology): Finding[] {
  const byName = new Map(topology.clusters.map((cluster) => [cluster.name, cluster]));
  return topology.services.flatMap((service) => {
    const index = service.ports.findIndex(({ protocol }) => protocol === "SCTP");
    if (index < 0) return [];
    const without = service.clusters.flatMap(({ cluster }) => {
      const found = byName.get(cluster);
      return found === undefined || installIn(found).on("sctp.enabled") ? [] : [found];
    });
    if (without.length === 0) return [];
    return [
      warning(
        "sctp-not-enabled",
        [service.at(`ports[${index}].protocol`), ...without.map(({ cilium }) => cilium.at("sctp.enabled"))],
        `service "${service.name}" has an SCTP port, but sctp.enabled is false in ${quoted(without.map(({ name }) => name))}`,
        "set sctp.enabled: true",
      ),
    ];
  });
}
