import { Finding, Severity } from "../components/internal/finding";
import { isHelmMap, HelmValue, HelmValues } from "../components/internal/helm-values";

/** In an overlay's list of clusters: the entry that goes over every cluster. */
const EVERY_CLUSTER = "*";

/**
 * An overlay adapts a stack to a place without changing its file: a map is merged key by key, `null` removes,
 * the list of clusters is merged by name (`"*"` is every cluster), anything else replaces.
 */
export function applyOverlay(config: HelmValues, overlay: HelmValues): HelmValues {
  const { clusters, ...rest } = overlay;
  const merged = merge(config, rest);
  if (clusters === undefined) return merged;
  return { ...merged, clusters: mergeClusters(config["clusters"] ?? [], clusters) };
}

/** Entries of an overlay's clusters that would have no effect, or an effect that nobody can mean. */
export function overlayFindings(config: HelmValues, overlay: HelmValues, what: string): Finding[] {
  const entries = overlay["clusters"];
  if (!Array.isArray(entries)) return [];
  const declared = Array.isArray(config["clusters"]) ? config["clusters"].filter(isHelmMap) : [];
  const names = declared.map((cluster) => cluster["name"] as string);
  return entries.flatMap((entry, i): Finding[] => {
    const wrong = (code: string, message: string, fix: string): Finding[] => [
      { severity: Severity.Error, code, paths: [`${what}: clusters[${i}]`], message, fix },
    ];
    if (!isHelmMap(entry)) return wrong("wrong-type", "is not a map", `write a map such as { name: "*", … }`);
    const name = entry["name"];
    if (typeof name !== "string")
      return wrong("missing-setting", "has no name", `name a cluster, or "*" for every one`);
    if (name === EVERY_CLUSTER || names.includes(name) || entry["id"] !== undefined) return [];
    const message = `no cluster is named "${name}"`;
    return wrong(
      "overlay-cluster-unknown",
      message,
      `name one of ${names.join(", ")}, or give a new cluster its id`,
    );
  });
}

function merge(base: HelmValues, overlay: HelmValues): HelmValues {
  const merged: HelmValues = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    const old = merged[key];
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = isHelmMap(value) ? merge(isHelmMap(old) ? old : {}, value) : value;
  }
  return merged;
}

function mergeClusters(base: HelmValue, overlay: HelmValue): HelmValue {
  if (!Array.isArray(base) || !Array.isArray(overlay)) return overlay;
  const entries = overlay.filter(isHelmMap);
  const over = (cluster: HelmValues): HelmValues =>
    entries
      .filter((e) => e["name"] === EVERY_CLUSTER || e["name"] === cluster["name"])
      .reduce((all, e) => merge(all, { ...e, name: cluster["name"] ?? "" }), cluster);
  const known = new Set(base.filter(isHelmMap).map((c) => c["name"]));
  const added = entries.filter((e) => e["name"] !== EVERY_CLUSTER && !known.has(e["name"]));
  return [...base.map((c) => (isHelmMap(c) ? over(c) : c)), ...added];
}
