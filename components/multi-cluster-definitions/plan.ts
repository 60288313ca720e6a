import { atLeast, isCiliumVersion } from "../internal/cilium-version";
import { faultsOf } from "../internal/versions";

/** First version whose operator installs the kinds. */
const INSTALLED_BY_OPERATOR = "1.19.0";
/** Faults of versions that install the kinds, but too late or without the right to. */
const BETTER_BEFORE = ["mcs-definitions-not-updated", "mcs-exports-missed"];

/** Whether the kinds must be there before Cilium of this version: the operator of 1.17 and 1.18 ends without them. */
export function neededBefore(version: string): boolean {
  if (!isCiliumVersion(version) || !atLeast(version, "1.17.0")) return false;
  if (!atLeast(version, INSTALLED_BY_OPERATOR)) return true;
  return faultsOf(version).some(({ code }) => BETTER_BEFORE.includes(code));
}

/** Whether Cilium of this version has a switch for installing the kinds, to be put off where they are made here. */
export function operatorInstalls(version: string): boolean {
  return isCiliumVersion(version) && atLeast(version, INSTALLED_BY_OPERATOR);
}
