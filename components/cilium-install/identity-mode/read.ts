import type { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { execInPod } from "../../internal/pod-exec";
import { Identities, RunningIdentities } from "./judge";

const NAMESPACE = "kube-system";
const ID_KEYS = "cilium/state/identities/v1/id/";
/** Below are reserved ones, which no store keeps. */
const FIRST_ALLOCATED = 256;

/** What asks one cluster. */
export interface IdentityReader {
  /** What agents are told; undefined where no Cilium runs. */
  config(): Promise<Readonly<Record<string, string>> | undefined>;
  identities(mode: string): Promise<RunningIdentities>;
}

export async function identityReader(kubeconfig: string): Promise<IdentityReader> {
  // Loaded when needed: a program that installs nothing need not load the client.
  const k8s = await import("@kubernetes/client-node");
  const config = new k8s.KubeConfig();
  config.loadFromString(kubeconfig);
  const core = config.makeApiClient(k8s.CoreV1Api);
  const custom = config.makeApiClient(k8s.CustomObjectsApi);
  return {
    config: async () => {
      const fieldSelector = "metadata.name=cilium-config";
      const { items } = await core.listNamespacedConfigMap({ namespace: NAMESPACE, fieldSelector });
      return items[0]?.data;
    },
    identities: async (mode) => {
      const endpoints = await listed(custom, "ciliumendpoints");
      const objects = await listed(custom, "ciliumidentities");
      const keys = mode.startsWith("doublewrite-") ? await readKeys(config, core) : undefined;
      return {
        mode,
        used: usedBy(endpoints as CiliumEndpoint[]),
        objects: identitiesOf(objects as CiliumIdentity[]),
        ...(keys !== undefined ? { keys } : {}),
      };
    },
  };
}

/** None where the kind is not known yet. */
async function listed(api: CustomObjectsApi, plural: string): Promise<unknown[]> {
  try {
    const found: unknown = await api.listClusterCustomObject({ group: "cilium.io", version: "v2", plural });
    return (found as { items: unknown[] }).items;
  } catch (error) {
    if ((error as { code?: unknown }).code === 404) return [];
    throw error;
  }
}

interface CiliumEndpoint {
  readonly status?: { readonly identity?: { readonly id?: number } };
}

interface CiliumIdentity {
  readonly metadata?: { readonly name?: string };
  readonly "security-labels"?: Readonly<Record<string, string>>;
}

export function usedBy(endpoints: readonly CiliumEndpoint[]): number[] {
  const ids = endpoints.flatMap(({ status }) => status?.identity?.id ?? []);
  return [...new Set(ids.filter((id) => id >= FIRST_ALLOCATED))].sort((a, b) => a - b);
}

export function identitiesOf(objects: readonly CiliumIdentity[]): Identities {
  return new Map(
    objects.map((object) => {
      const labels = Object.entries(object["security-labels"] ?? {}).map(([key, value]) => `${key}=${value}`);
      return [Number(object.metadata?.name), joined(labels)];
    }),
  );
}

/** The kvstore as an agent sees it, which has the address and the certificate; undefined where none answers. */
async function readKeys(config: KubeConfig, api: CoreV1Api): Promise<Identities | undefined> {
  const query = { namespace: NAMESPACE, labelSelector: "k8s-app=cilium" };
  const { items } = await api.listNamespacedPod(query);
  const ready = items.filter((pod) =>
    pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
  );
  const command = ["cilium-dbg", "kvstore", "get", "--recursive", ID_KEYS, "-o", "json"];
  for (const pod of ready.slice(0, 2)) {
    const where = { namespace: NAMESPACE, pod: pod.metadata?.name ?? "", container: "cilium-agent" };
    try {
      return parseKeys(await execInPod(config, where, command, 30_000));
    } catch {
      // The next one may answer.
    }
  }
  return undefined;
}

/** `cilium-dbg kvstore get --recursive -o json`: among lines of its log, each key with its value in base64. */
export function parseKeys(text: string): Identities {
  const object = /^\{(?:.*\}|\n[^]*?\n\})$/m.exec(text)?.[0];
  if (object === undefined) throw new Error(`no keys are told: ${text.slice(0, 200)}`);
  const pairs = JSON.parse(object) as Readonly<Record<string, { readonly Data?: string }>>;
  return new Map(
    Object.entries(pairs).map(([key, { Data = "" }]) => [
      Number(key.slice(key.lastIndexOf("/") + 1)),
      joined(Buffer.from(Data, "base64").toString("utf8").split(";")),
    ]),
  );
}

function joined(labels: readonly string[]): string {
  return labels
    .filter((label) => label !== "")
    .sort()
    .join(";");
}
