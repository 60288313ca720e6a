import { chartOutline, ChartKind, isRead, KeyLookup, lookUpKey, nearestKey } from "../chart-values";
import { atLeast } from "../cilium-version";
import { Finding, Severity } from "../finding";
import { HelmValue, isHelmMap } from "../helm-values";
import { show, showFor } from "./show";

type At = (key: string) => string;

/** From here on charts come with a schema that Helm enforces. */
const SCHEMA_SINCE = "1.16.0";

/** What the charts' own keys say of a value that the table of settings has no row for. */
export function chartFindings(leaf: string, value: HelmValue, version: string, at: At): Finding[] {
  if (isOwn(leaf)) return [];
  const looked = lookUpKey(leaf.split("."), version);
  switch (looked.found) {
    case "here":
      return wrongKind(leaf, value, looked, version, at);
    case "elsewhere":
      return [inOtherReleases(leaf, value, looked, version, at)];
    case "nowhere":
      return inNoChart(looked.path, version, at);
  }
}

/** Keys that people keep for YAML anchors or for parent charts; Helm leaves them alone on purpose. */
function isOwn(leaf: string): boolean {
  return /^(x-|_|global($|\.))/.test(leaf);
}

function inOtherReleases(
  leaf: string,
  value: HelmValue,
  { path, until, from }: Extract<KeyLookup, { found: "elsewhere" }>,
  version: string,
  at: At,
): Finding {
  const life = [
    ...(until === undefined ? [] : [`charts up to ${until} have it`]),
    ...(from === undefined ? [] : [`charts from ${from} on have it`]),
  ].join(", ");
  const common = { paths: [at(path)] };
  if (asksForNothing(value)) {
    return {
      ...common,
      severity: Severity.Warning,
      code: "setting-has-no-effect",
      message: `Cilium ${version} has no setting ${path} (${life}), so ${leaf}: ${show(value)} changes nothing`,
      fix: "remove it",
    };
  }
  const ignored = leaf === path ? showFor(leaf, value) : `all of it`;
  return {
    ...common,
    severity: Severity.Error,
    code: "setting-not-in-version",
    message: `Cilium ${version} has no setting ${path} and would ignore ${ignored}; ${life}`,
    fix: from === undefined ? "remove it" : `use Cilium ${from} or newer, or remove it`,
  };
}

/** Switched off, or nothing given. */
function asksForNothing(value: HelmValue): boolean {
  return value === false || value === "" || (Array.isArray(value) && value.length === 0);
}

function inNoChart(path: string, version: string, at: At): Finding[] {
  const near = nearestKey(path, version);
  const common = { severity: Severity.Warning, paths: [at(path)] };
  if (near !== undefined) {
    return [
      {
        ...common,
        code: "setting-misspelt",
        message: `${path} is no setting of Cilium's chart, but ${near} is; Helm ignores keys that the chart does not know`,
        fix: `write ${near} if that is meant`,
      },
    ];
  }
  if (!isRead(version)) return [];
  const { releases } = chartOutline();
  return [
    {
      ...common,
      code: "setting-unknown",
      message: `${path} is no setting of Cilium's chart in any release from ${releases[0] ?? ""} to ${releases.at(-1) ?? ""}; Helm ignores keys that the chart does not know`,
      fix: "remove it, or look up what it is called",
    },
  ];
}

const KIND_NAMES: Readonly<Record<ChartKind, string>> = {
  boolean: "true or false without quotes",
  number: "a number without quotes",
  text: "a text",
  list: "a list",
  map: "a map",
  any: "a value",
};

/** A value that the chart's schema refuses, which Helm would only say when it installs. */
function wrongKind(
  leaf: string,
  value: HelmValue,
  { key }: Extract<KeyLookup, { found: "here" }>,
  version: string,
  at: At,
): Finding[] {
  const isPlaceholder = typeof value === "string" && value.includes("${");
  if (key === undefined || isPlaceholder || !isRead(version) || !atLeast(version, SCHEMA_SINCE)) return [];
  if (key.kinds.has("any") || key.kinds.has(kindOf(value))) return [];
  const expected = [...key.kinds].map((kind) => KIND_NAMES[kind]).join(" or ");
  return [
    {
      severity: Severity.Error,
      code: "setting-wrong-type",
      paths: [at(leaf)],
      message: `${leaf} is ${showFor(leaf, value)}, but ${expected} is expected`,
      fix: `write ${expected}`,
    },
  ];
}

function kindOf(value: HelmValue): ChartKind {
  if (Array.isArray(value)) return "list";
  if (isHelmMap(value)) return "map";
  return typeof value === "boolean" ? "boolean" : typeof value === "number" ? "number" : "text";
}
