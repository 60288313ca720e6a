import type { Unwrap } from "@pulumi/pulumi";
import { HelmValue, HelmValues, isHelmMap, mergeValues } from "../../internal/helm-values";
import type { CiliumSettingsArgs } from "../args/settings";
import { since } from "./since";

/** The settings with every input resolved. */
export type CiliumSettings = Unwrap<CiliumSettingsArgs>;

/** First version whose chart has the multi-cluster services switch at `clustermesh.mcsapi.enabled`. */
const MCSAPI_SINCE = "1.19.0";

/** Input path and Helm key are the same but for these; each is an input under a name that another version uses. */
const RENAMED = [
  { input: "clustermesh.enableMCSAPISupport", key: "clustermesh.mcsapi.enabled", from: MCSAPI_SINCE },
  { input: "clustermesh.mcsapi.enabled", key: "clustermesh.enableMCSAPISupport", before: MCSAPI_SINCE },
] as const;

/** Settings as Helm values for a version: a copy of what is set, under the version's names. */
export function settingsValues(settings: CiliumSettings, version: string): HelmValues {
  const values = { ...copyOf(settings) };
  for (const { input, key } of renamesFor(version)) {
    const value = take(values, input.split("."));
    // Said under both names, the version's own name decides.
    if (value !== undefined) put(values, key.split("."), value);
  }
  return values;
}

/** The input a settings key came from, for a version whose chart names it differently. */
export function inputOf(key: string, settings: CiliumSettings, version: string): string {
  const own = copyOf(settings);
  const renamed = renamesFor(version).find((entry) => entry.key === key && has(own, entry.input.split(".")));
  return renamed !== undefined && !has(own, key.split(".")) ? renamed.input : key;
}

function renamesFor(version: string): (typeof RENAMED)[number][] {
  return RENAMED.filter((entry) =>
    "from" in entry ? since(version, entry.from) : !since(version, entry.before),
  );
}

function copyOf(settings: CiliumSettings): HelmValues {
  const copy = plain(settings);
  return isHelmMap(copy) ? copy : {};
}

/** Drops what is not set, and maps in which nothing is set. */
function plain(value: unknown): HelmValue | undefined {
  if (Array.isArray(value)) return value.map(plain).filter((item) => item !== undefined);
  if (!isHelmMap(value)) return value as HelmValue | undefined;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, plain(inner)] as const)
    .filter((entry): entry is readonly [string, HelmValue] => entry[1] !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function has(values: HelmValues, path: readonly string[]): boolean {
  let here: HelmValue | undefined = values;
  for (const step of path) here = isHelmMap(here) ? here[step] : undefined;
  return here !== undefined;
}

function take(values: HelmValues, path: readonly string[]): HelmValue | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return undefined;
  const inner = values[head];
  if (rest.length === 0) {
    Reflect.deleteProperty(values, head);
    return inner;
  }
  if (!isHelmMap(inner)) return undefined;
  const taken = take(inner, rest);
  if (Object.keys(inner).length === 0) Reflect.deleteProperty(values, head);
  return taken;
}

function put(values: HelmValues, path: readonly string[], value: HelmValue): void {
  const overlay = path.reduceRight<HelmValue>((inner, step) => ({ [step]: inner }), value);
  if (!isHelmMap(overlay) || has(values, path)) return;
  Object.assign(values, mergeValues(values, overlay));
}
