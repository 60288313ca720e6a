import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine was asked for it, with the options that mocks alone do not show. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  /** Inputs with secrets opened; which ones were secret is in `secrets`. */
  readonly inputs: Record<string, unknown>;
  /** Paths of inputs that were secret: `kubeconfig`, `values.tls`. */
  readonly secrets: readonly string[];
  /** Name of the provider resource that it uses; undefined for the default one. */
  readonly provider: string | undefined;
  /** `type::name` of its parent; undefined for the component under test. */
  readonly parent: string | undefined;
  readonly opts: pulumi.CustomResourceOptions;
}

export interface Recording<T> {
  readonly component: T;
  /** Every resource made, in no particular order. */
  readonly resources: readonly RecordedResource[];
  /** The one resource of this name; throws where there is none. */
  readonly get: (name: string) => RecordedResource;
}

/** What the engine would have answered: outputs by resource type, added to the inputs. */
export type MockOutputs = (resource: pulumi.runtime.MockResourceArgs) => Record<string, unknown>;

const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** What the SDK notes on each resource but does not declare. */
interface InternalNames {
  __name: string;
  __pulumiType: string;
}

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly opts: pulumi.ResourceOptions;
  readonly resource: pulumi.Resource;
}

/** What a function of a provider (`runOutput`, `getNetwork`) would have answered. */
export type MockCalls = (call: pulumi.runtime.MockCallArgs) => Record<string, unknown>;

/**
 * Runs the constructor of a component against a mocked engine and waits until all of its resources are registered.
 * Proves which resources are asked for, not that an engine or a provider accepts them.
 */
export async function record<T extends pulumi.Resource>(
  build: (opts: pulumi.ComponentResourceOptions) => T,
  options: { outputs?: MockOutputs; calls?: MockCalls; preview?: boolean } = {},
): Promise<Recording<T>> {
  const asked = new Map<string, pulumi.runtime.MockResourceArgs>();
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        asked.set(`${args.type}::${args.name}`, args);
        const inputs = open(args.inputs) as Record<string, unknown>;
        return { id: `${args.name}-id`, state: { ...inputs, ...options.outputs?.(args) } };
      },
      call: (args) => options.calls?.(args) ?? (args.inputs as Record<string, unknown>),
    },
    "project",
    "stack",
    options.preview ?? false,
  );
  const registered: Registered[] = [];
  const component = build({
    transformations: [
      ({ type, name, opts, resource }) => {
        registered.push({ type, name, opts, resource });
        return undefined;
      },
    ],
  });
  await Promise.all(registered.map(({ resource }) => valueOf(resource.urn)));
  const resources = registered.map((entry) => asRecorded(entry, asked));
  const get = (name: string): RecordedResource => {
    const found = resources.find((resource) => resource.name === name);
    if (found !== undefined) return found;
    throw new Error(`no resource ${name}; there are ${resources.map((r) => r.name).join(", ")}`);
  };
  return { component, resources, get };
}

/** The value of an output; rejects where the output does. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

export function isSecret(output: pulumi.Output<unknown>): Promise<boolean> {
  return pulumi.isSecret(output);
}

function asRecorded(
  { type, name, opts }: Registered,
  asked: ReadonlyMap<string, pulumi.runtime.MockResourceArgs>,
): RecordedResource {
  const args = asked.get(`${type}::${name}`);
  const inputs: unknown = args?.inputs ?? {};
  // urn::id of the provider resource
  const provider =
    args?.provider === undefined || args.provider === "" ? undefined : args.provider.split("::").at(-2);
  const parent = opts.parent as (pulumi.Resource & InternalNames) | undefined;
  return {
    type,
    name,
    inputs: open(inputs) as Record<string, unknown>,
    secrets: secretPaths(inputs),
    provider,
    parent: parent === undefined ? undefined : `${parent.__pulumiType}::${parent.__name}`,
    opts,
  };
}

function isMarked(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && SECRET_MARK in value;
}

function open(value: unknown): unknown {
  if (isMarked(value)) return open(value.value);
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, open(inner)]));
}

function secretPaths(value: unknown, path = ""): string[] {
  if (isMarked(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    secretPaths(inner, path === "" ? key : `${path}.${key}`),
  );
}
