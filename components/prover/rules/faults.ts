import semver from "semver";
import { Finding } from "../../internal/finding";
import { Fault } from "../../internal/versions";

/** What a known fault reads like; `culprits` is put before the symptom where rules know who is concerned. */
export function faultFinding(
  fault: Fault,
  version: string,
  paths: readonly string[],
  culprits = "",
): Finding {
  const fixed = fixedAfter(fault, version);
  const upgrade = fixed === undefined ? undefined : `use Cilium ${fixed} or newer`;
  return {
    severity: fault.severity,
    code: fault.code,
    paths: [...new Set(paths)],
    message: `${culprits}Cilium ${version} ${fault.symptom} (${fault.upstream})`,
    fix: [fault.wayRound, upgrade].filter((part) => part !== undefined).join(", or "),
  };
}

/** The nearest version after the given one that has the fault mended. */
export function fixedAfter(fault: Fault, version: string): string | undefined {
  const now = semver.coerce(version);
  return [...fault.fixedIn].sort(semver.compare).find((fixed) => now === null || semver.gt(fixed, now));
}
