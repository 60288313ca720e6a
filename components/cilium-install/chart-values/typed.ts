import * as pulumi from "@pulumi/pulumi";
import type { CiliumInstallArgs } from "../args";
import type { ValuesOfMinor, ValuesOfRelease } from "./types";

/**
 * All values that the chart of a version has, keyed as there. A version whose chart was read has exactly its own; any
 * other one (`1.18.99`, or `1.18` for the whole minor release) those of its minor release; where the version is not
 * known to the compiler, or newer than what was read, anything goes.
 */
export type CiliumChartValues<Version extends string> = string extends Version
  ? pulumi.Inputs
  : Version extends keyof ValuesOfRelease
    ? ValuesOfRelease[Version]
    : Version extends keyof ValuesOfMinor
      ? ValuesOfMinor[Version]
      : Version extends `1.${infer Minor}.${string}`
        ? `1.${Minor}` extends keyof ValuesOfMinor
          ? ValuesOfMinor[`1.${Minor}`]
          : pulumi.Inputs
        : pulumi.Inputs;

/** Inputs of a `CiliumInstall` whose `values` are checked against its `version`. */
export interface CiliumInstallArgsOf<Version extends string> extends Omit<
  CiliumInstallArgs,
  "version" | "values"
> {
  /** Version of Cilium and its chart, as a literal. */
  version: Version;
  /** Any other value of that version's chart; see `CiliumInstallArgs.values`. */
  values?: CiliumChartValues<Version>;
}

/**
 * Chart values for the `values` of a `CiliumInstall`, where editors complete the keys of that version and the compiler
 * refuses others: `values: ciliumValues("1.18.1", { hubble: { relay: { prometheus: { enabled: true } } } })`.
 */
export function ciliumValues<const Version extends string>(
  _version: Version,
  values: CiliumChartValues<Version>,
): pulumi.Inputs {
  return values;
}

/**
 * The same with the version said once: `new CiliumInstall("west", ciliumInstallArgs({ version: "1.18.1", values: {…} }))`.
 */
export function ciliumInstallArgs<const Version extends string>(
  args: CiliumInstallArgsOf<Version>,
): CiliumInstallArgs {
  return args;
}
