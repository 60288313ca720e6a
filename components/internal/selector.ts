import { labelFault, labelKeyFault } from "./labels";

/** A label selector as Kubernetes has it. */
export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
}

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

const withValues = ["In", "NotIn"];
const withoutValues = ["Exists", "DoesNotExist"];

/** Whether the labels satisfy the selector; without a selector all do. */
export function selects(selector: Selector | undefined, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((requirement) => satisfies(requirement, labels))
  );
}

function satisfies(requirement: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[requirement.key];
  switch (requirement.operator) {
    case "In":
      return value !== undefined && (requirement.values ?? []).includes(value);
    case "NotIn":
      return value === undefined || !(requirement.values ?? []).includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** The labels by which Cilium's selectors of Services choose: the Service's own, and two that stand for its identity. */
export function serviceLabels(service: {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
}): Record<string, string> {
  return {
    ...service.labels,
    "io.kubernetes.service.name": service.name,
    "io.kubernetes.service.namespace": service.namespace,
  };
}

/** What is wrong with a selector: the field within it, what it says, and how to mend it. */
export interface SelectorFault {
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

export function selectorFaults(selector: Selector): SelectorFault[] {
  const ofLabels = Object.entries(selector.matchLabels ?? {}).flatMap(([key, value]): SelectorFault[] => {
    const fault = isReserved(key) ? undefined : labelFault(key, value);
    if (fault === undefined) return [];
    return [{ field: "matchLabels", message: `label ${key}: ${value}: ${fault}`, fix: "correct the label" }];
  });
  const ofRequirements = (selector.matchExpressions ?? []).flatMap((requirement, i) =>
    requirementFaults(requirement, `matchExpressions[${i}]`),
  );
  return [...ofLabels, ...ofRequirements];
}

function requirementFaults({ key, operator, values = [] }: Requirement, field: string): SelectorFault[] {
  const fault = isReserved(key) ? undefined : labelKeyFault(key);
  const found: SelectorFault[] =
    fault === undefined
      ? []
      : [{ field: `${field}.key`, message: `label key "${key}": ${fault}`, fix: "correct the key" }];
  if (![...withValues, ...withoutValues].includes(operator))
    found.push({
      field: `${field}.operator`,
      message: `operator "${operator}" is not In, NotIn, Exists or DoesNotExist`,
      fix: "use one of the four",
    });
  else if (withValues.includes(operator) && values.length === 0)
    found.push({
      field: `${field}.values`,
      message: `operator ${operator} needs values`,
      fix: "name at least one, or use Exists",
    });
  else if (withoutValues.includes(operator) && values.length > 0)
    found.push({
      field: `${field}.values`,
      message: `operator ${operator} takes no values`,
      fix: `remove them, or use ${operator === "Exists" ? "In" : "NotIn"}`,
    });
  return found;
}

/** Cilium's own labels such as `reserved:ingress` are no Kubernetes labels. */
function isReserved(key: string): boolean {
  return /^(reserved|k8s|any):/.test(key);
}
