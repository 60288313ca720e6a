import { Finding } from "../../internal/finding";
import { enumerated, error, groupBy, warning } from "../report";
import { Topology, TopologyService, TopologyWorkload } from "../topology";

export function workloadClusters(topology: Topology): Finding[] {
  const known = new Set(topology.clusters.map(({ name }) => name));
  const unknown = topology.workloads
    .filter(({ cluster }) => !known.has(cluster))
    .map(({ name, cluster, path }) =>
      error(
        "workload-cluster-unknown",
        [path],
        `workload "${name}" is to run in cluster "${cluster}", which does not exist`,
        known.size === 0 ? "declare the cluster" : `use one of ${enumerated([...known], "or")}`,
      ),
    );
  const twice = [
    ...groupBy(topology.workloads, ({ cluster, namespace, name }) => `${namespace}/${name} ${cluster}`),
  ]
    .filter(([, same]) => same.length > 1)
    .map(([, same]) => {
      const [{ name, namespace, cluster } = { name: "", namespace: "", cluster: "" }] = same;
      return error(
        "workload-duplicate",
        same.map(({ path }) => path),
        `workload ${namespace}/${name} is declared ${same.length} times in cluster "${cluster}"`,
        "declare it once per cluster",
      );
    });
  return [...unknown, ...twice];
}

/** A service of the name of one that a sample brings along: two resources would write one Service. */
export function servicesOfSamples(topology: Topology): Finding[] {
  return topology.services.flatMap((service) =>
    topology.workloads
      .filter(
        ({ name, namespace, cluster, withService }) =>
          withService === true &&
          name === service.name &&
          namespace === service.namespace &&
          service.clusters.some((entry) => entry.cluster === cluster),
      )
      .map(({ name, namespace, cluster, path }) =>
        error(
          "service-of-sample",
          [service.at("name"), path],
          `service ${namespace}/${name} in cluster "${cluster}" is one that a sample brings along`,
          "rename the service, or put the sample into another namespace",
        ),
      ),
  );
}

/** Pods behind a service, in a cluster that is said to have clients only: its Service would not use them. */
export function clientOnlyWorkloads(topology: Topology): Finding[] {
  const byPlace = groupBy(topology.workloads, ({ cluster, namespace }) => `${cluster} ${namespace}`);
  return topology.services.flatMap((service) => {
    const selectors = selectorsOf(service);
    return service.clusters
      .filter(({ clientOnly }) => clientOnly)
      .flatMap((entry) =>
        (byPlace.get(`${entry.cluster} ${service.namespace}`) ?? [])
          .filter(
            (workload) => workload.replicas > 0 && selectors.some((selector) => selects(selector, workload)),
          )
          .map((workload) =>
            error(
              "client-only-with-workload",
              [`${entry.path}.clientOnly`, workload.path],
              `service "${service.name}" is client-only in cluster "${entry.cluster}", but workload "${workload.name}" there has its labels and would get no traffic`,
              `take "${workload.name}" out of cluster "${entry.cluster}", or set clientOnly: false`,
            ),
          ),
      );
  });
}

/** Pods by the side of a global service whose selector misses them, so that nothing answers. */
export function servicesWithoutPods(topology: Topology): Finding[] {
  return topology.services.flatMap((service) => {
    const clusters = service.clusters.map(({ cluster }) => cluster);
    const near = topology.workloads.filter(
      ({ name, namespace, cluster }) =>
        name === service.name && namespace === service.namespace && clusters.includes(cluster),
    );
    const selectors = selectorsOf(service);
    const missed = near.filter((workload) => !selectors.some((selector) => selects(selector, workload)));
    const [first] = missed;
    if (first === undefined || missed.length < near.length || selectors.length === 0) return [];
    const labels = Object.entries(first.labels).map(([key, value]) => `${key}: ${value}`);
    return [
      warning(
        "service-selects-no-workload",
        [service.at("selector"), ...missed.map(({ path }) => path)],
        `service "${service.name}" selects none of the pods of workload "${first.name}" in its namespace`,
        `use selector {${labels.join(", ")}}`,
      ),
    ];
  });
}

function selectorsOf(service: TopologyService): Readonly<Record<string, string>>[] {
  return service.clusters
    .filter(({ clientOnly, selector }) => !clientOnly && Object.keys(selector).length > 0)
    .map(({ selector }) => selector);
}

function selects(selector: Readonly<Record<string, string>>, { labels }: TopologyWorkload): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
