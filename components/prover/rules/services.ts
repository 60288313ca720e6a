import { dnsLabelFault, serviceNameFault, targetPortNameFault } from "../../internal/names";
import { Finding } from "../../internal/finding";
import type { FindingCode } from "../catalogue";
import { error, groupBy, quoted } from "../report";
import { Topology, TopologyService, TopologyServicePort } from "../topology";

const protocols = ["TCP", "UDP", "SCTP"];

/** Names of services: Kubernetes' rules, and one service per name and namespace. */
export function serviceNames(topology: Topology): Finding[] {
  const wrong = topology.services.flatMap((service) => [
    ...nameFault(service, "name", service.name, serviceNameFault(service.name)),
    ...nameFault(service, "namespace", service.namespace, dnsLabelFault(service.namespace)),
  ]);
  const twice = [...groupBy(topology.services, ({ name, namespace }) => `${namespace}/${name}`)]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) =>
      error(
        "service-duplicate",
        same.map(({ at }) => at("name")),
        `${same.length} services are named ${name}`,
        "put all clusters into one of them, or rename the other",
      ),
    );
  return [...wrong, ...twice];
}

function nameFault(
  service: TopologyService,
  field: "name" | "namespace",
  value: string,
  fault: string | undefined,
): Finding[] {
  if (fault === undefined) return [];
  return [
    error(
      `service-${field}-invalid`,
      [service.at(field)],
      `${field} "${value}" of a service ${fault}`,
      "use lower-case letters, digits and -, e.g. webpod",
    ),
  ];
}

export function servicePorts(topology: Topology): Finding[] {
  return topology.services.flatMap((service) => {
    if (service.ports.length === 0) {
      return [
        error(
          "service-without-ports",
          [service.at("ports")],
          `service "${service.name}" has no port`,
          "give at least one, e.g. {name: http, port: 80}",
        ),
      ];
    }
    return [
      ...service.ports.flatMap((port, i) => portFaults(service, port, `ports[${i}]`)),
      ...portsTogether(service),
    ];
  });
}

function portFaults(service: TopologyService, port: TopologyServicePort, field: string): Finding[] {
  const found: Finding[] = [];
  const report = (key: string, code: FindingCode, what: string, fix: string): number =>
    found.push(error(code, [service.at(`${field}.${key}`)], `${what} of service "${service.name}"`, fix));
  if (!isPort(port.port)) {
    report(
      "port",
      "service-port-range",
      `port ${port.port} is outside 1–65535 in a port`,
      "choose a port from 1 to 65535",
    );
  }
  const { name, targetPort, protocol } = port;
  const fault = name === undefined ? undefined : dnsLabelFault(name);
  if (fault !== undefined)
    report(
      "name",
      "service-port-name-invalid",
      `port name "${name ?? ""}" ${fault} in a port`,
      "use a name like http",
    );
  if (targetPort !== undefined && !isTarget(targetPort)) {
    report(
      "targetPort",
      "service-target-port-invalid",
      `targetPort "${targetPort}" is neither a port number nor a port's name in a port`,
      "give a number from 1 to 65535, or the name of the pods' port",
    );
  }
  if (!protocols.includes(protocol)) {
    report(
      "protocol",
      "service-protocol-invalid",
      `protocol "${protocol}" is not TCP, UDP or SCTP in a port`,
      "use TCP, UDP or SCTP",
    );
  }
  return found;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

function isTarget(text: string): boolean {
  return /^\d+$/.test(text) ? isPort(Number(text)) : targetPortNameFault(text) === undefined;
}

/** What Kubernetes asks of the ports of one service together. */
function portsTogether(service: TopologyService): Finding[] {
  const indexed = service.ports.map((port, i) => ({ port, field: `ports[${i}]` }));
  const same = [...groupBy(indexed, ({ port }) => `${port.port}/${port.protocol}`)]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) =>
      error(
        "service-port-duplicate",
        group.map(({ field }) => service.at(`${field}.port`)),
        `service "${service.name}" has port ${name} ${group.length} times`,
        "remove all but one",
      ),
    );
  const named = indexed.filter(({ port }) => port.name !== undefined);
  const sameName = [...groupBy(named, ({ port }) => port.name)]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) =>
      error(
        "service-port-name-duplicate",
        group.map(({ field }) => service.at(`${field}.name`)),
        `service "${service.name}" has ${group.length} ports named ${quoted([name ?? ""])}`,
        "give each port its own name",
      ),
    );
  return [...same, ...sameName];
}
