import { ServiceClusterConfig, ServiceConfig } from "../../stacks/config";
import { serviceClusters } from "../../stacks/resolve";
import { clusterId } from "./ids";
import { labelsOf, partOf } from "./offers";
import { Card, Kind } from "./types";
import { StackView } from "./view";
import { facts, few, joined } from "./words";

/** What is about several clusters at once, each with where it holds. */
export function cardsOf(view: StackView): Card[] {
  return view.config.services.map((service, i) => serviceCard(view, service, i));
}

function serviceCard(view: StackView, service: ServiceConfig, index: number): Card {
  const clusters = serviceClusters(view.config, service);
  const indexes = new Map(view.clusters.map(({ name, index: i }) => [name, i]));
  const ports = service.ports.map(
    ({ port, targetPort, protocol = "TCP", nodePort }) =>
      `${port}${targetPort === undefined ? "" : `→${targetPort}`}/${protocol}${nodePort === undefined ? "" : ` on every node's ${nodePort}`}`,
  );
  const isGlobal = clusters.some(({ global: spans }) => spans !== false);
  return {
    id: `services[${index}]`,
    kind: Kind.Service,
    name: `${isGlobal ? "global service" : "service"} ${service.name}`,
    paths: [`services[${index}]`],
    subtitle: joined(service.namespace ?? "default", ports.join(", "), service.type ?? "ClusterIP"),
    lines: partLines(clusters, view.clusters.length),
    facts: facts({
      namespace: service.namespace ?? "default",
      type: service.type ?? "ClusterIP",
      ports: ports.join(", "),
      selects: labelsOf(service.selector),
      labels: labelsOf(service.labels),
      "traffic policy": service.externalTrafficPolicy,
      ...Object.fromEntries(clusters.slice(0, 600).map((own) => [`in ${own.name}`, partOf(own)])),
    }),
    related: clusters.flatMap(({ name }) => {
      const i = indexes.get(name);
      return i === undefined ? [] : [clusterId(i)];
    }),
  };
}

/** One line for each part that clusters play in a service, however many they are. */
function partLines(clusters: readonly ServiceClusterConfig[], all: number): string[] {
  const byPart = new Map<string, string[]>();
  for (const own of clusters) byPart.set(partOf(own), [...(byPart.get(partOf(own)) ?? []), own.name]);
  return [...byPart].map(([part, names]) =>
    names.length === all && all > 4 ? `${part}: all ${all} clusters` : `${part}: ${few(names)}`,
  );
}
