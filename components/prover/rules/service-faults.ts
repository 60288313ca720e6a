import { Finding } from "../../internal/finding";
import { faultOf } from "../../internal/versions";
import { groupBy } from "../report";
import { Topology, TopologyCluster, TopologyService, TopologyServiceCluster } from "../topology";
import { faultFinding } from "./faults";
import { membersOf } from "./view";

/** Known faults of the versions that the service's clusters run. */
export function serviceFaults(topology: Topology): Finding[] {
  const byName = new Map(membersOf(topology).map(({ cluster }) => [cluster.name, cluster]));
  return topology.services.flatMap((service) => {
    const entries = service.clusters.flatMap((entry) => {
      const cluster = byName.get(entry.cluster);
      return cluster === undefined || !entry.global ? [] : [{ entry, cluster }];
    });
    // One finding per service and version, however many clusters run it.
    return [...groupBy(entries, ({ cluster }) => cluster.cilium.version)].flatMap(([version, group]) => {
      const clusters = group.map(({ cluster }) => cluster);
      return [
        ...unnamedPorts(service, version, clusters),
        ...sharedTargets(service, version, clusters),
        ...affinityNone(service, version, clusters),
        ...withoutSelector(
          service,
          version,
          group.map(({ entry }) => entry),
        ),
      ];
    });
  });
}

function versionPaths(clusters: readonly TopologyCluster[]): string[] {
  return clusters.map(({ cilium }) => cilium.at("version"));
}

function unnamedPorts(
  service: TopologyService,
  version: string,
  clusters: readonly TopologyCluster[],
): Finding[] {
  const fault = faultOf("service-port-unnamed-backends-lost", version);
  const unnamed = service.ports.flatMap(({ name }, i) =>
    name === undefined || name === "" ? [`ports[${i}]`] : [],
  );
  if (fault === undefined || unnamed.length === 0) return [];
  const paths = [...unnamed.map((field) => service.at(field)), ...versionPaths(clusters)];
  return [faultFinding(fault, version, paths, `service "${service.name}" has an unnamed port: `)];
}

function sharedTargets(
  service: TopologyService,
  version: string,
  clusters: readonly TopologyCluster[],
): Finding[] {
  const fault = faultOf("service-shared-target-port", version);
  if (fault === undefined) return [];
  const indexed = service.ports.map((port, i) => ({ port, field: `ports[${i}].targetPort` }));
  const targets = groupBy(indexed, ({ port }) => `${port.targetPort ?? port.port}/${port.protocol}`);
  return [...targets]
    .filter(([, group]) => group.length > 1)
    .map(([target, group]) =>
      faultFinding(
        fault,
        version,
        [...group.map(({ field }) => service.at(field)), ...versionPaths(clusters)],
        `${group.length} ports of service "${service.name}" lead to target port ${target}: `,
      ),
    );
}

const affinityKeys = ["service.cilium.io/affinity", "io.cilium/service-affinity"];

/** The typed `none` is never written as an annotation; only one by the user's hand is. */
function affinityNone(
  service: TopologyService,
  version: string,
  clusters: readonly TopologyCluster[],
): Finding[] {
  const fault = faultOf("service-affinity-none", version);
  const key = affinityKeys.find((name) => service.annotations?.[name] === "none");
  if (fault === undefined || key === undefined) return [];
  const paths = [service.at("annotations"), ...versionPaths(clusters)];
  return [faultFinding(fault, version, paths, `service "${service.name}" has annotation ${key}: none: `)];
}

function withoutSelector(
  service: TopologyService,
  version: string,
  entries: readonly TopologyServiceCluster[],
): Finding[] {
  const fault = faultOf("service-without-selector-lost", version);
  // The Service of a client-only cluster has a selector of its own that matches no pod.
  const bare = entries.filter(
    ({ clientOnly, selector }) => !clientOnly && Object.keys(selector).length === 0,
  );
  if (fault === undefined || bare.length === 0) return [];
  return [
    faultFinding(
      fault,
      version,
      bare.map(({ path }) => path),
      `service "${service.name}" has no selector: `,
    ),
  ];
}

/** NodePorts and host-network pods see remote backends only where Cilium handles all Services. */
export function servicesWithoutReplacement(topology: Topology): Finding[] {
  const byName = new Map(membersOf(topology).map(({ cluster, install }) => [cluster.name, install]));
  return topology.services
    .filter(({ type }) => type === "NodePort" || type === "LoadBalancer")
    .flatMap((service) =>
      service.clusters.flatMap(({ cluster, global, path }) => {
        const install = byName.get(cluster);
        const fault =
          install === undefined
            ? undefined
            : faultOf("service-without-kube-proxy-replacement", install.version);
        if (install === undefined || fault === undefined || !global) return [];
        const word = install.text("kubeProxyReplacement");
        if (install.on("kubeProxyReplacement") || word === "strict") return [];
        const culprits = `service "${service.name}" is a ${service.type ?? ""} in cluster "${cluster}": `;
        return [faultFinding(fault, install.version, [path, install.at("kubeProxyReplacement")], culprits)];
      }),
    );
}
