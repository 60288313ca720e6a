import { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, quoted } from "../report";
import { Topology } from "../topology";
import { maxClusterId } from "./install-mesh";
import { Member, membersOf } from "./view";

/** Names are identity: of resources, kubeconfig contexts and peers. */
export function clusterNames(topology: Topology): Finding[] {
  return [...groupBy(topology.clusters, ({ name }) => name)]
    .filter(([, clusters]) => clusters.length > 1)
    .map(([name, clusters]) =>
      error(
        "cluster-name-duplicate",
        clusters.map(({ at }) => at("name")),
        `${clusters.length} clusters are named "${name}"`,
        `rename all but one, e.g. "${freeName(topology, name)}"`,
      ),
    );
}

function freeName(topology: Topology, name: string): string {
  const taken = new Set(topology.clusters.map((cluster) => cluster.name));
  for (let i = 2; ; i += 1) if (!taken.has(`${name}-${i}`)) return `${name}-${i}`;
}

/** What Cilium itself is told may differ from the topology's names, through the escape hatch. */
export function meshClusterNames(topology: Topology): Finding[] {
  const members = membersOf(topology);
  const twice = [...groupBy(members, ({ name }) => name)]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) =>
      error(
        "mesh-cluster-name-duplicate",
        same.map(({ install }) => install.at("cluster.name")),
        `clusters ${quoted(same.map(({ cluster }) => cluster.name))} of the mesh all go by cluster.name "${name}"`,
        "give each its own cluster.name",
      ),
    );
  const unnamed = members
    .filter(({ name, id }) => name === "default" && id === 0)
    .map(({ cluster, install }) =>
      error(
        "cluster-name-default",
        [install.at("cluster.name"), install.at("cluster.id")],
        `cluster "${cluster.name}" is in the mesh, but its cluster.name is still "default"`,
        `set cluster.name: ${cluster.name}`,
      ),
    );
  return [...twice, ...unnamed];
}

/** Ids tell the clusters of a mesh apart in every identity; two alike mix up backends and policies. */
export function clusterIds(topology: Topology): Finding[] {
  const members = membersOf(topology).filter((member) => member.id !== undefined);
  const free = freeIds(members);
  const zero = members
    .filter(({ id }) => id === 0)
    .map(({ cluster, install }) =>
      error(
        "cluster-id-zero",
        [install.at("cluster.id")],
        `cluster "${cluster.name}" is in the mesh, but its cluster.id is 0, which means no mesh`,
        `set cluster.id: ${free()}`,
      ),
    );
  const twice = [...groupBy(members, ({ id }) => id)]
    .filter(([id, same]) => id !== 0 && same.length > 1)
    .map(([id, same]) =>
      error(
        "cluster-id-duplicate",
        same.map(({ install }) => install.at("cluster.id")),
        `clusters ${quoted(same.map(({ cluster }) => cluster.name))} have the same id ${id ?? ""}`,
        `give ${enumerated(same.slice(1).map(({ cluster }) => `cluster "${cluster.name}" id ${free()}`))}`,
      ),
    );
  return [...zero, ...twice];
}

/** Hands out the lowest ids that nobody has, each once. */
function freeIds(members: readonly Member[]): () => number {
  const taken = new Set(members.map(({ id }) => id));
  const max = Math.max(255, ...members.map(({ install }) => maxClusterId(install)));
  let next = 0;
  return () => {
    do next += 1;
    while (taken.has(next) && next < max);
    return next;
  };
}
