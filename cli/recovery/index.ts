import { Engine } from "../engine";
import { Reporter } from "../output";
import { RecordedCluster, RunRecord } from "../run-record";
import { removeUnfinished } from "./docker";
import { forgetRevisions, isYoung, releaseRevisions, repairRelease, Revision } from "./helm";
import { recordedKubeconfig } from "./kubeconfigs";
import { findObjects, FoundObjects, isObjectCreation } from "./objects";
import {
  interruptedDeletions,
  RELEASE_TYPE,
  repairForDown,
  repairForUp,
  StackState,
  StateResource,
} from "./state";

/** Makes state and clusters fit for another `up`, after a run that did not end well. */
export async function recoverForUp(engine: Engine, record: RunRecord, report: Reporter): Promise<void> {
  report.line("the last run did not end well; making its state fit to go on");
  await finishDeletions(engine, record, report);
  const state = await engine.readState();
  const broken: string[] = [];
  for (const { cluster, kubeconfig, revisions, release } of await reachableClusters(state, record)) {
    const repair = repairRelease(revisions, release !== undefined, record.since);
    if (repair.forget.length > 0) {
      report.line(`cluster ${cluster}: Helm forgets ${repair.forget.length} unfinished revisions of cilium`);
      await forgetRevisions(kubeconfig, repair.forget);
    }
    if (repair.forgetInState && release !== undefined) broken.push(release.urn);
  }
  for (const { kind, name } of await removeUnfinished(state, record.since))
    report.line(`Docker ${kind} ${name} was being created; making it anew`);
  const found = await foundObjects(engine, state, record);
  if (found.size > 0) report.line(`going on with ${found.size} objects that were being created`);
  await writeIfChanged(engine, state, repairForUp(state, broken, found));
}

/** A `down` that was cut short: what it was deleting is half there, so that is deleted before it is made again. */
async function finishDeletions(engine: Engine, record: RunRecord, report: Reporter): Promise<void> {
  const state = await engine.readState();
  const deletions = interruptedDeletions(state);
  if (deletions.length === 0) return;
  report.line(`finishing ${deletions.length} deletions that were under way`);
  const missing = await missingReleases(state, record);
  await writeIfChanged(
    engine,
    state,
    repairForDown(state, missing, await foundObjects(engine, state, record)),
  );
  const left = deletions.filter((urn) => !missing.includes(urn));
  if (left.length > 0) await engine.destroy(left);
}

/**
 * Makes the state fit for `destroy`: it lists what is there, and nothing that cannot be deleted any more. Clusters may
 * also have gone after a run that ended well.
 */
export async function recoverForDown(engine: Engine, record: RunRecord, report: Reporter): Promise<void> {
  const state = await engine.readState();
  const missing = await missingReleases(state, record);
  if (missing.length > 0) report.line(`forgetting ${missing.length} Helm releases that are gone or not ours`);
  const found = await foundObjects(engine, state, record);
  await writeIfChanged(engine, state, repairForDown(state, missing, found));
}

async function foundObjects(engine: Engine, state: StackState, record: RunRecord): Promise<FoundObjects> {
  if (!(state.pending_operations ?? []).some(isObjectCreation)) return new Map();
  return findObjects(state, await engine.readStateInClear(), record.since);
}

async function writeIfChanged(engine: Engine, before: StackState, after: StackState): Promise<void> {
  if (JSON.stringify(before) !== JSON.stringify(after)) await engine.writeState(after);
}

/**
 * Releases that the state has or was about to have and that are not to be removed: their cluster has none, so that Helm
 * would refuse, or has one that is older than the run that was to make it, so that it is somebody else's.
 */
async function missingReleases(state: StackState, record: RunRecord): Promise<string[]> {
  const known = (state.resources ?? []).filter((r) => r.type === RELEASE_TYPE);
  const coming = (state.pending_operations ?? [])
    .map((p) => p.resource)
    .filter((r) => r.type === RELEASE_TYPE);
  const urns: string[] = [];
  for (const cluster of record.clusters) {
    // What is in a kind cluster goes with it; the engine does not even ask.
    if (cluster.kindName !== undefined) continue;
    const own = [...known, ...coming].filter((release) => clusterOf(release) === cluster.name);
    if (own.length === 0) continue;
    const revisions = (await lookAt(cluster))?.revisions ?? [];
    const inState = known.some((release) => clusterOf(release) === cluster.name);
    const ours = inState || revisions.every((revision) => isYoung(revision.created, record.since));
    if (revisions.length === 0 || !ours) urns.push(...own.map((release) => release.urn));
  }
  return urns;
}

interface ReachableCluster {
  readonly cluster: string;
  readonly kubeconfig: string;
  readonly revisions: readonly Revision[];
  readonly release?: StateResource;
}

async function reachableClusters(state: StackState, record: RunRecord): Promise<ReachableCluster[]> {
  const looked = await Promise.all(
    record.clusters.map(async (cluster) => {
      const found = await lookAt(cluster);
      const release = (state.resources ?? []).find(
        (r) => r.type === RELEASE_TYPE && clusterOf(r) === cluster.name,
      );
      return found && { cluster: cluster.name, ...found, ...(release !== undefined ? { release } : {}) };
    }),
  );
  return looked.filter((cluster) => cluster !== undefined);
}

/** A cluster's releases; undefined where it is not there or does not answer. */
async function lookAt(
  cluster: RecordedCluster,
): Promise<Omit<ReachableCluster, "cluster" | "release"> | undefined> {
  const kubeconfig = await recordedKubeconfig(cluster);
  const revisions = kubeconfig === undefined ? undefined : await releaseRevisions(kubeconfig);
  return kubeconfig === undefined || revisions === undefined ? undefined : { kubeconfig, revisions };
}

/** A release is the child of the cluster's `CiliumInstall`, which has the cluster's name. */
function clusterOf(release: StateResource): string | undefined {
  return release.parent?.split("::").at(-1);
}
