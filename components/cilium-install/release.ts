import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { HelmValue, HelmValues } from "../internal/helm-values";
import { CiliumChartArgs, CiliumInstallArgs, CiliumSettingsArgs, CiliumWait } from "./args";
import { RELEASE_NAME, RELEASE_NAMESPACE } from "./validate";

const OFFICIAL_REPOSITORY = "https://helm.cilium.io";
/** Top-level Helm keys that a membership decides; the CA is under `tls`. */
const MEMBERSHIP_KEYS = ["cluster", "clustermesh", "tls"];
const SECRET_KEY = "tls";
/** Top-level Helm keys that come along with an etcd. */
const STORE_KEYS = ["operator", "podAnnotations"];

/** What of `CiliumInstallArgs` is not a Helm value. */
const NOT_SETTINGS: ReadonlySet<string> = new Set([
  "version",
  "chart",
  "membership",
  "values",
  "wait",
  "kubeconfig",
  "nodeAddress",
  "portsOnHost",
  "timeoutSeconds",
]);

/** The inputs that become Helm values. */
export function settingsOf(args: CiliumInstallArgs): CiliumSettingsArgs {
  return Object.fromEntries(Object.entries(args).filter(([key]) => !NOT_SETTINGS.has(key)));
}

export interface ReleaseInputs {
  readonly args: CiliumInstallArgs;
  readonly values: pulumi.Output<HelmValues>;
  readonly wait: CiliumWait;
  readonly timeoutSeconds: number;
  /** Holds the release back until the cluster as it runs has been looked at. */
  readonly looked: pulumi.Output<pulumi.Resource[]> | undefined;
}

/** One ordinary Helm release, as `helm list` and the cilium CLI know it. */
export function ciliumRelease(
  name: string,
  { args, values, wait, timeoutSeconds, looked }: ReleaseInputs,
  parent: pulumi.Resource,
): k8s.helm.v3.Release {
  const timeout = `${timeoutSeconds}s`;
  return new k8s.helm.v3.Release(
    name,
    {
      name: RELEASE_NAME,
      namespace: RELEASE_NAMESPACE,
      ...chartArgs(args.chart, args.version),
      values: secretWhereNeeded(args, values),
      // `null` in the escape hatch removes a default of the chart, as it does with helm.
      allowNullValues: true,
      skipAwait: wait !== CiliumWait.Helm,
      timeout: timeoutSeconds,
    },
    {
      parent,
      customTimeouts: { create: timeout, update: timeout, delete: timeout },
      ...(looked === undefined ? {} : { dependsOn: looked }),
    },
  );
}

type ChartInputs = Pick<k8s.helm.v3.ReleaseArgs, "chart" | "version" | "repositoryOpts">;

function chartArgs(chart: CiliumChartArgs | undefined, version: pulumi.Input<string>): ChartInputs {
  if (chart?.archive !== undefined) return { chart: chart.archive, version };
  if (chart?.oci !== undefined) return { chart: chart.oci, version };
  return { chart: "cilium", version, repositoryOpts: { repo: chart?.repository ?? OFFICIAL_REPOSITORY } };
}

/**
 * Only the CA is secret, so that previews can show what else changes. Where the keys are not known before the engine
 * runs, all values are secret together.
 */
function secretWhereNeeded(
  args: CiliumInstallArgs,
  values: pulumi.Output<HelmValues>,
): pulumi.Input<Record<string, pulumi.Input<HelmValue>>> {
  const keys = topLevelKeys(args);
  if (keys === undefined) return pulumi.secret(values);
  const entries = keys.map((key): [string, pulumi.Output<HelmValue>] => {
    const value = values.apply((all) => all[key] as HelmValue);
    return [key, key === SECRET_KEY ? pulumi.secret(value) : value];
  });
  return Object.fromEntries(entries);
}

function topLevelKeys(args: CiliumInstallArgs): string[] | undefined {
  const { values = {} } = args;
  if (pulumi.Output.isInstance(values) || values instanceof Promise) return undefined;
  const asked = [...Object.keys(settingsOf(args)), ...Object.keys(values)];
  const keys = [
    ...asked,
    ...(args.membership === undefined ? [] : MEMBERSHIP_KEYS),
    ...(asked.includes("etcd") ? STORE_KEYS : []),
  ];
  return [...new Set(keys)].sort();
}
