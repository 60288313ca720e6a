import semver from "semver";
import { chartKeys } from "./keys";
import { ChartKey, ChartOutline, parseOutline } from "./outline";

/** What the charts say of a path of values. */
export type KeyLookup =
  /** The release's chart has it; `key` is undefined below a map that takes keys of the user's own. */
  | { readonly found: "here"; readonly key?: ChartKey }
  /** Other releases' charts have it: `path` is what this one lacks. */
  | { readonly found: "elsewhere"; readonly path: string; readonly until?: string; readonly from?: string }
  /** No chart has it. */
  | { readonly found: "nowhere"; readonly path: string };

let outline: ChartOutline | undefined;

/** The keys of every chart; parsed when first asked for. */
export function chartOutline(): ChartOutline {
  outline ??= parseOutline(chartKeys);
  return outline;
}

/** Whether a release is of a minor one whose charts were read; of a newer one nobody here knows the keys. */
export function isRead(version: string): boolean {
  const release = semver.coerce(version);
  const last = chartOutline().releases.at(-1);
  return release !== null && last !== undefined && semver.lt(release, semver.inc(last, "minor") ?? last);
}

/** Looks a dotted path of values up in the chart of a release. */
export function lookUpKey(path: readonly string[], version: string): KeyLookup {
  const near = nearReleases(version);
  let key = chartOutline().root;
  for (const [i, step] of path.entries()) {
    const child = key.children.get(step);
    if (child === undefined) {
      // What follows a value that is no map is for the check of types to say.
      if (key.open || !key.kinds.has("map")) return { found: "here" };
      return { found: "nowhere", path: path.slice(0, i + 1).join(".") };
    }
    if (!isIn(child, near)) {
      return key.open ? { found: "here" } : { ...lifeOf(child, near), path: path.slice(0, i + 1).join(".") };
    }
    key = child;
  }
  return { found: "here", key };
}

/** Whether the chart of a release has a key. */
export function isIn(key: ChartKey, near: readonly number[]): boolean {
  return key.spans.some(([from, to]) => near.some((release) => release >= from && release <= to));
}

const nearby = new Map<string, readonly number[]>();

/**
 * A release by its index; one whose chart was not to be had by those on either side of it, for it has a key that either
 * of them has.
 */
export function nearReleases(version: string): readonly number[] {
  let near = nearby.get(version);
  if (near === undefined) {
    near = findNear(version);
    nearby.set(version, near);
  }
  return near;
}

function findNear(version: string): readonly number[] {
  const { releases } = chartOutline();
  const release = semver.coerce(version)?.version ?? releases.at(-1) ?? "";
  const after = releases.findIndex((read) => semver.gte(read, release));
  if (after < 0) return [releases.length - 1];
  return releases[after] === release || after === 0 ? [after] : [after - 1, after];
}

function lifeOf(
  key: ChartKey,
  near: readonly number[],
): { found: "elsewhere"; until?: string; from?: string } {
  const { releases } = chartOutline();
  const [here = 0] = near;
  const until = key.spans.filter(([, to]) => to < here).at(-1)?.[1];
  const from = key.spans.find(([first]) => first > here)?.[0];
  return {
    found: "elsewhere",
    ...(until === undefined ? {} : { until: releases[until] ?? "" }),
    ...(from === undefined ? {} : { from: releases[from] ?? "" }),
  };
}
