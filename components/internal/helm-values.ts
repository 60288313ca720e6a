/** A Helm value: what YAML can say. */
export type HelmValue = string | number | boolean | null | HelmValue[] | HelmValues;

/** A tree of Helm values, keyed as in the chart. */
export interface HelmValues {
  [key: string]: HelmValue;
}

export function isHelmMap(value: unknown): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a dotted path, or undefined where there is none: `valueAt(v, "bpf.masquerade")`. */
export function valueAt(values: HelmValues, path: string): HelmValue | undefined {
  let here: HelmValue | undefined = values;
  for (const key of path.split(".")) {
    if (!isHelmMap(here)) return undefined;
    here = here[key];
  }
  return here;
}

/** As Helm merges values: maps key by key, everything else replaced; `null` in the overlay removes the key's default. */
export function mergeValues(base: HelmValues, overlay: HelmValues): HelmValues {
  const merged: HelmValues = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    const old = merged[key];
    merged[key] = isHelmMap(old) && isHelmMap(value) ? mergeValues(old, value) : value;
  }
  return merged;
}

/** Every leaf's dotted path; lists are leaves. */
export function leafPaths(values: HelmValues, prefix = ""): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isHelmMap(value) && Object.keys(value).length > 0
      ? leafPaths(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}
