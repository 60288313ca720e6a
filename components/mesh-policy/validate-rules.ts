import { contains, parseCidr, parseIp } from "../internal/cidr";
import { atLeast } from "../internal/cilium-version";
import { entityFault } from "../internal/policy-entities";
import {
  type CidrInput,
  directionOf,
  entitiesOf,
  isDeny,
  type MeshPolicyPlan,
  type NameInput,
  type PolicyClusterPlan,
  type RulePlan,
} from "./plan";
import type { Report } from "./validate";
import { checkPortRules } from "./validate-ports";

/** What Cilium refuses of a rule, or would silently take another way. */
export function checkRules(plan: MeshPolicyPlan, report: Report): void {
  for (const rule of plan.rules) {
    const where = `${rule.list}[${rule.index}]`;
    checkKinds(plan, rule, where, report);
    checkEntities(plan, rule, where, report);
    checkCidrs(plan, rule, where, report);
    checkNames(plan, rule, where, report);
    checkPortRules(plan, rule, where, report);
  }
}

function cidrsOf({ list, rule }: RulePlan): {
  plain: readonly string[];
  sets: readonly CidrInput[];
} {
  return directionOf(list) === "from"
    ? { plain: rule.fromCIDR ?? [], sets: rule.fromCIDRSet ?? [] }
    : { plain: rule.toCIDR ?? [], sets: rule.toCIDRSet ?? [] };
}

/** One kind of peers in a rule; a list without any selects nobody, which nobody means. */
function checkKinds({ policyName }: MeshPolicyPlan, plan: RulePlan, where: string, report: Report): void {
  const direction = directionOf(plan.list);
  const kinds = Object.entries(plan.rule).filter(
    ([key, value]) => key.startsWith(direction) && key !== "toPorts" && value !== undefined,
  );
  for (const [key, value] of kinds)
    if (Array.isArray(value) && value.length === 0)
      report(
        "policy-list-empty",
        [`${where}.${key}`],
        `${key} of a rule of policy "${policyName}" is empty, so that the rule selects nobody`,
        "name a peer, or leave it out for everybody",
      );
  const named = kinds.map(([key]) => key);
  if (named.length > 1)
    report(
      "policy-peers-combined",
      named.map((key) => `${where}.${key}`),
      `a rule of policy "${policyName}" has both ${named.join(" and ")}, which Cilium refuses`,
      "write a rule for each",
    );
  if (isDeny(plan.list) && named.includes("toFQDNs"))
    report(
      "policy-form",
      [`${where}.toFQDNs`],
      `a rule of egressDeny of policy "${policyName}" has toFQDNs, which Cilium has for egress alone`,
      "allow other names instead, or deny addresses",
    );
}

function checkEntities(plan: MeshPolicyPlan, rule: RulePlan, where: string, report: Report): void {
  const { field, entities } = entitiesOf(rule);
  entities.forEach((entity, i) => {
    for (const { name, ciliumVersion } of plan.clusters) {
      const fault = entityFault(entity, ciliumVersion);
      if (fault === undefined) continue;
      report(
        "policy-entity",
        [`${where}.${field}[${i}]`],
        `"${entity}" in policy "${plan.policyName}" is no entity that Cilium ${ciliumVersion} in cluster "${name}" knows`,
        fault,
      );
      return;
    }
  });
}

function checkCidrs({ policyName }: MeshPolicyPlan, plan: RulePlan, where: string, report: Report): void {
  const direction = directionOf(plan.list);
  const { plain, sets } = cidrsOf(plan);
  const check = (text: string, path: string): void => {
    if (parseCidr(text)?.canonical === text) return;
    const single = parseIp(text);
    const fix =
      parseCidr(text)?.canonical ??
      (single !== undefined ? `${single.address}/${single.family === "ipv4" ? 32 : 128}` : "192.168.10.0/24");
    report(
      "policy-cidr",
      [path],
      `"${text}" in policy "${policyName}" is not the CIDR of a network`,
      `write one such as ${fix}`,
    );
  };
  plain.forEach((text, i) => check(text, `${where}.${direction}CIDR[${i}]`));
  sets.forEach(({ cidr, except = [] }, i) => {
    const path = `${where}.${direction}CIDRSet[${i}]`;
    check(cidr, `${path}.cidr`);
    except.forEach((text, j) => {
      check(text, `${path}.except[${j}]`);
      const [outer, inner] = [parseCidr(cidr), parseCidr(text)];
      if (outer !== undefined && inner !== undefined && !contains(outer, inner))
        report(
          "policy-cidr",
          [`${path}.cidr`, `${path}.except[${j}]`],
          `exception ${text} of policy "${policyName}" is not within ${cidr}`,
          "name a part of it",
        );
    });
  });
}

const exactName = /^([-a-zA-Z0-9_]+[.]?)+$/;
const pattern = /^([-a-zA-Z0-9_*]+[.]?)+$/;

function checkNames({ policyName }: MeshPolicyPlan, { rule }: RulePlan, where: string, report: Report): void {
  (rule.toFQDNs ?? []).forEach((name, i) => {
    const fault = nameFault(name);
    if (fault !== undefined)
      report(
        "policy-dns-name",
        [`${where}.toFQDNs[${i}]`],
        `a name in policy "${policyName}" ${fault}`,
        'write matchName: api.example.com, or matchPattern: "*.example.com"',
      );
  });
}

/** What is wrong with a DNS name or pattern. */
export function nameFault({ matchName, matchPattern }: NameInput): string | undefined {
  if ((matchName === undefined) === (matchPattern === undefined))
    return matchName === undefined
      ? "has neither matchName nor matchPattern"
      : "has both matchName and matchPattern";
  if (matchName !== undefined && !exactName.test(matchName)) return `is "${matchName}", which is no DNS name`;
  if (matchPattern !== undefined && !pattern.test(matchPattern))
    return `is "${matchPattern}", which is no DNS name with *`;
  return undefined;
}

/** The first of a policy's clusters that has an older version. */
export function firstBefore(plan: MeshPolicyPlan, version: string): PolicyClusterPlan | undefined {
  return plan.clusters.find(({ ciliumVersion }) => !atLeast(ciliumVersion, version));
}
