import { Engine } from "../engine";
import { Reporter } from "../output";
import { RunRecord } from "../run-record";
import { forgetRevisions, releaseRevisions, repairRelease, Revision } from "./helm";
import { recordedKubeconfig } from "./kubeconfigs";
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
  let state = await engine.readState();
  const deletions = interruptedDeletions(state);
  if (deletions.length > 0) {
    report.line(`finishing ${deletions.length} deletions that were under way`);
    await writeIfChanged(
      engine,
      state,
      repairForDown({ ...state, pending_operations: [] }, await gone(state, record)),
    );
    await engine.destroy(deletions);
    state = await engine.readState();
  }
  const broken: string[] = [];
  for (const { cluster, kubeconfig, release } of await reachable(state, record)) {
    const repair = repairRelease(kubeconfig.revisions, release !== undefined, record.since);
    if (repair.forget.length > 0) {
      report.line(
        `cluster ${cluster}: Helm forgets ${repair.forget.length} unfinished revisions of release cilium`,
      );
      await forgetRevisions(kubeconfig.text, repair.forget);
    }
    if (repair.forgetInState && release !== undefined) broken.push(release.urn);
  }
  await writeIfChanged(engine, state, repairForUp(state, broken));
}

/**
 * Makes the state fit for `destroy`: it lists what is there, and nothing that cannot be deleted any more. Clusters may
 * also have gone after a run that ended well.
 */
export async function recoverForDown(engine: Engine, record: RunRecord, report: Reporter): Promise<void> {
  const state = await engine.readState();
  const missing = await gone(state, record);
  if (missing.length > 0) report.line(`forgetting ${missing.length} Helm releases that are gone already`);
  await writeIfChanged(engine, state, repairForDown(state, missing));
}

async function writeIfChanged(engine: Engine, before: StackState, after: StackState): Promise<void> {
  if (JSON.stringify(before) !== JSON.stringify(after)) await engine.writeState(after);
}

/** Releases that the state has or was about to have and whose cluster does not: Helm would refuse to remove them. */
async function gone(state: StackState, record: RunRecord): Promise<string[]> {
  const listed = releases(state);
  const urns: string[] = [];
  for (const cluster of record.clusters) {
    const own = listed.filter((release) => clusterOf(release) === cluster.name);
    // What is in a kind cluster goes with it; the engine does not even ask.
    if (own.length === 0 || cluster.kindName !== undefined) continue;
    const kubeconfig = await recordedKubeconfig(cluster);
    const revisions = kubeconfig === undefined ? undefined : await releaseRevisions(kubeconfig);
    if (revisions === undefined || revisions.length === 0) urns.push(...own.map((release) => release.urn));
  }
  return urns;
}

interface ReachableCluster {
  readonly cluster: string;
  readonly kubeconfig: { readonly text: string; readonly revisions: readonly Revision[] };
  readonly release?: StateResource;
}

async function reachable(state: StackState, record: RunRecord): Promise<ReachableCluster[]> {
  const found: ReachableCluster[] = [];
  for (const cluster of record.clusters) {
    const text = await recordedKubeconfig(cluster);
    const revisions = text === undefined ? undefined : await releaseRevisions(text);
    if (text === undefined || revisions === undefined) continue;
    const release = (state.resources ?? []).find(
      (r) => r.type === RELEASE_TYPE && clusterOf(r) === cluster.name,
    );
    found.push({ cluster: cluster.name, kubeconfig: { text, revisions }, ...(release ? { release } : {}) });
  }
  return found;
}

function releases(state: StackState): StateResource[] {
  const pending = (state.pending_operations ?? []).map((operation) => operation.resource);
  return [...(state.resources ?? []), ...pending].filter((resource) => resource.type === RELEASE_TYPE);
}

/** A release is the child of the cluster's `CiliumInstall`, which has the cluster's name. */
function clusterOf(release: StateResource): string | undefined {
  return release.parent?.split("::").at(-1);
}
