import { placed } from "../../stacks/load-balancing";
import { planSample, samplePods } from "../../components/sample-workload/manifests";
import { ResolvedCluster, serviceClusters } from "../../stacks/resolve";
import { ServiceClusterConfig } from "../../stacks/config";
import { placedId } from "./ids";
import { Kind, Row } from "./types";
import { StackView } from "./view";
import { facts, joined } from "./words";

/** What a cluster offers: its addresses and who announces them, what comes in by them, who may, services and pods. */
export function offerRows(view: StackView, cluster: ResolvedCluster): Row[] {
  return [
    ...poolRows(view, cluster),
    ...announcementRows(view, cluster),
    ...ingressRows(view, cluster),
    ...policyRows(view, cluster),
    ...serviceRows(view, cluster),
    ...workloadRows(view, cluster),
  ];
}

/** A row of one entry of a section. */
function entryRow(
  cluster: ResolvedCluster,
  path: string,
  row: Pick<Row, "label" | "name" | "lines" | "facts">,
): Row {
  return { id: placedId(path, cluster.index), kind: Kind.Setting, paths: [path], ...row };
}

function poolRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return placed(config, "loadBalancerPools")
    .filter((pool) => pool.cluster === cluster.name)
    .map(({ entry, at }) => {
      const blocks = entry.blocks.map(
        ({ cidr, start = "?", stop = start }) => cidr ?? (start === stop ? start : `${start} – ${stop}`),
      );
      return entryRow(cluster, at(""), {
        label: "pool",
        name: `pool ${entry.name}`,
        lines: [`${entry.name}${entry.disabled === true ? " (disabled)" : ""}`, ...blocks],
        facts: facts({
          cluster: cluster.name,
          addresses: blocks.join(", "),
          "first and last": entry.allowFirstLastIPs,
          for: labelsOf(entry.serviceSelector?.matchLabels),
        }),
      });
    });
}

function announcementRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return placed(config, "l2Announcements")
    .filter((policy) => policy.cluster === cluster.name)
    .map(({ entry, at }) => {
      const where = `on ${entry.interfaces?.join(", ") ?? "all interfaces"}`;
      return entryRow(cluster, at(""), {
        label: "ARP/NDP",
        name: `L2 announcement ${entry.name}`,
        lines: [`${entry.name} ${where}`],
        facts: facts({
          cluster: cluster.name,
          interfaces: where,
          answers: joined(
            entry.loadBalancerIPs === true ? "load-balancer addresses" : undefined,
            entry.externalIPs === true ? "external addresses" : undefined,
          ),
        }),
      });
    });
}

function ingressRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return placed(config, "ingresses")
    .filter((ingress) => ingress.cluster === cluster.name)
    .map(({ entry, at }) => {
      const paths = entry.rules.flatMap(({ host = "", paths: own }) =>
        own.map(({ path = "/", serviceName }) => `${host}${path} → ${serviceName}`),
      );
      const mode = entry.loadbalancerMode;
      return entryRow(cluster, at(""), {
        label: "ingress",
        name: `ingress ${entry.name}`,
        lines: [`${entry.name}${mode === undefined ? "" : ` (${mode})`}`, ...paths],
        facts: facts({ cluster: cluster.name, namespace: entry.namespace, mode, paths: paths.join(", ") }),
      });
    });
}

function policyRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return placed(config, "ingressPolicies")
    .filter((policy) => policy.cluster === cluster.name)
    .map(({ entry, at }) => {
      const name = entry.name ?? entry.kind;
      const from =
        entry.kind === "external-lockdown"
          ? ["from the cluster only"]
          : [...(entry.entities ?? []), ...(entry.cidrs ?? [])].map((who) => `from ${who}`);
      return entryRow(cluster, at(""), {
        label: "policy",
        name: `policy ${name}`,
        lines: [name, ...from],
        facts: facts({ cluster: cluster.name, kind: entry.kind, lets: from.join(", ") }),
      });
    });
}

/** What a service is in one cluster, in as few words as possible. */
export function partOf(service: ServiceClusterConfig): string {
  if (service.clientOnly === true) return "clients only";
  if (service.global === false) return "this cluster only";
  const affinity =
    service.affinity === undefined || service.affinity === "none" ? "" : `affinity ${service.affinity}`;
  const hidden = service.shared === false ? "not shared" : "";
  const words = [affinity, hidden].filter((word) => word !== "").join(", ");
  return words === "" ? "global" : words;
}

function serviceRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return config.services.flatMap((service, i) => {
    const all = serviceClusters(config, service);
    return all.flatMap((own, c): Row[] => {
      if (own.name !== cluster.name) return [];
      const path = service.clusters === undefined ? [] : [`services[${i}].clusters[${c}]`];
      return [
        {
          ...entryRow(cluster, `services[${i}]`, {
            label: "service",
            name: `service ${service.name} in ${cluster.name}`,
            lines: [`${service.name}: ${partOf(own)}`],
            facts: facts({ cluster: cluster.name, here: partOf(own), type: service.type ?? "ClusterIP" }),
          }),
          paths: path,
          related: [`services[${i}]`],
        },
      ];
    });
  });
}

function workloadRows({ config }: StackView, cluster: ResolvedCluster): Row[] {
  return config.samples.flatMap((sample, i) => {
    if (sample.clusters?.includes(cluster.name) === false) return [];
    const pods = samplePods(planSample(sample)).map(
      ({ name, replicas }) => `${name}${replicas === 1 ? "" : ` ×${replicas}`}`,
    );
    return [
      entryRow(cluster, `samples[${i}]`, {
        label: "runs",
        name: `sample ${sample.sample} in ${cluster.name}`,
        lines: [pods.join(", ")],
        facts: facts({
          cluster: cluster.name,
          pods: pods.join(", "),
          namespace: sample.namespace,
          node: sample.nodeName,
        }),
      }),
    ];
  });
}

export function labelsOf(labels: Readonly<Record<string, string>> = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
