import { type Finding, sortFindings } from "../../internal/finding";
import { withoutRepetition } from "../../prover/report";
import { type FabricInput, planFabric } from "../plan";
import { addressesOnce, addressForm, routerInterfaces } from "./addresses";
import { advertisements, chosenAdvertisements } from "./advertisements";
import { links } from "./links";
import { names, references } from "./names";
import { idleSpeakers, nodeLabels, nodesInRacks, nodesOnce } from "./nodes";
import { asNumbers, listenPorts, mixedSessions, routerIds, routerNumbers } from "./numbers";
import { peerAddresses, peerFamilies, peersOnce } from "./peers";
import { announcedTwice, prefixForm, refusedByPolicy } from "./prefixes";
import { rackOverlaps, subnets } from "./racks";
import { passwords, versions } from "./sessions";
import { gracefulRestarts, timers, timersAtBothEnds } from "./timers";
import type { FabricRule } from "./view";

/** Every rule that the fabric's declaration alone is enough for. */
const rules: readonly FabricRule[] = [
  names,
  references,
  subnets,
  rackOverlaps,
  routerInterfaces,
  addressForm,
  addressesOnce,
  asNumbers,
  mixedSessions,
  routerIds,
  routerNumbers,
  listenPorts,
  timers,
  timersAtBothEnds,
  gracefulRestarts,
  links,
  peerAddresses,
  peersOnce,
  peerFamilies,
  nodesInRacks,
  idleSpeakers,
  nodesOnce,
  nodeLabels,
  advertisements,
  chosenAdvertisements,
  prefixForm,
  announcedTwice,
  refusedByPolicy,
  passwords,
  versions,
];

/** Everything wrong with a fabric's declaration. `at` says which input is behind a path of it. Pure. */
export function checkFabric(input: FabricInput, at: (path: string) => string = (path) => path): Finding[] {
  const fabric = { input, plan: planFabric(input), at };
  return sortFindings(withoutRepetition(rules.flatMap((rule) => rule(fabric))));
}
