import { HelmValues, mergeValues, valueAt } from "../../internal/helm-values";

/** Annotation of the pods that must start again when it changes. */
export const STORE_ANNOTATION = "cilium-fabric/identity-store";

/**
 * Names the store of identities on the pods that read its settings only when they start. The chart's own `rollOutPods`
 * keys look at the whole ConfigMap: they would restart the operator for what is the agents' alone. What is set already
 * wins.
 */
export function withStoreNamed(values: HelmValues): HelmValues {
  if (valueAt(values, "etcd.enabled") !== true) return values;
  const asked = valueAt(values, "identityAllocationMode");
  const mode = typeof asked === "string" ? asked : "crd";
  const endpoints = valueAt(values, "etcd.endpoints");
  const where = Array.isArray(endpoints) ? endpoints.map(String).sort().join(",") : "";
  // The operator does the same whichever of the two stores agents read.
  const writes = mode.startsWith("doublewrite-") ? "doublewrite" : mode;
  const named = {
    podAnnotations: { [STORE_ANNOTATION]: `${mode} ${where}` },
    operator: { podAnnotations: { [STORE_ANNOTATION]: `${writes} ${where}` } },
  };
  return mergeValues(named, values);
}
