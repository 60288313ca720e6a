import { type Cidr, containsIp, parseCidr, parseIp } from "../internal/cidr";
import { type Finding, Severity } from "../internal/finding";
import type { RackArgs } from "./args";

/** A rack's Docker network with its defaults filled in. */
export interface RackPlan {
  readonly network: string;
  readonly subnets: readonly RackSubnet[];
}

export interface RackSubnet {
  readonly subnet: string;
  readonly gateway?: string;
}

export interface RackNodePlan {
  readonly name: string;
  readonly address?: string;
  readonly address6?: string;
  /** In the order of destinations, each written as the kernel writes it. */
  readonly routes: readonly { readonly destination: string; readonly via: string }[];
}

/** The arguments of `RackNodes` as far as they are plain. */
export interface RackNodesInput {
  readonly nodes: readonly { readonly name: string; readonly address?: string; readonly address6?: string }[];
  readonly routes?: readonly { readonly node: string; readonly destination: string; readonly via: string }[];
  readonly timeoutSeconds?: number;
}

export function planRack(name: string, stack: string, args: RackArgs): RackPlan {
  const subnet = (text: string | undefined, gateway: string | undefined): RackSubnet[] =>
    text === undefined ? [] : [{ subnet: text, ...(gateway !== undefined && { gateway }) }];
  return {
    network: args.network ?? `rack-${stack}-${name}`,
    subnets: [...subnet(args.subnet, args.gateway), ...subnet(args.subnet6, args.gateway6)],
  };
}

/** Everything about a rack that Docker would refuse. */
export function validateRack(plan: RackPlan, args: RackArgs): Finding[] {
  const { findings, report } = reporter();
  if (!networkName.test(plan.network))
    report(
      "rack-network-name",
      ["network"],
      `"${plan.network}" is no name of a Docker network`,
      "write letters, digits, _ . and -, the first one a letter or digit",
    );
  if (plan.subnets.length === 0)
    report(
      "rack-without-subnet",
      ["subnet", "subnet6"],
      "the rack has no subnet",
      "give it one such as 192.168.10.0/24",
    );
  checkSubnet("subnet", args.subnet, "ipv4", args.gateway, report);
  checkSubnet("subnet6", args.subnet6, "ipv6", args.gateway6, report);
  return findings;
}

const networkName = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

type Report = (code: string, paths: readonly string[], message: string, fix: string) => void;

function reporter(): { findings: Finding[]; report: Report } {
  const findings: Finding[] = [];
  const report: Report = (code, paths, message, fix) =>
    findings.push({ severity: Severity.Error, code, paths, message, fix });
  return { findings, report };
}

function checkSubnet(
  field: "subnet" | "subnet6",
  text: string | undefined,
  family: Cidr["family"],
  gateway: string | undefined,
  report: Report,
): void {
  const path = field === "subnet" ? "gateway" : "gateway6";
  if (text === undefined) {
    if (gateway !== undefined)
      report(
        "rack-gateway",
        [path],
        `${gateway} is in no subnet of the rack`,
        `give ${field} too, or leave it out`,
      );
    return;
  }
  const cidr = parseCidr(text);
  const example = family === "ipv4" ? "192.168.10.0/24" : "fd00:10::/64";
  if (cidr?.family !== family) {
    report(
      "rack-subnet",
      [field],
      `"${text}" is no ${familyName(family)} CIDR`,
      `write one such as ${example}`,
    );
    return;
  }
  if (cidr.canonical !== text)
    report(
      "rack-subnet",
      [field],
      `${text} is not how its network ${cidr.canonical} is written`,
      `write ${cidr.canonical}`,
    );
  if (gateway !== undefined && !containsIp(cidr, gateway))
    report(
      "rack-gateway",
      [path],
      `"${gateway}" is no address in ${text}`,
      "take one of the subnet, or leave it out",
    );
}

function familyName(family: Cidr["family"]): string {
  return family === "ipv4" ? "IPv4" : "IPv6";
}

/** Each node with its own routes. */
export function planRackNodes({ nodes, routes = [] }: RackNodesInput): RackNodePlan[] {
  return nodes.map((node) => ({
    name: node.name,
    ...(node.address !== undefined && { address: node.address }),
    ...(node.address6 !== undefined && { address6: node.address6 }),
    routes: routes
      .filter((route) => route.node === node.name)
      .map(({ destination, via }) => ({
        destination: kernelText(destination),
        via: parseIp(via)?.address ?? via,
      }))
      .sort((a, b) => (a.destination < b.destination ? -1 : 1)),
  }));
}

