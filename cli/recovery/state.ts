import type { FoundObjects } from "./objects";

/** One resource in the engine's state, as `pulumi stack export` writes it; only what is looked at here. */
export interface StateResource {
  urn: string;
  type: string;
  custom?: boolean;
  /** Marks the old half of a replacement, still to be deleted. */
  delete?: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** What keeps it from being ready; the engine then updates it. */
  initErrors?: string[];
  parent?: string;
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  deletedWith?: string;
}

export interface PendingOperation {
  resource: StateResource;
  type: string;
}

/** The part of an exported state that recovery reads and writes; everything else passes through. */
export interface StackState {
  resources?: StateResource[];
  pending_operations?: PendingOperation[];
}

export const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

/** Resources that were being deleted when the run ended: they may be there, half there or gone. */
export function interruptedDeletions(state: StackState): string[] {
  const known = new Set((state.resources ?? []).filter((r) => r.delete !== true).map((r) => r.urn));
  const deleting = (state.pending_operations ?? [])
    .filter((p) => p.type === "deleting")
    .map((p) => p.resource.urn);
  return [...new Set(deleting)].filter((urn) => known.has(urn)).sort();
}

/**
 * For `up`: takes in the Kubernetes objects that the run has made without having written that down, as made by the one
 * who applied them and not yet ready; forgets all else that was under way, because doing it again is harmless (Helm
 * adopts, a cluster's creation takes up its own half-made one); and forgets the resources named in `gone`, with what
 * hangs on them.
 */
export function repairForUp(state: StackState, gone: readonly string[], found: FoundObjects): StackState {
  const dropped = withDependents(state, gone);
  const kept = (state.resources ?? []).filter((r) => !dropped.has(r.urn));
  const creating = newlyCreating(state).filter(
    (r) => found.has(r.urn) && !references(r).some((u) => dropped.has(u)),
  );
  return {
    ...state,
    resources: [...kept, ...creating.map((r) => asCreated(r, found))],
    pending_operations: [],
  };
}

/**
 * For `down`: what was being created may exist although the state does not know it, so it is put into the state as
 * created and the engine deletes it: Kubernetes objects where they were found, other things in any case, for deleting
 * what is not there is no error. Resources in `gone` are taken out, and what refers to them lets go of them.
 */
export function repairForDown(state: StackState, gone: readonly string[], found: FoundObjects): StackState {
  const out = new Set(gone);
  const resources = (state.resources ?? []).filter((r) => !out.has(r.urn));
  const adopted = newlyCreating(state).filter((r) => !out.has(r.urn) && isDeletable(r, found));
  return {
    ...state,
    resources: [...resources, ...adopted.map((r) => asCreated(r, found))].map((r) => without(r, out)),
    pending_operations: [],
  };
}

/** Resources that were being created and that the state does not have, each once. */
function newlyCreating(state: StackState): StateResource[] {
  const known = new Set((state.resources ?? []).map((r) => r.urn));
  const creating = (state.pending_operations ?? [])
    .filter((p) => p.type === "creating")
    .map((p) => p.resource);
  return creating.filter((r) => r.custom === true && !known.has(r.urn) && known.add(r.urn));
}

/** Providers and keys are nothing outside the state. */
function isDeletable(resource: StateResource, found: FoundObjects): boolean {
  if (resource.type === RELEASE_TYPE) return true;
  return resource.type.startsWith("kubernetes:")
    ? found.has(resource.urn)
    : /^(command|docker):/.test(resource.type);
}

/** With what the Kubernetes provider keeps of its own; not being ready makes the engine apply it once more and wait. */
function asCreated(resource: StateResource, found: FoundObjects): StateResource {
  const { inputs = {} } = resource;
  const manager = found.get(resource.urn);
  const own =
    manager === undefined
      ? {}
      : { __inputs: inputs, __fieldManager: manager, __initialApiVersion: inputs["apiVersion"] };
  return {
    ...resource,
    id: guessedId(resource),
    outputs: { ...inputs, ...own },
    initErrors: ["the run that made it was interrupted"],
  };
}

/** The id that the provider would have given; Kubernetes objects have `namespace/name`. */
function guessedId(resource: StateResource): string {
  const inputs = resource.inputs ?? {};
  const metadata = (inputs["metadata"] ?? inputs) as Record<string, unknown>;
  const [namespace, name] = [metadata["namespace"], metadata["name"]];
  if (typeof name !== "string") return "interrupted";
  return typeof namespace === "string" ? `${namespace}/${name}` : name;
}

function withDependents(state: StackState, roots: readonly string[]): Set<string> {
  const dropped = new Set(roots);
  // The state lists a resource after everything that it depends on, so one pass finds them all.
  for (const resource of state.resources ?? []) {
    if (references(resource).some((urn) => dropped.has(urn))) dropped.add(resource.urn);
  }
  return dropped;
}

function references(resource: StateResource): string[] {
  const byProperty = Object.values(resource.propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  const provider = resource.provider?.slice(0, resource.provider.lastIndexOf("::"));
  return [
    resource.parent,
    provider,
    resource.deletedWith,
    ...(resource.dependencies ?? []),
    ...byProperty,
  ].filter((urn) => urn !== undefined);
}

function without(resource: StateResource, gone: ReadonlySet<string>): StateResource {
  const keep = (urn: string): boolean => !gone.has(urn);
  const cleaned: StateResource = { ...resource };
  if (cleaned.dependencies) cleaned.dependencies = cleaned.dependencies.filter(keep);
  if (cleaned.propertyDependencies) {
    const entries = Object.entries(cleaned.propertyDependencies);
    cleaned.propertyDependencies = Object.fromEntries(
      entries.map(([k, urns]) => [k, (urns ?? []).filter(keep)]),
    );
  }
  if (cleaned.deletedWith !== undefined && gone.has(cleaned.deletedWith)) delete cleaned.deletedWith;
  return cleaned;
}
