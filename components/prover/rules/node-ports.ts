import { Finding, Severity } from "../../internal/finding";
import { faultOf, replacesKubeProxy } from "../../internal/versions";
import { enumerated, error, groupBy, quoted } from "../report";
import { Topology, TopologyCluster } from "../topology";
import { faultFinding } from "./faults";
import { freeNodePort, nodePortClaims, nodePortRange } from "./install-node-ports";
import { installIn, Member, membersOf } from "./view";

const key = "clustermesh.apiserver.service.nodePort";

/**
 * The same NodePort of clustermesh-apiserver in two clusters (#24692). A number that the user chose in every one of
 * them is a warning, for it works until the first reconnect; one of our own making is an error.
 */
export function meshNodePorts(topology: Topology): Finding[] {
  const members = membersOf(topology).filter(
    ({ install }) =>
      install.on("clustermesh.useAPIServer") &&
      install.text("clustermesh.apiserver.service.type") === "NodePort",
  );
  const taken = new Set(members.map(({ install }) => install.number(key) ?? 0));
  return [...groupBy(members, ({ install }) => install.number(key))].flatMap(([port, sharers]) => {
    const affected = sharers.find(answersItself);
    if (port === undefined || sharers.length < 2 || affected === undefined) return [];
    const fault = faultOf("mesh-node-port-clash", affected.install.version);
    if (fault === undefined) return [];
    const names = quoted(sharers.map(({ cluster }) => cluster.name));
    const paths = sharers.map(({ install }) => install.at(key));
    const finding = faultFinding(
      fault,
      affected.install.version,
      paths,
      `clusters ${names} have the same NodePort ${port}: `,
    );
    const moves = sharers.slice(1).map(({ cluster }) => {
      const free = freeNodePort(taken, port + 1);
      taken.add(free);
      return `cluster "${cluster.name}" NodePort ${free}`;
    });
    return [
      {
        ...finding,
        severity: sharers.every(({ member }) => member.explicitNodePort) ? Severity.Warning : Severity.Error,
        fix: `give ${enumerated(moves)}, or use Cilium 1.18.2 or newer`,
      },
    ];
  });
}

function answersItself({ install }: Member): boolean {
  return (
    replacesKubeProxy(install.values, install.version) &&
    faultOf("mesh-node-port-clash", install.version) !== undefined
  );
}

interface Claim {
  readonly port: number;
  readonly what: string;
  readonly path: string;
}

/** NodePorts of the declared services: in range, and each once in a cluster, beside the chart's own. */
export function serviceNodePorts(topology: Topology): Finding[] {
  const wanted = groupBy(
    topology.services.flatMap((service) =>
      service.ports.flatMap((port, i) =>
        port.nodePort === undefined
          ? []
          : service.clusters.map(({ cluster }) => ({
              cluster,
              port: port.nodePort ?? 0,
              what: `service "${service.name}"`,
              path: service.at(`ports[${i}].nodePort`),
            })),
      ),
    ),
    ({ cluster }) => cluster,
  );
  return topology.clusters.flatMap((cluster) => {
    const claims: Claim[] = wanted.get(cluster.name) ?? [];
    return claims.length === 0 ? [] : clusterNodePorts(cluster, claims);
  });
}

function clusterNodePorts(cluster: TopologyCluster, claims: readonly Claim[]): Finding[] {
  const install = installIn(cluster);
  const { from, to } = nodePortRange(install);
  const own = nodePortClaims(install).map(({ key: name, port }) => ({
    port,
    what: name,
    path: install.at(name),
  }));
  const all = [...own, ...claims];
  const taken = new Set(all.map(({ port }) => port));
  const outside = claims
    .filter(({ port }) => port < from || port > to)
    .map(({ port, what, path }) =>
      error(
        "node-port-range",
        [path],
        `NodePort ${port} of ${what} is outside ${from}–${to}`,
        `choose a port from ${from} to ${to}`,
      ),
    );
  const twice = [...groupBy(all, ({ port }) => port)]
    .filter(([, sharers]) => sharers.length > 1 && sharers.some(({ what }) => what.startsWith("service ")))
    .map(([port, sharers]) =>
      error(
        "node-port-taken-twice",
        sharers.map(({ path }) => path),
        `${enumerated(sharers.map(({ what }) => what))} take the same NodePort ${port} in cluster "${cluster.name}"`,
        `use ${freeNodePort(taken, port + 1, { from, to })} for the last one`,
      ),
    );
  return [...outside, ...twice];
}