/** A destination as `ip route` prints it: a single address without its length. */
function kernelText(destination: string): string {
  const cidr = parseCidr(destination);
  if (cidr === undefined) return destination;
  return cidr.canonical.replace(cidr.family === "ipv4" ? /\/32$/ : /\/128$/, "");
}

/** Everything about the nodes and their routes that a kernel or Docker would refuse. */
export function validateRackNodes(input: RackNodesInput): Finding[] {
  const { findings, report } = reporter();
  input.nodes.forEach((node, i) => checkNode(input, node, i, report));
  (input.routes ?? []).forEach((_, i) => checkRoute(input, i, report));
  const seconds = input.timeoutSeconds;
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 10 && seconds <= 3600))
    report(
      "rack-timeout",
      ["timeoutSeconds"],
      `${seconds} is no whole number of seconds between 10 and 3600`,
      "leave it out for 180",
    );
  return findings;
}

function checkNode(
  { nodes }: RackNodesInput,
  node: RackNodesInput["nodes"][number],
  i: number,
  report: Report,
): void {
  const at = `nodes[${i}]`;
  const first = nodes.findIndex(({ name }) => name === node.name);
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(node.name))
    report(
      "rack-node-name",
      [`${at}.name`],
      `"${node.name}" is no name of a node`,
      "write one such as west-worker",
    );
  else if (first < i)
    report(
      "rack-node-twice",
      [`nodes[${first}].name`, `${at}.name`],
      `node ${node.name} is there twice, and a node stands in one rack`,
      "leave one of them out",
    );
  if (node.address === undefined && node.address6 === undefined)
    report(
      "rack-node-without-address",
      [`${at}.address`, `${at}.address6`],
      `node ${node.name} has no address in its rack`,
      "give it one that is free there",
    );
  for (const [key, family] of addressKeys) {
    const address = node[key];
    if (address === undefined) continue;
    if (parseIp(address)?.family !== family)
      report(
        "rack-address",
        [`${at}.${key}`],
        `"${address}" is no ${familyName(family)} address`,
        "write one of the rack",
      );
    const other = nodes.findIndex((candidate) => candidate[key] === address);
    if (other < i)
      report(
        "rack-address-twice",
        [`nodes[${other}].${key}`, `${at}.${key}`],
        `nodes ${nodes[other]?.name ?? ""} and ${node.name} have the same address ${address}`,
        "give each its own",
      );
  }
}

const addressKeys = [
  ["address", "ipv4"],
  ["address6", "ipv6"],
] as const;

function checkRoute({ nodes, routes = [] }: RackNodesInput, i: number, report: Report): void {
  const route = routes[i];
  if (route === undefined) return;
  const at = `routes[${i}]`;
  if (!nodes.some(({ name }) => name === route.node))
    report(
      "rack-route-node",
      [`${at}.node`],
      `"${route.node}" is none of the nodes: ${nodes.map(({ name }) => name).join(", ")}`,
      "name a node that stands in a rack",
    );
  const destination = parseCidr(route.destination);
  const via = parseIp(route.via);
  if (destination === undefined || destination.canonical !== route.destination)
    report(
      "rack-route-destination",
      [`${at}.destination`],
      `"${route.destination}" is no network`,
      destination === undefined ? "write one such as 172.20.0.0/16" : `write ${destination.canonical}`,
    );
  if (destination?.bits === 0)
    report(
      "rack-route-default",
      [`${at}.destination`],
      `${route.destination} is everything, and the way there is Docker's own, which the cluster's host ports need`,
      "name the networks that lie behind the router",
    );
  if (via === undefined || (destination !== undefined && via.family !== destination.family))
    report(
      "rack-route-via",
      [`${at}.via`],
      `"${route.via}" is no address that a route to ${route.destination} can go by`,
      "write the router's address in the node's rack, of the same family",
    );
  const first = routes.findIndex(
    (other) => other.node === route.node && other.destination === route.destination,
  );
  if (first < i)
    report(
      "rack-route-twice",
      [`routes[${first}]`, at],
      `node ${route.node} has two routes to ${route.destination}`,
      "leave one of them out",
    );
}
