import { atLeast, isCiliumVersion, minorOf } from "../../internal/cilium-version";
import { Finding } from "../../internal/finding";
import { knownMinors } from "../../internal/versions";
import type { InstallRule } from "../install";
import { error, warning } from "../report";

const newest = knownMinors[knownMinors.length - 1] ?? "";

/** A text that is no version; without one nothing else can be judged. */
export function unusableVersion(version: string, path: string): Finding[] {
  if (isCiliumVersion(version)) return [];
  return [
    error(
      "cilium-version-invalid",
      [path],
      `"${version}" is not a version of Cilium`,
      "write it with all three numbers, like 1.18.1",
    ),
  ];
}

const isVersion: InstallRule = ({ version, at }) => unusableVersion(version, at("version"));

const isCovered: InstallRule = ({ version, at }) => {
  if (!isCiliumVersion(version) || knownMinors.some((minor) => minor === minorOf(version))) return [];
  if (!atLeast(version, knownMinors[0])) {
    return [
      error(
        "cilium-version-not-covered",
        [at("version")],
        `Cilium ${version} is older than ${knownMinors[0]}, the oldest whose settings are known here`,
        `use Cilium ${knownMinors[0]} to ${newest}`,
      ),
    ];
  }
  return [
    warning(
      "cilium-version-not-covered",
      [at("version")],
      `Cilium ${version} is newer than ${newest}, the newest whose settings are known here; it is checked as if it were ${newest}`,
      `use Cilium ${knownMinors[0]} to ${newest}, or read the upgrade notes of ${minorOf(version)}`,
    ),
  ];
};

export const versionRules: readonly InstallRule[] = [isVersion, isCovered];
