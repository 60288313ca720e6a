import { parseCidr, parseIp } from "../internal/cidr";
import type { Finding } from "../internal/finding";
import { objectNameFault } from "../internal/names";
import { entityFault } from "../internal/policy-entities";
import { selectorFaults } from "../internal/selector";
import { error } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import { IngressPolicyKind } from "./args";
import type { IngressPolicyPlan } from "./plan";

type At = (field: string) => string;

const kinds: readonly string[] = Object.values(IngressPolicyKind);

/** Everything wrong with one policy by itself, all at once; the prover asks the same of every one of a stack. */
export function validateIngressPolicy(plan: IngressPolicyPlan, at: At = (field) => field): Finding[] {
  const version = unusableVersion(plan.ciliumVersion, at("ciliumVersion"));
  if (version.length > 0) return version;
  return [
    ...nameFindings(plan, at),
    ...kindFindings(plan, at),
    ...cidrFindings(plan, at),
    ...entityFindings(plan, at),
    ...selectorFaults(plan.endpointSelector).map(({ field, message, fix }) =>
      error(
        "selector-invalid",
        [at(`endpointSelector.${field}`)],
        `endpointSelector of ingress policy "${plan.policyName}": ${message}`,
        fix,
      ),
    ),
  ];
}

function nameFindings({ policyName }: IngressPolicyPlan, at: At): Finding[] {
  const fault = objectNameFault(policyName);
  if (fault === undefined) return [];
  return [
    error(
      "ingress-policy-name-invalid",
      [at("policyName")],
      `name "${policyName}" of an ingress policy ${fault}`,
      "use lower-case letters, digits and -, e.g. allow-cidr",
    ),
  ];
}

function kindFindings(plan: IngressPolicyPlan, at: At): Finding[] {
  const { kind, policyName, written } = plan;
  if (!kinds.includes(kind))
    return [
      error(
        "ingress-policy-form",
        [at("kind")],
        `"${kind}" is no kind of ingress policy, expected ${kinds.join(", ")}`,
        "choose one of them",
      ),
    ];
  const notOwn = kind === "own" ? [] : ["entities", "endpointSelector"];
  const foreign = [...notOwn, ...(kind === "external-lockdown" ? ["cidrs"] : [])].filter((field) =>
    written.includes(field),
  );
  if (foreign.length > 0)
    return [
      error(
        "ingress-policy-form",
        [at("kind"), ...foreign.map(at)],
        `ingress policy "${policyName}" of kind ${kind} has ${foreign.join(" and ")} of its own, which its kind decides`,
        "remove them, or choose kind: own",
      ),
    ];
  if (plan.cidrs.length > 0 || plan.entities.length > 0) return [];
  return [
    error(
      "ingress-policy-admits-nothing",
      [at("cidrs")],
      `ingress policy "${policyName}" admits nobody, so what it selects is shut to all`,
      kind === "own" ? "name cidrs or entities" : "name at least one CIDR, e.g. 192.168.10.200/32",
    ),
  ];
}

function cidrFindings({ cidrs, policyName }: IngressPolicyPlan, at: At): Finding[] {
  return cidrs.flatMap((text, i) => {
    const cidr = parseCidr(text);
    if (cidr?.canonical === text) return [];
    const single = parseIp(text);
    const fix =
      cidr !== undefined
        ? `write ${cidr.canonical}`
        : single !== undefined
          ? `write ${single.address}/${single.family === "ipv4" ? 32 : 128}`
          : "write one such as 192.168.10.200/32";
    return [
      error(
        "ingress-policy-cidr",
        [at(`cidrs[${i}]`)],
        `"${text}" in ingress policy "${policyName}" is not the CIDR of a network`,
        fix,
      ),
    ];
  });
}

function entityFindings(
  { entities: named, policyName, ciliumVersion }: IngressPolicyPlan,
  at: At,
): Finding[] {
  return named.flatMap((entity, i) => {
    const fix = entityFault(entity, ciliumVersion);
    if (fix === undefined) return [];
    return [
      error(
        "ingress-policy-entity",
        [at(`entities[${i}]`)],
        `"${entity}" in ingress policy "${policyName}" is no entity that Cilium knows`,
        fix,
      ),
    ];
  });
}
