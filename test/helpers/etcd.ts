import * as path from "node:path";
import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { askAgent, connect, execInPod, listAgents } from "../../cli/probes";
import { eventually } from "./clusters";

const NAMESPACE = "kube-system";

/** A stack of one cluster, `lab`, with its identities in an etcd. `nodes` are keys of its `kind`. */
export const etcdLab = (nodes: string, etcd: string): string => `config:
  cilium-fabric:clusters:
    - name: lab
      id: 1
      kind:
        podSubnet: 10.0.0.0/16
        serviceSubnet: 10.2.0.0/16
        ${nodes}
      etcd: { ${etcd} }
  cilium-fabric:cilium:
    version: 1.18.1
    identityAllocationMode: kvstore
    kubeProxyReplacement: true
    ipam: { mode: kubernetes }
    operator: { replicas: 1 }
`;

/** A member's pod, as the API server has it. */
export interface MemberPod {
  readonly name: string;
  readonly node: string;
  readonly ready: boolean;
  readonly uid: string;
}

/** The pods of a cluster's own etcd that are not just going, by node. */
export async function memberPods(kubeconfig: string): Promise<MemberPod[]> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace: NAMESPACE, labelSelector: "app.kubernetes.io/name=cilium-etcd" });
  return items
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .map(({ metadata, spec, status }) => ({
      name: metadata?.name ?? "",
      node: spec?.nodeName ?? "",
      ready: status?.conditions?.some((c) => c.type === "Ready" && c.status === "True") ?? false,
      uid: metadata?.uid ?? "",
    }))
    .sort((a, b) => (a.node < b.node ? -1 : 1));
}

/** A command in the pod of a healthy member. */
export async function inMember(kubeconfig: string, command: readonly string[]): Promise<string> {
  const pod = (await memberPods(kubeconfig)).find(({ ready }) => ready)?.name ?? "";
  return execInPod(connect(kubeconfig), { namespace: NAMESPACE, pod, container: "etcd" }, command, 20_000);
}

/** `etcdctl` there, which needs no arguments to find its own member. */
export function etcdctl(kubeconfig: string, args: readonly string[]): Promise<string> {
  return inMember(kubeconfig, ["etcdctl", ...args]);
}

/** A member as etcd lists it. */
export interface ListedMember {
  readonly id: string;
  readonly started: boolean;
  readonly name: string;
  readonly peerUrl: string;
}

/** The members that etcd counts with, by name; one that has not started has none. */
export async function listedMembers(kubeconfig: string): Promise<ListedMember[]> {
  const lines = (await etcdctl(kubeconfig, ["member", "list"])).split("\n").filter((line) => line !== "");
  return lines
    .map((line) => {
      const [id = "", state = "", name = "", peerUrl = ""] = line.split(", ");
      return { id, started: state === "started", name, peerUrl };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every identity of the store with the labels it stands for, by its key. */
export async function identityKeys(kubeconfig: string): Promise<Record<string, string>> {
  const prefix = "cilium/state/identities/v1/id/";
  const lines = (await etcdctl(kubeconfig, ["get", "--prefix", prefix])).split("\n");
  return Object.fromEntries(
    lines.flatMap((line, i) => (line.startsWith(prefix) ? [[line, lines[i + 1] ?? ""] as const] : [])),
  );
}

/** Waits until every agent says that it is connected to that many of as many endpoints; what each says. */
export function agentsConnected(kubeconfig: string, endpoints: number): Promise<string[]> {
  const wanted = new RegExp(`^Ok etcd: ${endpoints}/${endpoints} connected.*has-quorum=true`);
  return eventually(
    // One that is just starting cannot be asked yet.
    async () =>
      Object.values(await kvstoreSeen(kubeconfig).catch((error: unknown) => ({ nobody: String(error) }))).map(
        (said) => wanted.exec(said)?.[0] ?? said,
      ),
    (all) => all.every((said) => wanted.test(said)),
    120_000,
  );
}

/** Folder of the members' data on a node of a stack's cluster `lab`, as this host sees it. */
export function dataOnNode(folder: string, node: string): string {
  return path.join(folder, ".fabric/lab/simulator/clusters/lab/nodes", node, "host/var/lib/cilium-etcd");
}

/** The keys below a prefix. */
export async function keysBelow(kubeconfig: string, prefix: string): Promise<string[]> {
  const text = await etcdctl(kubeconfig, ["get", "--prefix", "--keys-only", prefix]);
  return text.split("\n").filter((line) => line !== "");
}

/** What every agent says of its kvstore, by node. */
export async function kvstoreSeen(kubeconfig: string): Promise<Record<string, string>> {
  const config = connect(kubeconfig);
  const agents = await listAgents(config);
  const seen = await Promise.all(
    agents.map(async (agent) => {
      const { kvstore } = JSON.parse(await askAgent(config, agent, ["status", "-o", "json"])) as {
        kvstore?: { state?: string; msg?: string };
      };
      return [agent.node, `${kvstore?.state ?? "?"} ${kvstore?.msg ?? ""}`] as const;
    }),
  );
  return Object.fromEntries(seen);
}

/** Names of the CiliumIdentity objects. The API server has to warm up to a kind that nobody reads. */
export async function identityObjects(kubeconfig: string): Promise<string[]> {
  const api = connect(kubeconfig).makeApiClient(CustomObjectsApi);
  const kind = { group: "cilium.io", version: "v2", plural: "ciliumidentities" };
  const ask = async (): Promise<{ items: { metadata: { name: string } }[] } | undefined> => {
    try {
      return (await api.listClusterCustomObject(kind)) as { items: { metadata: { name: string } }[] };
    } catch {
      return undefined;
    }
  };
  const answer = await eventually(ask, (list) => list !== undefined);
  if (answer === undefined) throw new Error("the API server does not list CiliumIdentities");
  return answer.items.map(({ metadata }) => metadata.name);
}
