import { type Finding, formatFinding, Severity } from "../internal/finding";
import { labelFault, labelKeyFault } from "../internal/labels";
import { dnsLabelFault, serviceNameFault, targetPortNameFault } from "../internal/names";
import { affinityAnnotation, globalAnnotation, sharedAnnotation } from "./annotations";
import { checkExternalTraffic, checkLabels, checkLoadBalancer } from "./validate-face";
import type { GlobalServiceClusterPlan, GlobalServicePlan, GlobalServicePortPlan } from "./plan";

type At = (field: string) => string;
export type Report = (code: string, fields: readonly string[], message: string, fix: string) => void;

/** Everything about the plan that Kubernetes would refuse or Cilium would silently take another way, all at once. */
export function validateGlobalService(plan: GlobalServicePlan, at: At = (field) => field): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, fields, message, fix) =>
    findings.push({ severity: Severity.Error, code, paths: fields.map(at), message, fix });
  checkNames(plan, report);
  checkExternalTraffic(plan, report);
  checkLabels(plan, report);
  checkLoadBalancer(plan, report);
  checkPorts(plan, report);
  checkAnnotations(plan, report);
  checkClusters(plan, report);
  // One selector for several clusters is judged in each, but said once.
  const said = findings.map(formatFinding);
  return findings.filter((_, i) => said.indexOf(said[i] ?? "") === i);
}

function checkNames(plan: GlobalServicePlan, report: Report): void {
  const nameFault = serviceNameFault(plan.serviceName);
  if (nameFault !== undefined)
    report(
      "service-name",
      ["serviceName"],
      `Service name "${plan.serviceName}" ${nameFault}`,
      "choose a name such as webpod",
    );
  const namespaceFault = dnsLabelFault(plan.namespace);
  if (namespaceFault !== undefined)
    report(
      "service-namespace",
      ["namespace"],
      `namespace "${plan.namespace}" ${namespaceFault}`,
      "choose a name such as default",
    );
  const types = ["ClusterIP", "NodePort", "LoadBalancer"];
  if (!types.includes(plan.type))
    report(
      "service-type",
      ["type"],
      `"${plan.type}" is no Service type, expected ${types.join(", ")}`,
      "leave it out for ClusterIP",
    );
}

function checkPorts(plan: GlobalServicePlan, report: Report): void {
  if (plan.ports.length === 0)
    report(
      "service-no-port",
      ["ports"],
      `global service "${plan.serviceName}" has no port`,
      "name at least one",
    );
  plan.ports.forEach((port, i) => checkPort(plan, port, `ports[${i}]`, report));
  twice(
    plan.ports,
    (port) => port.name,
    (a, b, name) =>
      report(
        "service-port-name-twice",
        [`ports[${a}].name`, `ports[${b}].name`],
        `two ports are named "${name}"`,
        "rename one",
      ),
  );
  twice(
    plan.ports,
    (port) => `${port.port}/${port.protocol}`,
    (a, b, port) =>
      report(
        "service-port-twice",
        [`ports[${a}].port`, `ports[${b}].port`],
        `port ${port} is named twice`,
        "remove one",
      ),
  );
}

function checkPort(
  plan: GlobalServicePlan,
  port: GlobalServicePortPlan,
  field: string,
  report: Report,
): void {
  if (!isPort(port.port))
    report(
      "service-port",
      [`${field}.port`],
      `${port.port} is no port`,
      "write a whole number between 1 and 65535",
    );
  const nameFault = dnsLabelFault(port.name);
  if (nameFault !== undefined && isPort(port.port))
    report(
      "service-port-name",
      [`${field}.name`],
      `port name "${port.name}" ${nameFault}`,
      "choose a name such as http",
    );
  const target = port.targetPort;
  const targetFault = /^\d+$/.test(target)
    ? isPort(Number(target))
      ? undefined
      : "is no port"
    : targetPortNameFault(target);
  if (targetFault !== undefined && isPort(port.port))
    report(
      "service-target-port",
      [`${field}.targetPort`],
      `target port "${target}" ${targetFault}`,
      "write a port of the pods, or its name",
    );
  if (!["TCP", "UDP", "SCTP"].includes(port.protocol))
    report(
      "service-protocol",
      [`${field}.protocol`],
      `"${port.protocol}" is no protocol, expected TCP, UDP or SCTP`,
      "leave it out for TCP",
    );
  if (port.nodePort === undefined) return;
  if (plan.type === "ClusterIP")
    report(
      "service-node-port-type",
      [`${field}.nodePort`, "type"],
      `node port ${port.nodePort} has no meaning for a Service of type ClusterIP`,
      "set type: NodePort, or remove nodePort",
    );
  if (!Number.isInteger(port.nodePort) || port.nodePort < 30000 || port.nodePort > 32767)
    report(
      "service-node-port",
      [`${field}.nodePort`],
      `${port.nodePort} is no node port`,
      "write a whole number between 30000 and 32767",
    );
}

