import { isCiliumVersion } from "../internal/cilium-version";
import { Finding, sortFindings } from "../internal/finding";
import { HelmValues } from "../internal/helm-values";
import { faultsOf, isOn, numberOf, textOf, unknownSettings } from "../internal/versions";
import { withoutRepetition } from "./report";
import { addressRules } from "./rules/install-addresses";
import { certificateRules } from "./rules/install-certificates";
import { meshInstallRules } from "./rules/install-mesh";
import { nodePortRules } from "./rules/install-node-ports";
import { storeRules } from "./rules/install-store";
import { serviceInstallRules } from "./rules/install-services";
import { versionRules } from "./rules/install-version";
import { faultFinding } from "./rules/faults";

/** One Cilium install as rules see it. */
export interface Install {
  readonly values: HelmValues;
  readonly version: string;
  /** Path of the input behind a Helm key; `version` stands for the version itself. */
  readonly at: (key: string) => string;
  /** Whether Helm itself waits for the release to be ready. */
  readonly helmWaits: boolean;
  readonly on: (key: string) => boolean;
  readonly text: (key: string) => string;
  readonly number: (key: string) => number | undefined;
}

export interface InstallCheckOptions {
  /** True where Helm itself waits for the release to be ready. Defaults to false. */
  helmWaits?: boolean;
}

export type InstallRule = (install: Install) => Finding[];

/** Every rule that one cluster's values are enough for. */
const installRules: readonly InstallRule[] = [
  ...addressRules,
  ...serviceInstallRules,
  ...nodePortRules,
  ...storeRules,
  ...meshInstallRules,
  ...certificateRules,
];

/**
 * Everything wrong with one cluster's final Helm values for a version of Cilium. `at` says which input is behind a
 * Helm key. Pure; nothing is looked up.
 */
export function checkInstall(
  values: HelmValues,
  version: string,
  at: (key: string) => string,
  options: InstallCheckOptions = {},
): Finding[] {
  const install = installOf(values, version, at, options.helmWaits ?? false);
  const wrongVersion = versionRules.flatMap((rule) => rule(install));
  // Without a version there is no telling what the values mean.
  if (!isCiliumVersion(version)) return wrongVersion;
  return sortFindings(
    withoutRepetition([
      ...wrongVersion,
      ...unknownSettings(values, version, at),
      ...faultsOf(version)
        .filter((fault) => fault.applies?.(values, version) === true)
        .map((fault) => faultFinding(fault, version, fault.keys.map(at))),
      ...installRules.flatMap((rule) => rule(install)),
    ]),
  );
}

export function installOf(
  values: HelmValues,
  version: string,
  at: (key: string) => string,
  helmWaits: boolean,
): Install {
  return {
    values,
    version,
    at,
    helmWaits,
    on: (key) => isOn(values, key, version),
    text: (key) => textOf(values, key, version),
    number: (key) => numberOf(values, key, version),
  };
}
