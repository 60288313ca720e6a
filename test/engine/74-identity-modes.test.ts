import * as fs from "node:fs";
import { AppsV1Api, CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { dump } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAgent, connect, listAgents } from "../../cli/probes";
import { Identities } from "../../components/cilium-install/identity-mode/judge";
import { identitiesOf, parseKeys, usedBy } from "../../components/cilium-install/identity-mode/read";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { plainChanges } from "../helpers/plain-engine";
import { Workspace } from "../helpers/workspace";

const STACK = "modes";

/** One cluster whose pods keep the numbers of their identities while the store under them changes. */
function stack(mode: string, withEtcd: boolean): string {
  return dump({
    config: {
      "cilium-fabric:clusters": [
        {
          name: "west",
          id: 1,
          kind: {
            podSubnet: "10.1.0.0/16",
            serviceSubnet: "10.101.0.0/16",
            // With objects, two agents may give the same labels two numbers when they start at the same time.
            nodes: [{ role: "control-plane" }],
            schedulableControlPlane: true,
          },
          ...(withEtcd ? { etcd: { members: ["west-control-plane"] } } : {}),
        },
      ],
      "cilium-fabric:cilium": {
        version: "1.18.1",
        kubeProxyReplacement: true,
        ipam: { mode: "kubernetes" },
        operator: { replicas: 1 },
        identityAllocationMode: mode,
        // Five minutes are too long for a test.
        values: { extraConfig: { "identity-allocation-sync-interval": "5s" } },
      },
      "cilium-fabric:samples": [{ sample: "curl-pod" }],
    },
  });
}

/** What must differ after a step, and what must not. */
interface Step {
  readonly mode: string;
  readonly withEtcd: boolean;
  readonly changes: readonly string[];
  /** What `up` says that it did, where that is more than to update the release. */
  readonly done?: string;
  readonly restarted: readonly string[];
  /** Whether CiliumIdentity objects, and keys, hold the identities in use afterwards. */
  readonly objects: boolean;
  readonly keys: boolean;
}

const release = "update kubernetes:helm.sh/v3:Release west-release";
const annotation = "podAnnotations.cilium-fabric/identity-store";
const [agents, operator] = ["cilium", "cilium-operator"];
const readerOnly = [`${release}: values.identityAllocationMode, values.${annotation}`];
const writersToo = [
  `${release}: values.identityAllocationMode, values.operator.${annotation}, values.${annotation}`,
];

const withEtcdToo = `${release}: values.etcd, values.identityAllocationMode, values.operator.podAnnotations, values.podAnnotations`;

const THERE: readonly Step[] = [
  {
    mode: "doublewrite-readcrd",
    withEtcd: true,
    done: "1 updated, 4 created",
    changes: [
      "create cilium-fabric:index:Etcd west-etcd",
      "create kubernetes:apps/v1:DaemonSet west-etcd-members",
      "create kubernetes:core/v1:Secret west-etcd-cilium-etcd-member",
      "create kubernetes:core/v1:Secret west-etcd-cilium-etcd-secrets",
      withEtcdToo,
    ],
    restarted: [agents, operator],
    objects: true,
    keys: true,
  },
  {
    mode: "doublewrite-readkvstore",
    withEtcd: true,
    changes: readerOnly,
    restarted: [agents],
    objects: true,
    keys: true,
  },
  {
    mode: "kvstore",
    withEtcd: true,
    changes: writersToo,
    restarted: [agents, operator],
    objects: true,
    keys: true,
  },
];

const BACK: readonly Step[] = [
  {
    mode: "doublewrite-readkvstore",
    withEtcd: true,
    changes: writersToo,
    restarted: [agents, operator],
    objects: true,
    keys: true,
  },
  {
    mode: "doublewrite-readcrd",
    withEtcd: true,
    changes: readerOnly,
    restarted: [agents],
    objects: true,
    keys: true,
  },
  {
    mode: "crd",
    withEtcd: false,
    // Its preview does not show that: the overlay that `up` keeps for the simulator still has the etcd's certificates.
    done: "1 updated, 4 deleted",
    changes: [withEtcdToo],
    restarted: [agents, operator],
    objects: true,
    keys: false,
  },
];