function checkAnnotations(plan: GlobalServicePlan, report: Report): void {
  const owned = [globalAnnotation, sharedAnnotation, affinityAnnotation];
  const aliases = ["io.cilium/global-service", "io.cilium/shared-service", "io.cilium/service-affinity"];
  for (const key of Object.keys(plan.annotations).sort()) {
    const fault = labelKeyFault(key);
    if (fault !== undefined)
      report(
        "service-annotation",
        ["annotations"],
        `annotation "${key}": ${fault}`,
        "correct the annotation",
      );
    if (owned.includes(key) || aliases.includes(key))
      report(
        "service-annotation-owned",
        ["annotations"],
        `annotation ${key} is written from the clusters' global, shared and affinity`,
        "set those instead",
      );
  }
}

function checkClusters(plan: GlobalServicePlan, report: Report): void {
  if (plan.clusters.length === 0)
    report(
      "service-no-cluster",
      ["clusters"],
      `global service "${plan.serviceName}" is in no cluster`,
      "name at least one",
    );
  twice(
    plan.clusters,
    (cluster) => cluster.name,
    (a, b, name) =>
      report(
        "service-cluster-twice",
        [`clusters[${a}].name`, `clusters[${b}].name`],
        `cluster "${name}" is named twice`,
        "remove one",
      ),
  );
  plan.clusters.forEach((cluster, i) => checkCluster(plan, cluster, `clusters[${i}]`, report));
}

function checkCluster(
  plan: GlobalServicePlan,
  cluster: GlobalServiceClusterPlan,
  field: string,
  report: Report,
): void {
  const wrote = (key: string): boolean => cluster.written.includes(key);
  if (!["none", "local", "remote"].includes(cluster.affinity))
    report(
      "service-affinity",
      [`${field}.affinity`],
      `"${cluster.affinity}" is no affinity, expected none, local or remote`,
      "leave it out for none",
    );
  if (!cluster.global && !cluster.shared && wrote("shared"))
    report(
      "service-shared-not-global",
      [`${field}.shared`, `${field}.global`],
      `cluster "${cluster.name}" sets shared for a Service that is not global, where Cilium ignores it`,
      "set global: true, or remove shared",
    );
  if (!cluster.global && cluster.affinity !== "none")
    report(
      "service-affinity-not-global",
      [`${field}.affinity`, `${field}.global`],
      `cluster "${cluster.name}" sets affinity ${cluster.affinity} for a Service that is not global, where Cilium ignores it`,
      "set global: true, or remove affinity",
    );
  if (cluster.clientOnly) checkClientOnly(cluster, field, report);
  else checkSelector(plan, cluster, field, report);
}

function checkClientOnly(cluster: GlobalServiceClusterPlan, field: string, report: Report): void {
  if (!cluster.global)
    report(
      "service-client-only-not-global",
      [`${field}.clientOnly`, `${field}.global`],
      `cluster "${cluster.name}" has clients only, but its Service is not global and so leads nowhere`,
      "remove global: false",
    );
  if (cluster.written.includes("selector"))
    report(
      "service-client-only-selector",
      [`${field}.clientOnly`, `${field}.selector`],
      `cluster "${cluster.name}" has clients only, but names pods`,
      "remove selector, or clientOnly",
    );
}

function checkSelector(
  plan: GlobalServicePlan,
  cluster: GlobalServiceClusterPlan,
  field: string,
  report: Report,
): void {
  const path = cluster.written.includes("selector") ? `${field}.selector` : "selector";
  const labels = Object.entries(cluster.selector);
  if (labels.length === 0)
    report(
      "service-no-selector",
      [path],
      `global service "${plan.serviceName}" selects no pod in cluster "${cluster.name}"`,
      "name the pods' labels, or set clientOnly: true",
    );
  for (const [key, value] of labels) {
    const fault = labelFault(key, value);
    if (fault !== undefined)
      report("service-selector", [path], `label ${key}=${value}: ${fault}`, "correct the label");
  }
}

/** Calls back with the indexes of each member whose key an earlier one has. */
function twice<T>(
  list: readonly T[],
  keyOf: (member: T) => string,
  found: (a: number, b: number, key: string) => void,
): void {
  const first = new Map<string, number>();
  list.forEach((member, i) => {
    const key = keyOf(member);
    const before = first.get(key);
    if (before === undefined) first.set(key, i);
    else found(before, i, key);
  });
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
