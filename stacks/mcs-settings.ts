import { atLeast, isCiliumVersion } from "../components/internal/cilium-version";
import { HelmValues, mergeValues, valueAt } from "../components/internal/helm-values";
import { neededBefore, operatorInstalls } from "../components/multi-cluster-definitions/plan";
import { CHART_DNS_SINCE, MCS_SINCE } from "../components/multi-cluster-services/validate";
import { McsConfig } from "./config";

/** What `mcs` sets in a member's Cilium, under the names of the newest chart; `CiliumInstall` knows the older ones. */
export function withMcs(
  settings: HelmValues,
  mcs: McsConfig | undefined,
  version: string,
): { settings: HelmValues; keys: string[] } {
  if (mcs === undefined || !isCiliumVersion(version) || !atLeast(version, MCS_SINCE))
    return { settings, keys: [] };
  const own = {
    "clustermesh.mcsapi.enabled": true,
    // Kinds that the stack makes are not to be made twice.
    ...(operatorInstalls(version) && neededBefore(version) && { "clustermesh.mcsapi.installCRDs": false }),
    ...(mcs.coreDns?.mode === "chart" &&
      atLeast(version, CHART_DNS_SINCE) && { "clustermesh.mcsapi.corednsAutoConfigure.enabled": true }),
  };
  const keys = Object.keys(own).filter((key) => valueAt(settings, key) === undefined);
  const merged = Object.entries(own).reduce<HelmValues>(
    (all, [key, value]) =>
      mergeValues(
        all,
        key
          .split(".")
          .reduceRight<HelmValues | boolean>((inner, step) => ({ [step]: inner }), value) as HelmValues,
      ),
    {},
  );
  return { settings: mergeValues(merged, settings), keys };
}

/** Input of the stack file behind such a key. */
export function mcsPath(key: string): string {
  return key.includes("coredns") ? "mcs.coreDns.mode" : "mcs";
}
