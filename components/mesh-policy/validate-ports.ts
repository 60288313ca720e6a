import { enumerated } from "../prover/report";
import {
  directionOf,
  isDeny,
  type MeshPolicyPlan,
  type PortInput,
  type PortRuleInput,
  type RulePlan,
} from "./plan";
import type { Report } from "./validate";
import { firstBefore, nameFault } from "./validate-rules";

const protocols = ["TCP", "UDP", "SCTP", "ANY"];
const MOST = 40;

/** Ports, what is allowed within their connections, and ICMP. */
export function checkPortRules(plan: MeshPolicyPlan, rule: RulePlan, where: string, report: Report): void {
  const { toPorts, icmps } = rule.rule;
  if (toPorts !== undefined && icmps !== undefined)
    report(
      "policy-ports",
      [`${where}.toPorts`, `${where}.icmps`],
      `a rule of policy "${plan.policyName}" has both ports and ICMP, which Cilium refuses`,
      "write a rule for each",
    );
  (toPorts ?? []).forEach((portRule, i) => {
    const path = `${where}.toPorts[${i}]`;
    checkCount(plan, portRule.ports.length, "ports", path, report);
    portRule.ports.forEach((port, j) => checkPort(plan, port, `${path}.ports[${j}]`, report));
    checkLayer7(plan, rule, portRule, path, report);
  });
  (icmps ?? []).forEach(({ fields }, i) => {
    const path = `${where}.icmps[${i}]`;
    checkCount(plan, fields.length, "fields", path, report);
    fields.forEach(({ family = "IPv4", type }, j) => {
      const known = /^\d+$/.test(type) ? Number(type) <= 255 : /^[A-Z][A-Za-z]+$/.test(type);
      if (!known || !["IPv4", "IPv6"].includes(family))
        report(
          "policy-ports",
          [`${path}.fields[${j}]`],
          `ICMP type "${type}" of family "${family}" in policy "${plan.policyName}" is none that Cilium knows`,
          "write a number from 0 to 255 or a name such as EchoRequest, and family IPv4 or IPv6",
        );
    });
  });
}

function checkCount(plan: MeshPolicyPlan, count: number, what: string, path: string, report: Report): void {
  if (count >= 1 && count <= MOST) return;
  report(
    "policy-ports",
    [`${path}.${what}`],
    `a rule of policy "${plan.policyName}" has ${count} ${what}, expected 1–${MOST}`,
    count === 0 ? "name one, or leave the whole entry out" : "write another rule for the rest",
  );
}

function checkPort(plan: MeshPolicyPlan, port: PortInput, path: string, report: Report): void {
  const wrong = (field: string, message: string, fix: string): void =>
    report("policy-ports", [`${path}.${field}`], `a port of policy "${plan.policyName}" ${message}`, fix);
  const number = /^\d+$/.test(port.port) ? Number(port.port) : undefined;
  const isName =
    port.port.length <= 15 && /^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$/.test(port.port) && /[a-zA-Z]/.test(port.port);
  if (number === undefined ? !isName : number > 65535)
    wrong(
      "port",
      `is "${port.port}", which is none`,
      "write a number from 0 to 65535, or the name of a port of the pods",
    );
  if (port.protocol !== undefined && !protocols.includes(port.protocol))
    wrong("protocol", `has protocol "${port.protocol}"`, `use ${enumerated(protocols, "or")}`);
  if (port.endPort === undefined) return;
  const { endPort } = port;
  if (number === undefined || !Number.isInteger(endPort) || endPort < number || endPort > 65535)
    wrong(
      "endPort",
      `has endPort ${endPort}, which ends no range that starts at ${port.port}`,
      "write a number from port to 65535",
    );
  const old = firstBefore(plan, "1.16.0");
  if (old !== undefined)
    report(
      "policy-field-not-in-version",
      [`${path}.endPort`],
      `Cilium ${old.ciliumVersion} in cluster "${old.name}" does not know endPort of policy "${plan.policyName}"`,
      "use Cilium 1.16 or newer there, or name the ports",
    );
}

/** Layer 7: one kind, over TCP but for DNS, and never in what denies. */
function checkLayer7(
  plan: MeshPolicyPlan,
  rule: RulePlan,
  portRule: PortRuleInput,
  path: string,
  report: Report,
): void {
  const { http, dns } = portRule.rules ?? {};
  if (http === undefined && dns === undefined) return;
  const wrong = (message: string, fix: string): void =>
    report("policy-layer-7", [`${path}.rules`], `a rule of policy "${plan.policyName}" ${message}`, fix);
  if (isDeny(rule.list))
    wrong("denies HTTP or DNS, which Cilium cannot", "allow what is wanted in ingress or egress");
  if (http !== undefined && dns !== undefined)
    wrong("allows HTTP and DNS on the same ports", "write a rule for each");
  if (dns !== undefined && directionOf(rule.list) === "from")
    wrong("allows DNS look-ups for ingress, which Cilium has for egress alone", "move them to egress");
  if (http !== undefined && portRule.ports.some(({ protocol }) => protocol !== "TCP"))
    wrong("allows HTTP on ports of another protocol than TCP", "set protocol: TCP on each of its ports");
  if (
    portRule.ports.some(({ port, endPort }) => port === "0" || (dns !== undefined && endPort !== undefined))
  )
    wrong("allows HTTP or DNS on every port or, for DNS, on a range", "name the ports one by one");
  (dns ?? []).forEach((name, i) => {
    const fault = nameFault(name);
    if (fault !== undefined)
      report(
        "policy-dns-name",
        [`${path}.rules.dns[${i}]`],
        `a name in policy "${plan.policyName}" ${fault}`,
        'write matchName: api.example.com, or matchPattern: "*.example.com"',
      );
  });
}
