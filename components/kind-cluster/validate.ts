import { parseCidr, parseIp, overlaps } from "../internal/cidr";
import { type Finding, Severity } from "../internal/finding";
import { labelFault } from "../internal/labels";
import type { KindClusterPlan, KindNodePlan } from "./kind-config";

/** Path of the input behind a field: `at("nodes[0].labels")` → `clusters[0].kind.nodes[0].labels`. */
type At = (field: string) => string;
type Report = (code: string, fields: readonly string[], message: string, fix: string) => void;

/** Everything about the plan that kind or Kubernetes would refuse, all at once. */
export function validateKindCluster(plan: KindClusterPlan, at: At = (field) => field): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, fields, message, fix) =>
    findings.push({ severity: Severity.Error, code, paths: fields.map(at), message, fix });
  checkName(plan, report);
  checkNetworking(plan, report);
  checkRoles(plan, report);
  plan.nodes.forEach((node, i) => checkNode(node, `nodes[${i}]`, report));
  checkHostPorts(plan, report);
  checkPackages(plan, report);
  if (!isInteger(plan.timeoutSeconds, 30, 7200))
    report(
      "kind-timeout",
      ["timeoutSeconds"],
      `${plan.timeoutSeconds} is no whole number of seconds between 30 and 7200`,
      "leave it out for 600",
    );
  return findings;
}

function checkName(plan: KindClusterPlan, report: Report): void {
  const name = plan.clusterName;
  // kind allows dots as well; a node's name is a DNS name, which a trailing dot or hyphen would spoil.
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) && name.length <= 50) return;
  report(
    "kind-cluster-name",
    ["clusterName"],
    `"${name}" is no name for a kind cluster: 1 to 50 characters of a–z, 0–9, "." and "-" are allowed, first and last a letter or digit`,
    "choose a name such as west",
  );
}

function checkNetworking(plan: KindClusterPlan, report: Report): void {
  const pods = checkSubnet(plan.podSubnet, "podSubnet", "10.0.0.0/16", report);
  const services = checkSubnet(plan.serviceSubnet, "serviceSubnet", "10.2.0.0/16", report);
  for (const pod of pods)
    for (const service of services)
      if (overlaps(pod, service))
        report(
          "kind-subnet-overlap",
          ["podSubnet", "serviceSubnet"],
          `pod subnet ${pod.text} and service subnet ${service.text} of kind cluster "${plan.clusterName}" overlap`,
          "give each a range of its own",
        );
  checkFamilies(plan, pods, services, report);
  const modes = ["none", "iptables", "ipvs", "nftables"];
  if (!modes.includes(plan.kubeProxyMode))
    report(
      "kind-kube-proxy-mode",
      ["kubeProxyMode"],
      `"${plan.kubeProxyMode}" is no kube-proxy mode of kind, expected ${modes.join(", ")}`,
      "use none where Cilium replaces kube-proxy",
    );
  if (plan.apiServerPort !== undefined) checkPort(plan.apiServerPort, "apiServerPort", report);
}

/** kube-apiserver and the controller manager start only where pods and Services are of the same families. */
function checkFamilies(
  plan: KindClusterPlan,
  pods: readonly ParsedCidr[],
  services: readonly ParsedCidr[],
  report: Report,
): void {
  const families = (cidrs: readonly ParsedCidr[]): string =>
    [...new Set(cidrs.map(({ family }) => (family === "ipv4" ? "IPv4" : "IPv6")))].sort().join(" and ");
  if (pods.length === 0 || services.length === 0 || families(pods) === families(services)) return;
  report(
    "kind-subnet-families",
    ["podSubnet", "serviceSubnet"],
    `pods of kind cluster "${plan.clusterName}" are ${families(pods)} (${plan.podSubnet}), its Services ${families(services)} (${plan.serviceSubnet})`,
    "give both the same families",
  );
}

type ParsedCidr = NonNullable<ReturnType<typeof parseCidr>>;

function checkSubnet(text: string, field: string, example: string, report: Report): ParsedCidr[] {
  const parts = text.split(",").map((part) => ({ part, cidr: parseCidr(part) }));
  for (const { part, cidr } of parts)
    if (cidr === undefined)
      report("kind-subnet", [field], `"${part}" is no CIDR`, `write a network such as ${example}`);
    else if (cidr.canonical !== part)
      report(
        "kind-subnet",
        [field],
        `${part} has host bits set, the network is ${cidr.canonical}`,
        `write ${cidr.canonical}`,
      );
  const known = parts.flatMap(({ cidr }) => (cidr === undefined ? [] : [cidr]));
  if (known.length > 2 || new Set(known.map((cidr) => cidr.family)).size < known.length)
    report("kind-subnet", [field], `"${text}" has more than one network of a family`, "name one per family");
  return known;
}

