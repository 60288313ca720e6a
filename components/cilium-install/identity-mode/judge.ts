import { Finding, Severity } from "../../internal/finding";

/** Labels by identity number, in the form of the kvstore's keys: `k8s:app=shop;k8s:…;`, sorted. */
export type Identities = ReadonlyMap<number, string>;

/** A running cluster whose identities are about to be kept elsewhere. */
export interface RunningIdentities {
  /** `identityAllocationMode` that runs now. */
  readonly mode: string;
  /** Numbers that endpoints have. */
  readonly used: readonly number[];
  /** What CiliumIdentity objects say. */
  readonly objects: Identities;
  /** What the kvstore's keys say; undefined where it could not be asked. */
  readonly keys?: Identities;
}

/** From the API server to the kvstore; each mode's neighbours share a store that both write and one of them reads. */
export const MODE_ORDER = ["crd", "doublewrite-readcrd", "doublewrite-readkvstore", "kvstore"] as const;

const PATH = "identityAllocationMode";
const INTERVAL = "identity-allocation-sync-interval, 5 minutes by default";

/** What keeps a running cluster from going over to the wanted mode without its pods losing their identities. */
export function judgeModeChange(running: RunningIdentities, wanted: string): Finding[] {
  const [from, to] = [running.mode, wanted].map((mode) => MODE_ORDER.findIndex((name) => name === mode));
  if (from === undefined || to === undefined || from < 0 || to < 0 || from === to) return [];
  // Nobody has an identity that could change.
  if (running.used.length === 0) return leftovers(running, wanted);
  if (Math.abs(from - to) > 1) return [jump(running, wanted, stepsBetween(from, to))];
  if (running.mode === "kvstore") return leftovers(running, wanted);
  const readerMoves = from + to === 3;
  return readerMoves ? unfinished(running, wanted) : [];
}

function stepsBetween(from: number, to: number): string {
  const there = MODE_ORDER.slice(Math.min(from, to), Math.max(from, to) + 1);
  const steps = (from < to ? there : there.reverse()).slice(1);
  return `go there in steps, one \`up\` each, with Cilium 1.17 or newer: ${steps.join(", ")}`;
}

function jump({ mode, used }: RunningIdentities, wanted: string, fix: string): Finding {
  const message = `${PATH} would go from ${mode}, which runs, to ${wanted} at once: the ${counted(used.length, "identity")} in use would get other numbers, and policies drop or let pass what they should not until the last agent has restarted`;
  return error("identity-mode-jump", message, fix);
}

/** CiliumIdentity objects that nobody has kept since: their numbers may have been given to other labels. */
function leftovers({ mode, objects }: RunningIdentities, wanted: string): Finding[] {
  if (mode !== "kvstore" || objects.size === 0) return [];
  return [
    error(
      "identity-mode-leftovers",
      `${counted(objects.size, "CiliumIdentity object")} of an earlier time ${objects.size === 1 ? "is" : "are"} left, which nobody reads in mode kvstore and ${wanted} would take for true`,
      "remove them while kvstore still runs: kubectl delete ciliumidentities --all",
    ),
  ];
}

/** The store that agents are about to read must know every identity in use, by the same number. */
function unfinished(running: RunningIdentities, wanted: string): Finding[] {
  const { used, objects, keys } = running;
  if (keys === undefined) {
    const message = `nobody could be asked whether the kvstore has all identities that are in use, as ${wanted} needs`;
    const fix = "compare them yourself: docs/kvstore.md";
    return [{ severity: Severity.Warning, code: "identity-mode-unfinished", paths: [PATH], message, fix }];
  }
  const [store, name] =
    wanted === "doublewrite-readkvstore" ? [keys, "the kvstore"] : [objects, "CiliumIdentity objects"];
  const missing = used.filter((id) => !store.has(id));
  const other = used.filter((id) => {
    const [object, key] = [objects.get(id), keys.get(id)];
    return object !== undefined && key !== undefined && object !== key;
  });
  const found: Finding[] = [];
  if (missing.length > 0) {
    found.push(
      error(
        "identity-mode-unfinished",
        `${missing.length} of ${counted(used.length, "identity")} in use ${missing.length === 1 ? "is" : "are"} not yet in ${name}, which ${wanted} reads: ${few(missing)}`,
        `run the same command again later: agents write them within their ${INTERVAL}`,
      ),
    );
  }
  if (other.length > 0) {
    found.push(
      error(
        "identity-mode-differs",
        `${counted(other.length, "identity")} in use ${other.length === 1 ? "stands" : "stand"} for other labels in the kvstore than in CiliumIdentity objects: ${few(other)}`,
        "one store has entries of an earlier time; docs/kvstore.md says how to start from an empty one",
      ),
    );
  }
  return found;
}

function few(ids: readonly number[]): string {
  const shown = [...ids].sort((a, b) => a - b).slice(0, 5);
  return `${shown.join(", ")}${ids.length > shown.length ? ", …" : ""}`;
}

function counted(count: number, what: string): string {
  const plural = what.endsWith("y") ? `${what.slice(0, -1)}ies` : `${what}s`;
  return `${count} ${count === 1 ? what : plural}`;
}

function error(code: string, message: string, fix: string): Finding {
  return { severity: Severity.Error, code, paths: [PATH], message, fix };
}
