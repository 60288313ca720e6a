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
  readonly props: unknown;
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
      ({ type, name, props, opts, resource }) => {
        registered.push({ type, name, props, opts, resource });
        return undefined;
      },
    ],
  });
  await Promise.all(registered.map(({ resource }) => valueOf(resource.urn)));
  const resources = await Promise.all(registered.map((entry) => asRecorded(entry, asked)));
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

/** Until the mocked engine has nothing more to do. Call it after each test: what comes late would meet the next one's engine. */
export async function settled(): Promise<void> {
  // A component's outputs are registered one turn after its constructor.
  await turn();
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
}

/** Runs a test in which an output fails: each output that follows from it fails too, heard by nobody but the engine. */
export async function withFailingOutputs(test: () => Promise<void>): Promise<void> {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", () => undefined);
  try {
    await test();
    await settled().catch(() => undefined);
    await turn();
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function isSecret(output: pulumi.Output<unknown>): Promise<boolean> {
  return pulumi.isSecret(output);
}

async function asRecorded(
  { type, name, props, opts }: Registered,
  asked: ReadonlyMap<string, pulumi.runtime.MockResourceArgs>,
): Promise<RecordedResource> {
  const args = asked.get(`${type}::${name}`);
  // urn::id of the provider resource
  const provider =
    args?.provider === undefined || args.provider === "" ? undefined : args.provider.split("::").at(-2);
  const parent = opts.parent as (pulumi.Resource & InternalNames) | undefined;
  return {
    type,
    name,
    inputs: open(args?.inputs ?? {}) as Record<string, unknown>,
    secrets: await secretPaths(props),
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

/** From what the program handed over: in what reaches a mock, one secret makes all around it secret. */
async function secretPaths(value: unknown, path = ""): Promise<string[]> {
  if (pulumi.Output.isInstance(value)) {
    return (await pulumi.isSecret(value)) ? [path] : secretPaths(await valueOf(value), path);
  }
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).map(([key, item]) =>
    secretPaths(item, path === "" ? key : `${path}.${key}`),
  );
  return (await Promise.all(inner)).flat();
}
