import { Severity } from "../finding";
import { HelmValues } from "../helm-values";

/** A known fault of some Cilium versions. */
export interface Fault {
  /** Code of the finding that tells of it. */
  readonly code: string;
  readonly severity: Severity;
  /** Affected versions as semver ranges; any of them. */
  readonly affected: readonly string[];
  /** Issues and fixes upstream (cilium/cilium). */
  readonly upstream: string;
  /** The versions that mend it, one per minor release; empty where none does yet. */
  readonly fixedIn: readonly string[];
  /** What happens, as the end of "Cilium 1.18.0 …". */
  readonly symptom: string;
  /** What to do other than taking a version without the fault; left out where nothing else helps. */
  readonly wayRound?: string;
  /** The Helm keys that the finding points at. */
  readonly keys: readonly string[];
  /**
   * Whether one cluster's final values walk into it. Left out where it takes more than values to tell (a service,
   * a second cluster): rules of the prover look those up by code.
   */
  readonly applies?: (values: HelmValues, version: string) => boolean;
  /** True where the fault is only listed: it always applies or its trigger cannot be seen beforehand, so a warning would be noise. */
  readonly listedOnly?: boolean;
}
