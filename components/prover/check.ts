import { Finding, sortFindings } from "../internal/finding";
import { checkInstall } from "./install";
import { withoutRepetition } from "./report";
import { rules } from "./rules";
import { Topology } from "./topology";

/**
 * Everything wrong with a topology, before anything of it exists: errors first, then warnings. Pure; the same
 * topology always gives the same list.
 */
export function checkTopology(topology: Topology): Finding[] {
  const installs = topology.clusters.flatMap(({ cilium: { values, version, at, helmWaits } }) =>
    checkInstall(values, version, at, { helmWaits }),
  );
  return sortFindings(withoutRepetition([...installs, ...rules.flatMap((rule) => rule(topology))]));
}
