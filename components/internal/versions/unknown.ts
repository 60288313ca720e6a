import { distance } from "fastest-levenshtein";
import { Finding, Severity } from "../finding";
import { HelmValue, HelmValues, isHelmMap, leafPaths, valueAt } from "../helm-values";
import { replacesKubeProxy } from "./effective";
import { chartFindings } from "./in-chart";
import { SettingType } from "./setting";
import { show, showFor } from "./show";
import { lastBefore, SettingInVersion, tableOf } from "./table";

type At = (key: string) => string;

/**
 * Settings that the version does not have, or that have a value it does not take. The table of settings knows what to
 * do instead; for the many keys that it has no row for, the charts' own keys tell.
 */
export function unknownSettings(values: HelmValues, version: string, at: At): Finding[] {
  const table = tableOf(version);
  return leafPaths(values).flatMap((leaf) => {
    const value = valueAt(values, leaf);
    if (value === undefined || value === null || (isHelmMap(value) && Object.keys(value).length === 0))
      return [];
    const entries = prefixes(leaf).flatMap((prefix) => table.get(prefix) ?? []);
    // The most specific key knows best what to write instead.
    const missing = entries.filter((entry) => !entry.known).at(-1);
    if (missing !== undefined) return lacking(leaf, value, missing, values, version, at);
    const exact = table.get(leaf);
    if (exact !== undefined) return badValue(exact, value, version, at);
    return chartFindings(leaf, value, version, at);
  });
}

function prefixes(leaf: string): string[] {
  const parts = leaf.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}

function lacking(
  leaf: string,
  value: HelmValue,
  entry: SettingInVersion,
  values: HelmValues,
  version: string,
  at: At,
): Finding[] {
  const { setting, tooOld } = entry;
  if (setting.absentMeans !== undefined && value === setting.absentMeans) return [];
  const life = tooOld
    ? `the first version that has it is ${setting.since ?? ""}`
    : `the last version that has it is ${lastBefore(setting.goneIn ?? "1.14.0")}`;
  if (setting.coveredByKubeProxyReplacement === true && replacesKubeProxy(values, version)) {
    return [
      {
        severity: Severity.Warning,
        code: "setting-has-no-effect",
        paths: [at(leaf)],
        message: `Cilium ${version} has no setting ${leaf} (${life}); kubeProxyReplacement does it`,
        fix: "remove it",
      },
    ];
  }
  return [
    {
      severity: Severity.Error,
      code: "setting-not-in-version",
      paths: [at(leaf)],
      message: `Cilium ${version} has no setting ${leaf} and would ignore ${showFor(leaf, value)}; ${life}`,
      fix:
        setting.instead ??
        (tooOld ? `use Cilium ${setting.since ?? ""} or newer, or remove it` : "remove it"),
    },
  ];
}

function badValue(entry: SettingInVersion, value: HelmValue, version: string, at: At): Finding[] {
  const { setting, words } = entry;
  if (isPlaceholder(value)) return [];
  if (words !== undefined && !words.includes(value)) {
    return [
      {
        severity: Severity.Error,
        code: "setting-wrong-value",
        paths: [at(setting.key)],
        message: `${setting.key} is ${show(value)}, but Cilium ${version} takes only ${wordList(words)}`,
        fix: nearestWord(value, words),
      },
    ];
  }
  if (fits(value, setting.type)) return [];
  return [
    {
      severity: Severity.Error,
      code: "setting-wrong-type",
      paths: [at(setting.key)],
      message: `${setting.key} is ${showFor(setting.key, value)}, but ${typeNames[setting.type]} is expected`,
      fix: `write ${typeNames[setting.type]}`,
    },
  ];
}

const typeNames: Record<SettingType, string> = {
  boolean: "true or false without quotes",
  integer: "a whole number without quotes",
  text: "a text",
  list: "a list",
  map: "a map",
  any: "a value",
};

function fits(value: HelmValue, type: SettingType): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "text":
      return typeof value === "string";
    case "list":
      return Array.isArray(value);
    case "map":
      return isHelmMap(value);
    case "any":
      return true;
  }
}

// An address that is known only at run time stands as `${west.nodes[0].address}` in rendered values.
function isPlaceholder(value: HelmValue): boolean {
  return typeof value === "string" && value.includes("${");
}

function nearestWord(value: HelmValue, words: readonly HelmValue[]): string {
  const text = show(value).toLowerCase();
  const near = words.find((word) => word !== "" && distance(show(word).toLowerCase(), text) <= 2);
  return `write ${near === undefined ? wordList(words) : show(near)}`;
}

function wordList(words: readonly HelmValue[]): string {
  // Where a switch may also be written in quotes, naming it once is enough.
  const plain = words.filter(
    (word) => word !== "" && !(typeof word === "string" && /^(true|false)$/.test(word)),
  );
  const named = plain.map(show);
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} or ${named.at(-1) ?? ""}`;
}
