import { Finding, Severity } from "../components/internal/finding";
import { isHelmMap, HelmValue, HelmValues } from "../components/internal/helm-values";

/** In an overlay's list of clusters: the entry that goes over every cluster. */
const EVERY_CLUSTER = "*";

/**
 * An overlay adapts a stack to a place without changing its file: a map is merged key by key, `null` removes,
 * the list of clusters is merged by name, anything else replaces. `"*"` is every cluster, also one that a later overlay
 * adds: of the overlays that have been applied `before` it takes what they say of every cluster.
 */
export function applyOverlay(
  config: HelmValues,
  overlay: HelmValues,
  before: readonly HelmValues[] = [],
): HelmValues {
  const { clusters, ...rest } = overlay;
  const merged = merge(config, rest);
  if (clusters === undefined) return merged;
  const general = before.flatMap(entriesOf).filter(isGeneral);
  return { ...merged, clusters: mergeClusters(config["clusters"] ?? [], clusters, general) };
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

function mergeClusters(base: HelmValue, overlay: HelmValue, general: readonly HelmValues[]): HelmValue {
  if (!Array.isArray(base) || !Array.isArray(overlay)) return overlay;
  const entries = overlay.filter(isHelmMap);
  const known = new Set(base.filter(isHelmMap).map((c) => c["name"]));
  const added = entries.filter((entry) => !isGeneral(entry) && !known.has(entry["name"]));
  const changed = base.map((cluster) =>
    isHelmMap(cluster)
      ? mergeEntries(
          cluster,
          entries.filter((entry) => isGeneral(entry) || entry["name"] === cluster["name"]),
        )
      : cluster,
  );
  const made = added.map((own) =>
    mergeEntries({ name: own["name"] ?? "" }, [
      ...general.map((entry) => withoutOtherHosting(entry, own)),
      ...entries.filter((entry) => isGeneral(entry) || entry === own),
    ]),
  );
  return [...changed, ...made];
}

function mergeEntries(cluster: HelmValues, entries: readonly HelmValues[]): HelmValues {
  return entries.reduce((all, entry) => merge(all, { ...entry, name: cluster["name"] ?? "" }), cluster);
}

/** What an earlier overlay says of clusters that kind makes is not meant for one that is there already, and the reverse. */
function withoutOtherHosting(general: HelmValues, own: HelmValues): HelmValues {
  const other = isHelmMap(own["existing"]) ? "kind" : isHelmMap(own["kind"]) ? "existing" : undefined;
  return Object.fromEntries(Object.entries(general).filter(([key]) => key !== other));
}

function entriesOf({ clusters }: HelmValues): HelmValues[] {
  return Array.isArray(clusters) ? clusters.filter(isHelmMap) : [];
}

function isGeneral(entry: HelmValues): boolean {
  return entry["name"] === EVERY_CLUSTER;
}
