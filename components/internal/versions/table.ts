import semver from "semver";
import { HelmValue } from "../helm-values";
import { Setting } from "./setting";
import { clusterMeshSettings } from "./settings/clustermesh";
import { generalSettings } from "./settings/general";
import { hubbleAndTlsSettings } from "./settings/hubble-and-tls";
import { serviceSettings } from "./settings/services";

/** The minor releases that the table covers, oldest first. */
export const knownMinors = ["1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20"] as const;

/** Every Helm key that this package knows something about. */
export const settings: readonly Setting[] = [
  ...generalSettings,
  ...serviceSettings,
  ...hubbleAndTlsSettings,
  ...clusterMeshSettings,
].sort((a, b) => (a.key < b.key ? -1 : 1));

/** What one version makes of a setting. */
export interface SettingInVersion {
  readonly setting: Setting;
  readonly known: boolean;
  /** True where the version is older than the key, false where the key is gone. */
  readonly tooOld: boolean;
  /** The effective default; undefined where there is none worth knowing, or where the key is not known. */
  readonly fallback: HelmValue | undefined;
  readonly words: readonly HelmValue[] | undefined;
}

const tables = new Map<string, ReadonlyMap<string, SettingInVersion>>();

/** The whole table as one version sees it; made once per version, for checks ask it thousands of times. */
export function tableOf(version: string): ReadonlyMap<string, SettingInVersion> {
  let table = tables.get(version);
  if (table === undefined) {
    table = new Map(settings.map((setting) => [setting.key, inVersion(setting, version)]));
    tables.set(version, table);
  }
  return table;
}

function inVersion(setting: Setting, version: string): SettingInVersion {
  const release = released(version);
  const tooOld = setting.since !== undefined && semver.lt(release, setting.since);
  const known = !tooOld && (setting.goneIn === undefined || semver.lt(release, setting.goneIn));
  return {
    setting,
    known,
    tooOld,
    fallback: known ? newest(setting.defaults, release) : setting.absentMeans,
    words: newest(setting.words, release),
  };
}

function newest<T>(byVersion: Readonly<Record<string, T>> | undefined, release: string): T | undefined {
  const floors = Object.keys(byVersion ?? {}).filter((floor) => semver.gte(release, floor));
  const floor = floors.sort(semver.compare).at(-1);
  return floor === undefined ? undefined : byVersion?.[floor];
}

const oldest = `${knownMinors[0]}.0`;
const newestKnown = `${knownMinors[knownMinors.length - 1] ?? ""}.0`;

// A pre-release has the keys of the release it leads to. What is no version, or older than the table, is found by a
// rule of its own and need not be told of every key besides.
function released(version: string): string {
  const release = semver.coerce(version)?.version ?? newestKnown;
  return semver.lt(release, oldest) ? oldest : release;
}

/** `1.18.0` → `1.17`, `1.17.6` → `1.17.5`: the last release before another. */
export function lastBefore(version: string): string {
  const { minor, patch } = semver.parse(version) ?? { minor: 0, patch: 0 };
  return patch > 0 ? `1.${minor}.${patch - 1}` : `1.${minor - 1}`;
}
