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
 * For `up`: forgets operations that were under way, because doing them again is harmless (objects are applied, a
 * cluster's creation takes up its own half-made one), and the resources named in `gone`, with what hangs on them.
 */
export function repairForUp(state: StackState, gone: readonly string[]): StackState {
  const dropped = withDependents(state, gone);
  return {
    ...state,
    resources: (state.resources ?? []).filter((r) => !dropped.has(r.urn)),
    pending_operations: [],
  };
}

/**
 * For `down`: what was being created may exist although the state does not know it, so it is put into the state as
 * created and the engine deletes it; deleting what is not there is no error. Resources in `gone` are taken out, and
 * what refers to them lets go of them.
 */
export function repairForDown(state: StackState, gone: readonly string[]): StackState {
  const out = new Set(gone);
  const resources = (state.resources ?? []).filter((r) => !out.has(r.urn));
  const known = new Set(resources.map((r) => r.urn));
  const adopted: StateResource[] = [];
  for (const { type, resource } of state.pending_operations ?? []) {
    if (type !== "creating" || known.has(resource.urn) || out.has(resource.urn) || !isDeletable(resource))
      continue;
    known.add(resource.urn);
    adopted.push({
      ...resource,
      id: guessedId(resource),
      outputs: { ...resource.inputs, ...resource.outputs },
    });
  }
  return {
    ...state,
    resources: [...resources, ...adopted].map((r) => without(r, out)),
    pending_operations: [],
  };
}

/** Providers and keys are nothing outside the state. */
function isDeletable(resource: StateResource): boolean {
  return resource.custom === true && /^(kubernetes|command|docker):/.test(resource.type);
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
