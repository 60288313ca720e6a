import { PolicyConfig, ServiceClusterConfig, ServiceConfig } from "../../stacks/config";
import { serviceClusters } from "../../stacks/resolve";
import { clusterId } from "./ids";
import { labelsOf, partOf } from "./offers";
import { Card, Kind } from "./types";
import { StackView } from "./view";
import { facts, few, joined, plural } from "./words";

/** What is about several clusters at once, each with where it holds. */
export function cardsOf(view: StackView): Card[] {
  return [
    ...view.config.services.map((service, i) => serviceCard(view, service, i)),
    ...exportCards(view),
    ...view.config.policies.map((policy, i) => policyCard(view, policy, i)),
  ];
}

/** What the Multi-Cluster Services API shares, under the name that all clusters call it by. */
function exportCards(view: StackView): Card[] {
  const members = view.clusters.filter(({ name }) => view.memberships.has(name)).map(({ name }) => name);
  return (view.config.mcs?.exports ?? []).map(({ name, namespace = "default", clusters }, i) => ({
    id: `mcs.exports[${i}]`,
    kind: Kind.Service,
    name: `export ${name}`,
    paths: [`mcs.exports[${i}]`],
    subtitle: joined(namespace, "MCS API"),
    lines: [
      `${name}.${namespace}.svc.clusterset.local`,
      `exported by: ${everyone(clusters ?? members, members.length)}`,
    ],
    facts: facts({
      namespace,
      name: `${name}.${namespace}.svc.clusterset.local`,
      "exported by": (clusters ?? members).join(", "),
      "imported by": members.join(", "),
    }),
    related: idsOf(view, members),
  }));
}

function policyCard(view: StackView, policy: PolicyConfig, index: number): Card {
  const all = view.clusters.filter(
    ({ name }) => view.config.mesh === undefined || view.memberships.has(name),
  );
  const where = policy.clusters ?? all.map(({ name }) => name);
  const rules = (["ingress", "ingressDeny", "egress", "egressDeny"] as const).flatMap((direction) => {
    const count = policy[direction]?.length ?? 0;
    return count === 0 ? [] : [`${direction}: ${plural(count, "rule")}`];
  });
  return {
    id: `policies[${index}]`,
    kind: Kind.Setting,
    name: `network policy ${policy.name}`,
    paths: [`policies[${index}]`],
    subtitle: policy.clusterwide === true ? "in every namespace" : (policy.namespace ?? "default"),
    lines: [...rules, `in: ${everyone(where, view.clusters.length)}`],
    facts: facts({
      namespace: policy.clusterwide === true ? undefined : (policy.namespace ?? "default"),
      clusters: where.join(", "),
      rules: rules.join(", "),
      about: policy.description,
    }),
    related: idsOf(view, where),
  };
}

function everyone(names: readonly string[], all: number): string {
  return names.length === all && all > 4 ? `all ${all} clusters` : few(names);
}

function idsOf(view: StackView, names: readonly string[]): string[] {
  const wanted = new Set(names);
  return view.clusters.filter(({ name }) => wanted.has(name)).map(({ index }) => clusterId(index));
}

function serviceCard(view: StackView, service: ServiceConfig, index: number): Card {
  const clusters = serviceClusters(view.config, service);
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
    related: idsOf(
      view,
      clusters.map(({ name }) => name),
    ),
  };
}

/** One line for each part that clusters play in a service, however many they are. */
function partLines(clusters: readonly ServiceClusterConfig[], all: number): string[] {
  const byPart = new Map<string, string[]>();
  for (const own of clusters) byPart.set(partOf(own), [...(byPart.get(partOf(own)) ?? []), own.name]);
  return [...byPart].map(([part, names]) => `${part}: ${everyone(names, all)}`);
}
