import { Finding, Severity } from "../internal/finding";
import { HelmValues, leafPaths, valueAt } from "../internal/helm-values";

/** The names that `helm` and the cilium CLI look for. */
export const RELEASE_NAME = "cilium";
export const RELEASE_NAMESPACE = "kube-system";

/** What an install is besides its Helm values. */
export interface InstallFacts {
  readonly timeoutSeconds?: number;
  /** Which chart sources were given. */
  readonly chart: readonly string[];
  readonly wait: string;
  readonly hasKubeconfig: boolean;
}

/** Faults of the install itself; paths are those of `CiliumInstallArgs`. */
export function validateInstall(facts: InstallFacts): Finding[] {
  const { timeoutSeconds, chart, wait, hasKubeconfig } = facts;
  const findings: Finding[] = [];
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

/** Settings that a membership decides otherwise: silently losing one of the two would surprise. */
export function validateDecided(settings: HelmValues, decided: HelmValues): Finding[] {
  return leafPaths(settings).flatMap((key) => {
    const [own, mesh] = [valueAt(settings, key), valueAt(decided, key)];
    const isIdentity = key === "cluster.name" || key === "cluster.id";
    if (isIdentity || mesh === undefined || JSON.stringify(own) === JSON.stringify(mesh)) return [];
    return [
      error(
        "membership-decides",
        [key, "membership"],
        `${key} is ${JSON.stringify(own)}, the mesh decides it as ${JSON.stringify(mesh)}`,
        `leave ${key} out and say it to the mesh, or write it in values, which wins`,
      ),
    ];
  });
}

function error(code: string, paths: string[], message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths, message, fix };
}