describe("G identities of a running cluster go over to an etcd and back", () => {
  let workspace: Workspace;
  let kubeconfig: string;
  let numbers: Identities;

  beforeAll(async () => {
    workspace = new Workspace({ [`Pulumi.${STACK}.yaml`]: stack("crd", false) });
    await workspace.succeed("up", STACK, "--simulator");
    kubeconfig = kubeconfigOf(workspace, STACK, "west");
    numbers = await eventually(
      () => objectsIn(kubeconfig),
      (all) => all.size >= 2,
    );
    // CoreDNS and the sample
    expect(numbers.size).toBe(2);
  });
  afterAll(() => workspace.dispose(STACK));

  it("G refuses a jump in `check`, in `up` and in a preview, before anything of the stack is made", async () => {
    const before = await podsOf(kubeconfig);
    workspace.write(`Pulumi.${STACK}.yaml`, stack("kvstore", true));
    const looked = await workspace.run("check", STACK, "--simulator");
    expect(looked.output).toMatch(
      /^error: cilium.identityAllocationMode: in cluster west .* \[identity-mode-jump\]$/m,
    );
    expect(looked.code).toBe(1);
    const { code, output } = await workspace.run("up", STACK, "--simulator");
    expect(output).toContain(
      "go there in steps, one `up` each, with Cilium 1.17 or newer: doublewrite-readcrd, doublewrite-readkvstore, kvstore [identity-mode-jump]",
    );
    expect(output).toContain("nothing was created");
    expect(code).toBe(1);
    await expect(plainChanges(workspace, STACK)).rejects.toThrow(/identity-mode-jump/);
    expect(await podsOf(kubeconfig)).toEqual(before);
    expect(await etcdIn(kubeconfig)).toEqual([]);
  });

  it("G is refused by the program, too, where nobody has looked before it", async () => {
    const before = await podsOf(kubeconfig);
    // Without its record the command line does not know the cluster before it has placed the stack.
    fs.rmSync(workspace.path(".fabric", STACK, "run.json"));
    const { code, output } = await workspace.run("up", STACK, "--simulator");
    expect(code).toBe(3);
    // When it happens, among the engine's diagnostics at the end, and in the last sentence.
    expect(output.match(/\[identity-mode-jump\]/g)).toHaveLength(3);
    expect(await podsOf(kubeconfig)).toEqual(before);
    expect(await etcdIn(kubeconfig)).toEqual([]);
  });

  it.each(THERE)("G goes on to $mode: what changes, restarts and keeps its number is just that", goTo);

  it("G has objects that the kvstore has left behind removed before they are read again", async () => {
    workspace.write(`Pulumi.${STACK}.yaml`, stack("doublewrite-readkvstore", true));
    await expect(plainChanges(workspace, STACK)).rejects.toThrow(
      /2 CiliumIdentity objects of an earlier time are left.*kubectl delete ciliumidentities --all/,
    );
    const objects = { group: "cilium.io", version: "v2", plural: "ciliumidentities" };
    await connect(kubeconfig).makeApiClient(CustomObjectsApi).deleteCollectionClusterCustomObject(objects);
    expect(await keysIn(kubeconfig)).toEqual(numbers);
  });

  it.each(BACK)("G goes back to $mode: what changes, restarts and keeps its number is just that", goTo);

  it("G has nothing left to change, nor anything of the etcd", async () => {
    expect(await plainChanges(workspace, STACK)).toEqual([]);
    expect(Object.keys(await podsOf(kubeconfig, "app.kubernetes.io/name=cilium-etcd"))).toEqual([]);
  });

  async function goTo({ mode, withEtcd, changes, done, restarted, objects, keys }: Step): Promise<void> {
    workspace.write(`Pulumi.${STACK}.yaml`, stack(mode, withEtcd));
    const before = await podsOf(kubeconfig);
    expect.soft(await plainChanges(workspace, STACK)).toEqual(changes);
    const output = await workspace.succeed("up", STACK, "--simulator");
    const said = /^Changed: (.*)\.$/m.exec(output)?.[1]?.split(", ").sort().join(", ");
    expect.soft(said).toBe(done ?? "1 updated");
    expect.soft(restartedIn(before, await podsOf(kubeconfig))).toEqual(restarted);
    const whole = (all: Identities): boolean => [...numbers.keys()].every((id) => all.has(id));
    if (objects) expect(await eventually(() => objectsIn(kubeconfig), whole)).toEqual(numbers);
    if (keys) expect(await eventually(() => keysIn(kubeconfig), whole)).toEqual(numbers);
    expect(await usedIn(kubeconfig)).toEqual([...numbers.keys()].sort((a, b) => a - b));
  }
});

