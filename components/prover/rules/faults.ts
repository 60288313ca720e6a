import { Finding } from "../../internal/finding";
import { Fault } from "../../internal/versions";

/** What a known fault reads like; `culprits` is put before the symptom where rules know who is concerned. */
export function faultFinding(
  fault: Fault,
  version: string,
  paths: readonly string[],
  culprits = "",
): Finding {
  const fixed = fault.fixedIn.startsWith("no version") ? undefined : `use Cilium ${fault.fixedIn} or newer`;
  return {
    severity: fault.severity,
    code: fault.code,
    paths: [...new Set(paths)],
    message: `${culprits}Cilium ${version} ${fault.symptom} (${fault.upstream})`,
    fix: [fault.wayRound, fixed].filter((part) => part !== undefined).join(", or "),
  };
}
