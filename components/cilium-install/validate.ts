import { atLeast, isCiliumVersion } from "../internal/cilium-version";
import { Finding, Severity } from "../internal/finding";
import { HelmValues, valueAt } from "../internal/helm-values";

/** The names that `helm` and the cilium CLI look for. */
export const RELEASE_NAME = "cilium";
export const RELEASE_NAMESPACE = "kube-system";

const OLDEST_VERSION = "1.14.0";
/** From here on certificates come from an ordinary Job; before, from a hook that runs after Helm's wait. */
const CERTIFICATE_JOB_SINCE = "1.19.0";

/** What an install is besides its Helm values, as far as it is known. */
export interface InstallFacts {
  readonly version?: string;
  readonly timeoutSeconds?: number;
  /** Which chart sources were given. */
  readonly chart: readonly string[];
  readonly wait: string;
  readonly hasKubeconfig: boolean;
}

/** Faults of the install itself; paths are those of `CiliumInstallArgs`. */
export function validateInstall(facts: InstallFacts): Finding[] {
  const { version, timeoutSeconds, chart, wait, hasKubeconfig } = facts;
  const findings: Finding[] = [];
  if (version !== undefined) findings.push(...versionFindings(version));
  if (chart.length > 1) {
    const paths = chart.map((source) => `chart.${source}`);
    findings.push(
      error("chart-source", paths, `the chart has ${chart.length} sources`, "give only one of them"),
    );
  }
  if (
    timeoutSeconds !== undefined &&
    !(Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= 86400)
  ) {
    const message = `timeoutSeconds is ${timeoutSeconds}, expected a whole number from 1 to 86400`;
    findings.push(error("install-timeout", ["timeoutSeconds"], message, "use for instance 600"));
  }
  if (wait === "ready" && !hasKubeconfig) {
    const message = "wait is ready, but there is no kubeconfig to ask the cluster with";
    findings.push(
      error(
        "wait-kubeconfig",
        ["wait", "kubeconfig"],
        message,
        "give the cluster's kubeconfig, or say wait: helm",
      ),
    );
  }
  return findings;
}

/** Faults that take both the values and the way of waiting to see. */
export function validateWait(
  values: HelmValues,
  version: string,
  wait: string,
  at: (key: string) => string,
): Finding[] {
  const key = "clustermesh.apiserver.tls.auto.method";
  if (wait !== "helm" || valueAt(values, key) !== "cronJob" || atLeast(version, CERTIFICATE_JOB_SINCE))
    return [];
  return [
    error(
      "wait-cronjob",
      ["wait", at(key)],
      `Cilium ${version} makes cronJob certificates after Helm's wait, which needs them to end, so that the install could not end`,
      "give the kubeconfig (wait: ready), use certificates by helm, or say wait: none",
    ),
  ];
}

/** A cluster's own name and id beside a membership that says otherwise. */
export function validateIdentity(
  own: { readonly name?: string; readonly id?: number },
  membership: { readonly name: string; readonly id: number },
): Finding[] {
  return (["name", "id"] as const).flatMap((field) =>
    own[field] === undefined || own[field] === membership[field]
      ? []
      : [
          error(
            "membership-identity",
            [`cluster.${field}`, `membership.${field}`],
            `cluster.${field} is ${String(own[field])}, the mesh knows this cluster as ${String(membership[field])}`,
            `leave cluster.${field} out`,
          ),
        ],
  );
}

function versionFindings(version: string): Finding[] {
  if (!isCiliumVersion(version)) {
    return [
      error(
        "cilium-version",
        ["version"],
        `"${version}" is not a version`,
        "give a full version such as 1.18.1",
      ),
    ];
  }
  if (atLeast(version, OLDEST_VERSION)) return [];
  const message = `Cilium ${version} is older than 1.14, the first that these settings are known for`;
  return [error("cilium-version-old", ["version"], message, "use 1.14 or later")];
}

function error(code: string, paths: string[], message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths, message, fix };
}
