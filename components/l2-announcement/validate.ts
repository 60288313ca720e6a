import type { Finding } from "../internal/finding";
import { goRegexFault } from "../internal/go-regex";
import { objectNameFault } from "../internal/names";
import { selectorFaults } from "../internal/selector";
import { error, warning } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import type { L2Plan } from "./plan";

type At = (field: string) => string;

/** Everything wrong with one announcement by itself, all at once; the prover asks the same of every one of a stack. */
export function validateL2(plan: L2Plan, at: At = (field) => field): Finding[] {
  const version = unusableVersion(plan.ciliumVersion, at("ciliumVersion"));
  if (version.length > 0) return version;
  return [
    ...nameFindings(plan, at),
    ...interfaceFindings(plan, at),
    ...nothingAnnounced(plan, at),
    ...selectorFindings(plan, "serviceSelector", at),
    ...selectorFindings(plan, "nodeSelector", at),
  ];
}

function nameFindings({ policyName }: L2Plan, at: At): Finding[] {
  const fault = objectNameFault(policyName);
  if (fault === undefined) return [];
  return [
    error(
      "l2-name-invalid",
      [at("policyName")],
      `name "${policyName}" of an L2 announcement ${fault}`,
      "use lower-case letters, digits and -, e.g. policy1",
    ),
  ];
}

function interfaceFindings({ policyName, interfaces }: L2Plan, at: At): Finding[] {
  return interfaces.flatMap((pattern, i) => {
    const fault = goRegexFault(pattern);
    if (fault === undefined) return [];
    return [
      error(
        "l2-interface-invalid",
        [at(`interfaces[${i}]`)],
        `interface "${pattern}" of L2 announcement "${policyName}" is no regular expression of Go's: ${fault}`,
        "write one such as ^eth1$ or ^eth[0-9]+",
      ),
    ];
  });
}

function nothingAnnounced({ policyName, externalIPs, loadBalancerIPs }: L2Plan, at: At): Finding[] {
  if (externalIPs || loadBalancerIPs) return [];
  return [
    warning(
      "l2-announces-nothing",
      [at("externalIPs"), at("loadBalancerIPs")],
      `L2 announcement "${policyName}" announces nothing: neither load-balancer addresses nor external IPs`,
      "set loadBalancerIPs: true",
    ),
  ];
}

function selectorFindings(plan: L2Plan, field: "serviceSelector" | "nodeSelector", at: At): Finding[] {
  return selectorFaults(plan[field] ?? {}).map((fault) =>
    error(
      "selector-invalid",
      [at(`${field}.${fault.field}`)],
      `${field} of L2 announcement "${plan.policyName}": ${fault.message}`,
      fault.fix,
    ),
  );
}
