import { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";
import { connect } from "../probes";
import { isYoung } from "./helm";
import { PendingOperation, RELEASE_TYPE, StackState, StateResource } from "./state";

/** Who applied an object that was being created when its run was cut short, by the object's URN. */
export type FoundObjects = ReadonlyMap<string, string>;

/** How an object that is there looks to somebody who wants to go on with it. */
interface LiveObject {
  readonly created: string;
  /** Name by which the engine applied it; the next one that applies another way would be in conflict with it. */
  readonly manager?: string;
}

/**
 * Looks in their clusters for the Kubernetes objects that were being created. Counted are only those that the
 * interrupted run itself has made: younger than it, and applied by the engine.
 */
export async function findObjects(
  state: StackState,
  inClear: StackState,
  since: string,
): Promise<FoundObjects> {
  const found = new Map<string, string>();
  await Promise.all(
    (state.pending_operations ?? []).filter(isObjectCreation).map(async ({ resource }) => {
      const kubeconfig = kubeconfigOf(resource, inClear);
      const live = kubeconfig === undefined ? undefined : await readObject(kubeconfig, resource);
      if (live?.manager !== undefined && isYoung(live.created, since)) found.set(resource.urn, live.manager);
    }),
  );
  return found;
}

export function isObjectCreation({ type, resource }: PendingOperation): boolean {
  return type === "creating" && resource.type.startsWith("kubernetes:") && resource.type !== RELEASE_TYPE;
}

/** Kubeconfig of the provider that a resource belongs to. */
export function kubeconfigOf(resource: StateResource, inClear: StackState): string | undefined {
  const urn = resource.provider?.slice(0, resource.provider.lastIndexOf("::"));
  const provider = inClear.resources?.find((r) => r.urn === urn);
  return clearText(provider?.inputs?.["kubeconfig"]);
}

/** A secret's text: the engine wraps it, and writes it as JSON. */
function clearText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const plaintext = (value as { plaintext?: unknown } | null | undefined)?.plaintext;
  return typeof plaintext === "string" ? (JSON.parse(plaintext) as string) : undefined;
}

async function readObject(kubeconfig: string, resource: StateResource): Promise<LiveObject | undefined> {
  const inputs = resource.inputs as KubernetesObject | undefined;
  const name = inputs?.metadata?.name;
  if (inputs?.apiVersion === undefined || inputs.kind === undefined || name === undefined) return undefined;
  try {
    const api = KubernetesObjectApi.makeApiClient(connect(kubeconfig));
    const namespace = inputs.metadata?.namespace ?? "default";
    const { metadata } = await api.read({
      apiVersion: inputs.apiVersion,
      kind: inputs.kind,
      metadata: { name, namespace },
    });
    const manager = metadata?.managedFields?.find(
      (field) => field.manager?.startsWith("pulumi-kubernetes") === true,
    );
    return {
      created: new Date(metadata?.creationTimestamp ?? 0).toISOString(),
      ...(manager?.manager !== undefined ? { manager: manager.manager } : {}),
    };
  } catch {
    // Not there, of a kind that is not there, or in a cluster that does not answer.
    return undefined;
  }
}