async function listed(kubeconfig: string, plural: string): Promise<never[]> {
  const api = connect(kubeconfig).makeApiClient(CustomObjectsApi);
  const found: unknown = await api.listClusterCustomObject({ group: "cilium.io", version: "v2", plural });
  return (found as { items: never[] }).items;
}

const objectsIn = async (kubeconfig: string): Promise<Identities> =>
  identitiesOf(await listed(kubeconfig, "ciliumidentities"));

const usedIn = async (kubeconfig: string): Promise<number[]> =>
  usedBy(await listed(kubeconfig, "ciliumendpoints"));

/** The etcd's own keys, as an agent reads them. */
async function keysIn(kubeconfig: string): Promise<Identities> {
  const config = connect(kubeconfig);
  const [agent] = await listAgents(config);
  if (agent === undefined) throw new Error("no agent");
  const prefix = "cilium/state/identities/v1/id/";
  return parseKeys(await askAgent(config, agent, ["kvstore", "get", "--recursive", prefix, "-o", "json"]));
}

/** What an etcd would be known by: its DaemonSet, its Secrets and its pods. */
async function etcdIn(kubeconfig: string): Promise<string[]> {
  const config = connect(kubeconfig);
  const namespace = { namespace: "kube-system" };
  const core = config.makeApiClient(CoreV1Api);
  const lists = await Promise.all([
    config.makeApiClient(AppsV1Api).listNamespacedDaemonSet(namespace),
    core.listNamespacedSecret(namespace),
    core.listNamespacedPod(namespace),
  ]);
  const names = lists.flatMap(({ items }) => items.map(({ metadata }) => metadata?.name ?? ""));
  return names.filter((name) => name.startsWith("cilium-etcd"));
}

const CILIUM = "app.kubernetes.io/part-of=cilium,app.kubernetes.io/name!=cilium-etcd";

/** Start of every pod of Cilium's, by its name; restarts of a container count. */
async function podsOf(kubeconfig: string, labelSelector = CILIUM): Promise<Record<string, string>> {
  const { items } = await connect(kubeconfig)
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace: "kube-system", labelSelector });
  return Object.fromEntries(
    items.map(({ metadata, status }) => {
      const restarts = (status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
      return [metadata?.name ?? "", `${metadata?.uid ?? ""} ${restarts.join(",")}`];
    }),
  );
}

/** Workloads all of whose pods are others than before; none may be renewed in part. */
function restartedIn(before: Record<string, string>, after: Record<string, string>): string[] {
  const workloadOf = (pod: string): string => pod.replace(/(-[0-9a-f]{8,10})?-[0-9a-z]{5}$/, "");
  const kept = Object.keys(after).filter((pod) => after[pod] === before[pod]);
  const renewed = Object.keys(after).filter((pod) => after[pod] !== before[pod]);
  const [still, anew] = [kept, renewed].map((pods) => new Set(pods.map(workloadOf)));
  return [...(anew ?? [])].sort().map((name) => (still?.has(name) === true ? `${name} in part` : name));
}
