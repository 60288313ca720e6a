import { CoreV1Api } from "@kubernetes/client-node";
import { connect } from "../probes";

/** One revision of a Helm release, as the Secret that Helm keeps it in says. */
export interface Revision {
  readonly secret: string;
  /** `deployed`, `pending-install`, `failed`, `uninstalling` … */
  readonly status: string;
  /** When the Secret was made, ISO 8601. */
  readonly created: string;
}

const NAMESPACE = "kube-system";
const RELEASE = "cilium";

/** Revisions of the release `cilium`; undefined where the cluster does not answer. */
export async function releaseRevisions(kubeconfig: string): Promise<Revision[] | undefined> {
  try {
    const api = connect(kubeconfig).makeApiClient(CoreV1Api);
    const labelSelector = `owner=helm,name=${RELEASE}`;
    const { items } = await api.listNamespacedSecret({ namespace: NAMESPACE, labelSelector });
    return items.map(({ metadata }) => ({
      secret: metadata?.name ?? "",
      status: metadata?.labels?.["status"] ?? "unknown",
      created: new Date(metadata?.creationTimestamp ?? 0).toISOString(),
    }));
  } catch {
    return undefined;
  }
}

/** Makes Helm forget revisions; what they installed stays, and carries Helm's mark, so that the next one adopts it. */
export async function forgetRevisions(kubeconfig: string, secrets: readonly string[]): Promise<void> {
  const api = connect(kubeconfig).makeApiClient(CoreV1Api);
  for (const name of secrets) await api.deleteNamespacedSecret({ namespace: NAMESPACE, name });
}

/** What to do about a release after an interrupted run. */
export interface ReleaseRepair {
  /** Secrets of revisions that Helm is to forget. */
  readonly forget: readonly string[];
  /** Whether the engine's state must forget the release, too, so that it is installed anew. */
  readonly forgetInState: boolean;
}

/** Clocks of this machine and of the cluster may differ by so much. */
const clockSkew = 60_000;

/** Whether something was made since a run began; everything older is somebody else's. */
export function isYoung(created: string, since: string): boolean {
  return Date.parse(created) >= Date.parse(since) - clockSkew;
}

/**
 * A release that never became whole is installed again as revision 1, which adopts its objects: no upgrade, no
 * second revision. One that is whole only loses what was half done on top of it. Without knowledge of the engine's
 * state, a release is ours only if it appeared since the interrupted run began: anybody else's is left alone.
 */
export function repairRelease(
  revisions: readonly Revision[],
  inState: boolean,
  since: string,
): ReleaseRepair {
  const all = revisions.map((revision) => revision.secret);
  if (!inState) {
    const ours = revisions.every((revision) => isYoung(revision.created, since));
    return { forget: ours ? all : [], forgetInState: false };
  }
  if (!revisions.some((revision) => revision.status === "deployed"))
    return { forget: all, forgetInState: true };
  const halfDone = revisions.filter((revision) => /^(pending-|uninstalling)/.test(revision.status));
  return { forget: halfDone.map((revision) => revision.secret), forgetInState: false };
}
