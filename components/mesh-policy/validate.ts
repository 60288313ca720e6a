import { atLeast } from "../internal/cilium-version";
import { type Finding, Severity } from "../internal/finding";
import { dnsLabelFault, objectNameFault } from "../internal/names";
import { selectorFaults } from "../internal/selector";
import type { FindingCode } from "../prover/catalogue";
import { withoutRepetition } from "../prover/report";
import { unusableVersion } from "../prover/rules/install-version";
import { meaningFindings } from "./meaning";
import { CLUSTER_LABEL, NAMESPACE_LABEL } from "./peer";
import type { MeshPolicyPlan } from "./plan";
import { withoutSource } from "./raw";
import { checkPeers } from "./validate-peers";
import { checkRules } from "./validate-rules";

type At = (field: string) => string;
export type Report = (code: FindingCode, fields: readonly string[], message: string, fix: string) => void;

/** Everything wrong with one policy by itself, all at once; the prover asks the same of every one of a stack. */
export function validateMeshPolicy(plan: MeshPolicyPlan, at: At = (field) => field): Finding[] {
  const versions = plan.clusters.flatMap(({ ciliumVersion }, i) =>
    unusableVersion(ciliumVersion, at(`clusters[${i}].ciliumVersion`)),
  );
  if (versions.length > 0) return versions;
  const findings: Finding[] = [];
  const report: Report = (code, fields, message, fix) =>
    findings.push({ severity: Severity.Error, code, paths: fields.map(at), message, fix });
  checkNames(plan, report);
  checkClusters(plan, report);
  checkForm(plan, report);
  checkSubject(plan, report);
  checkRules(plan, report);
  checkPeers(plan, report);
  return withoutRepetition([...findings, ...meaningFindings(plan, at)]);
}

function checkNames({ policyName, namespace, clusterwide, written }: MeshPolicyPlan, report: Report): void {
  const fault = objectNameFault(policyName);
  if (fault !== undefined)
    report(
      "policy-name-invalid",
      ["policyName"],
      `name "${policyName}" of a policy ${fault}`,
      "use lower-case letters, digits and -, e.g. allow-from-east",
    );
  const namespaceFault = namespace === undefined ? undefined : dnsLabelFault(namespace);
  if (namespaceFault !== undefined)
    report(
      "policy-namespace-invalid",
      ["namespace"],
      `namespace "${namespace ?? ""}" of policy "${policyName}" ${namespaceFault}`,
      "use a name such as default",
    );
  if (clusterwide && written.includes("namespace"))
    report(
      "policy-form",
      ["clusterwide", "namespace"],
      `policy "${policyName}" is clusterwide and so in no namespace`,
      "remove one of them",
    );
}

function checkClusters({ policyName, clusters }: MeshPolicyPlan, report: Report): void {
  if (clusters.length === 0)
    report("policy-form", ["clusters"], `policy "${policyName}" is in no cluster`, "name at least one");
  clusters.forEach(({ name }, i) => {
    const first = clusters.findIndex((other) => other.name === name);
    if (first < i)
      report(
        "policy-cluster-twice",
        [`clusters[${first}].name`, `clusters[${i}].name`],
        `policy "${policyName}" names cluster "${name}" twice`,
        "remove one",
      );
  });
}

const ruleFields = ["ingress", "ingressDeny", "egress", "egressDeny"];

/** Either a whole spec, or what it is made of. */
function checkForm(plan: MeshPolicyPlan, report: Report): void {
  const { policyName, written, raw } = plan;
  const typed = ["endpointSelector", ...ruleFields, "enableDefaultDeny", "description"].filter((field) =>
    written.includes(field),
  );
  if (raw !== undefined) {
    if (typed.length > 0)
      report(
        "policy-form",
        ["raw", ...typed],
        `policy "${policyName}" has a raw spec, and ${typed.join(" and ")} beside it`,
        "put everything into one of the two",
      );
    return;
  }
  if (!written.includes("endpointSelector"))
    report(
      "policy-form",
      ["endpointSelector"],
      `policy "${policyName}" does not say which pods it is about`,
      "name their labels, or write {} for all",
    );
  // A list without rules changes nothing: Cilium takes it as left out.
  if (plan.rules.length === 0)
    report(
      "policy-without-rules",
      ["ingress"],
      `policy "${policyName}" has no rule, and Cilium refuses it`,
      "write a rule in ingress, ingressDeny, egress or egressDeny, e.g. ingress: [{}] to shut out everybody",
    );
  const oldest = plan.clusters.find(({ ciliumVersion }) => !atLeast(ciliumVersion, "1.16.0"));
  if (written.includes("enableDefaultDeny") && oldest !== undefined)
    report(
      "policy-field-not-in-version",
      ["enableDefaultDeny"],
      `Cilium ${oldest.ciliumVersion} in cluster "${oldest.name}" does not know enableDefaultDeny of policy "${policyName}"`,
      "use Cilium 1.16 or newer there, or remove it",
    );
}

/** A policy is about pods of the cluster that it is in; which cluster that is, its list of clusters says. */
function checkSubject({ policyName, endpointSelector, clusterwide }: MeshPolicyPlan, report: Report): void {
  if (endpointSelector === undefined) return;
  for (const { field, message, fix } of selectorFaults(endpointSelector))
    report(
      "selector-invalid",
      [`endpointSelector.${field}`],
      `endpointSelector of policy "${policyName}": ${message}`,
      fix,
    );
  const keys = [
    ...Object.keys(endpointSelector.matchLabels ?? {}),
    ...(endpointSelector.matchExpressions ?? []).map(({ key }) => key),
  ].map(withoutSource);
  if (keys.includes(CLUSTER_LABEL))
    report(
      "policy-label-reserved",
      ["endpointSelector"],
      `endpointSelector of policy "${policyName}" names a cluster, but a policy is about pods of the cluster that it is in`,
      "name the clusters in the policy's clusters",
    );
  if (!clusterwide && keys.includes(NAMESPACE_LABEL))
    report(
      "policy-label-reserved",
      ["endpointSelector"],
      `endpointSelector of policy "${policyName}" names a namespace, but Cilium takes the policy's own`,
      "set namespace, or clusterwide: true",
    );
}