function checkRoles(plan: KindClusterPlan, report: Report): void {
  plan.nodes.forEach((node, i) => {
    if (node.role !== "control-plane" && node.role !== "worker")
      report(
        "kind-node-role",
        [`nodes[${i}].role`],
        `"${node.role}" is no role of a kind node, expected control-plane or worker`,
        "choose one of the two",
      );
  });
  if (!plan.nodes.some((node) => node.role === "control-plane"))
    report(
      "kind-no-control-plane",
      ["nodes"],
      `kind cluster "${plan.clusterName}" has no control-plane node among its ${plan.nodes.length}`,
      "add a node with role control-plane",
    );
}

function checkNode(node: KindNodePlan, field: string, report: Report): void {
  if (!/^[A-Za-z0-9][\w./:@-]*$/.test(node.image))
    report(
      "kind-node-image",
      [`${field}.image`],
      `"${node.image}" is no image reference`,
      "write one such as kindest/node:v1.33.2",
    );
  for (const [key, value] of Object.entries(node.labels)) {
    const fault = labelFault(key, value);
    if (fault !== undefined)
      report("kind-node-label", [`${field}.labels`], `label ${key}=${value}: ${fault}`, "correct the label");
  }
  node.portMappings.forEach((port, i) => {
    const path = `${field}.portMappings[${i}]`;
    checkPort(port.containerPort, `${path}.containerPort`, report);
    if (port.hostPort !== port.containerPort) checkPort(port.hostPort, `${path}.hostPort`, report);
    if (parseIp(port.listenAddress) === undefined)
      report(
        "kind-listen-address",
        [`${path}.listenAddress`],
        `"${port.listenAddress}" is no IP address`,
        "write an address of this host, or leave it out for 0.0.0.0",
      );
    if (!["TCP", "UDP", "SCTP"].includes(port.protocol))
      report(
        "kind-protocol",
        [`${path}.protocol`],
        `"${port.protocol}" is no protocol, expected TCP, UDP or SCTP`,
        "leave it out for TCP",
      );
  });
  node.mounts.forEach((mount, i) => {
    for (const [key, path] of [
      ["hostPath", mount.hostPath] as const,
      ["containerPath", mount.containerPath] as const,
    ])
      if (!path.startsWith("/"))
        report(
          "kind-mount",
          [`${field}.mounts[${i}].${key}`],
          `"${path}" is no absolute path`,
          "start it with /",
        );
  });
}

/** Docker refuses a second taker of a host port only when half of the cluster is there. */
function checkHostPorts(plan: KindClusterPlan, report: Report): void {
  const takers = plan.nodes.flatMap((node, n) =>
    node.portMappings.map((port, p) => ({ ...port, path: `nodes[${n}].portMappings[${p}].hostPort` })),
  );
  if (plan.apiServerPort !== undefined)
    takers.push({
      containerPort: 6443,
      hostPort: plan.apiServerPort,
      listenAddress: "127.0.0.1",
      protocol: "TCP",
      path: "apiServerPort",
    });
  takers.forEach((b, i) => {
    const a = takers.slice(0, i).find((other) => samePort(other, b));
    if (a !== undefined)
      report(
        "kind-host-port-twice",
        [a.path, b.path],
        `host port ${b.hostPort}/${b.protocol} is taken twice in kind cluster "${plan.clusterName}"`,
        "give one of them another hostPort",
      );
  });
}

interface HostPort {
  hostPort: number;
  listenAddress: string;
  protocol: string;
}

function samePort(a: HostPort, b: HostPort): boolean {
  const wild = ["0.0.0.0", "::"];
  const meet =
    a.listenAddress === b.listenAddress || wild.includes(a.listenAddress) || wild.includes(b.listenAddress);
  return a.hostPort === b.hostPort && a.protocol === b.protocol && meet;
}

function checkPackages(plan: KindClusterPlan, report: Report): void {
  for (const name of plan.nodePackages)
    if (!/^[a-z0-9][a-z0-9+.-]+$/.test(name))
      report(
        "kind-node-package",
        ["nodePackages"],
        `"${name}" is no name of a Debian package`,
        "write one such as tcpdump",
      );
}

function checkPort(port: number, field: string, report: Report): void {
  if (isInteger(port, 1, 65535)) return;
  report("kind-port", [field], `${port} is no port`, "write a whole number between 1 and 65535");
}

function isInteger(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
