import { AppsV1Api, CoreV1Api, KubeConfig, V1PodSpec } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, execInPod, agentStatuses, PodContainer } from "../../cli/probes";
import { ForeignAuthority, Leaf } from "../helpers/certificates";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

const NAMESPACE = "kube-system";
const MESH = "/var/lib/cilium/clustermesh";
/** A node's entry, as `cilium-dbg kvstore get` prints it. */
const STATE = /^cilium\/state\/nodes\/v1\/(\S+) => /gm;
const clusters = ["west", "east"] as const;
type Cluster = (typeof clusters)[number];
const otherThan = (cluster: Cluster): Cluster => (cluster === "west" ? "east" : "west");

/** Addresses for the load balancers, one to each cluster, so that they are known before anything runs. */
const balancers: Record<Cluster, string> = { west: "172.18.200.1", east: "172.18.200.2" };
const pools = `  cilium-fabric:loadBalancerPools:
    - { name: mesh, clusters: [west], blocks: [{ start: ${balancers.west} }] }
    - { name: mesh, clusters: [east], blocks: [{ start: ${balancers.east} }] }
`;

/** Stack dev with its mesh served in another way. */
function stackWith(text: string, service: "NodePort" | "LoadBalancer", kvstoreMesh: boolean): string {
  const changed = text
    .replace("service: { type: NodePort }", `service: { type: ${service} }`)
    .replace("kvstoreMesh: { enabled: true }", `kvstoreMesh: { enabled: ${kvstoreMesh} }`);
  if (service === "NodePort") return changed;
  const withEndpoints = clusters.reduce(
    (all, name) =>
      all.replace(
        `    - name: ${name}\n`,
        `    - name: ${name}\n      mesh: { endpoints: [${balancers[name]}] }\n`,
      ),
    changed,
  );
  return withEndpoints + pools;
}

/**
 * Each cluster's real clustermesh-apiserver, asked over the network of the nodes by whoever really connects to it: the
 * other cluster's agents, or its KVStoreMesh, with the files and host names that the chart gave them.
 */
describe.each([
  ["NodePort", true],
  ["NodePort", false],
  ["LoadBalancer", true],
  ["LoadBalancer", false],
] as const)("a mesh by %s, KVStoreMesh %s", (service, kvstoreMesh) => {
  let workspace: Workspace;
  let authority: ForeignAuthority;
  const at = (cluster: Cluster): string => kubeconfigOf(workspace, "dev", cluster);
  const client = (cluster: Cluster): Promise<Client> =>
    clientIn(connect(at(cluster)), otherThan(cluster), kvstoreMesh);

  beforeAll(async () => {
    authority = await ForeignAuthority.create();
    workspace = Workspace.withStack("dev", (text) => stackWith(text, service, kvstoreMesh));
    await workspace.succeed("up", "dev", "--simulator");
  });
  afterAll(() => workspace.dispose("dev"));

  it.each(clusters)("C2 points the peers of %s at its real addresses and port", async (cluster) => {
    const { hosts, endpoint } = await addressing(connect(at(otherThan(cluster))), cluster, kvstoreMesh);
    const real = await servedAt(connect(at(cluster)), service);
    expect(real.addresses.length).toBeGreaterThan(0);
    expect(endpoint).toBe(`https://${cluster}.mesh.cilium.io:${real.port}`);
    expect(hosts).toEqual(real.addresses);
    if (service === "LoadBalancer") expect(real).toEqual({ addresses: [balancers[cluster]], port: 2379 });
  });

  it.each(clusters)("C1 lets the other cluster read the state of %s, and not write", async (cluster) => {
    const remote = await client(otherThan(cluster));
    const nodes = await remote.read(`cilium/state/nodes/v1/${cluster}/`);
    expect([...nodes.matchAll(STATE)].map(([, name]) => name).sort()).toEqual([
      `${cluster}/${cluster}-control-plane`,
      `${cluster}/${cluster}-worker`,
    ]);
    expect(await remote.write(`cilium/state/nodes/v1/${cluster}/intruder`)).toMatch(/permission denied/);
  });

  it.each(clusters)("C1 is refused by %s with a foreign CA's certificate, and with none", async (cluster) => {
    const remote = await client(otherThan(cluster));
    const refused = /remote error: tls: |client certificate is not signed by any acceptable CA/;
    for (const credentials of [{ leaf: await authority.leaf("remote") }, {}]) {
      const answer = await remote.readAs(credentials);
      expect(answer).toMatch(refused);
      expect(answer).not.toMatch(STATE);
    }
  });

  it.each(clusters)("C1 does not take %s for itself where another CA is trusted", async (cluster) => {
    const remote = await client(otherThan(cluster));
    const answer = await remote.readAs({ trusted: authority.certificate.toString("pem") });
    expect(answer).toMatch(/certificate signed by unknown authority/);
    expect(answer).not.toMatch(STATE);
  });

  it("C2 is whole: every agent has read the other cluster", async () => {
    for (const cluster of clusters) {
      const whole = (agents: Awaited<ReturnType<typeof agentStatuses>>): boolean =>
        agents.length === 2 &&
        agents.every(({ remotes }) => remotes.length === 1 && remotes[0]?.ready === true);
      const agents = await eventually(() => agentStatuses(at(cluster)), whole);
      expect(
        agents.map(({ remotes }) => remotes.map(({ name, ready, nodes }) => [name, ready, nodes])),
      ).toEqual([[[otherThan(cluster), true, 2]], [[otherThan(cluster), true, 2]]]);
    }
  });
});

/** Where a cluster's API server for the mesh really is, as its own objects say. */
async function servedAt(config: KubeConfig, service: string): Promise<{ addresses: string[]; port: number }> {
  const api = config.makeApiClient(CoreV1Api);
  const { spec, status } = await api.readNamespacedService({
    namespace: NAMESPACE,
    name: "clustermesh-apiserver",
  });
  const port = spec?.ports?.find(({ port }) => port === 2379);
  if (service === "LoadBalancer")
    return {
      addresses: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
      port: port?.port ?? 0,
    };
  const { items } = await api.listNode();
  const addresses = items.flatMap(({ status: node }) =>
    (node?.addresses ?? []).filter(({ type }) => type === "InternalIP").map(({ address }) => address),
  );
  return { addresses: addresses.sort(), port: port?.nodePort ?? 0 };
}

/** Where a peer is told that a cluster is: the endpoint in the Secret, and the addresses behind its name. */
async function addressing(
  config: KubeConfig,
  cluster: string,
  kvstoreMesh: boolean,
): Promise<{ hosts: string[]; endpoint: string | undefined }> {
  const name = kvstoreMesh ? "cilium-kvstoremesh" : "cilium-clustermesh";
  const secret = await config.makeApiClient(CoreV1Api).readNamespacedSecret({ namespace: NAMESPACE, name });
  const text = Buffer.from(secret.data?.[cluster] ?? "", "base64").toString();
  const spec = await podSpec(config, kvstoreMesh);
  const aliases = (spec?.hostAliases ?? []).filter(({ hostnames }) =>
    hostnames?.includes(`${cluster}.mesh.cilium.io`),
  );
  return { hosts: aliases.map(({ ip }) => ip).sort(), endpoint: /https:\S+/.exec(text)?.[0] };
}

async function podSpec(config: KubeConfig, kvstoreMesh: boolean): Promise<V1PodSpec | undefined> {
  const apps = config.makeApiClient(AppsV1Api);
  const where = { namespace: NAMESPACE, name: kvstoreMesh ? "clustermesh-apiserver" : "cilium" };
  const workload = kvstoreMesh
    ? await apps.readNamespacedDeployment(where)
    : await apps.readNamespacedDaemonSet(where);
  return workload.spec?.template.spec;
}

interface Credentials {
  leaf?: Leaf;
  trusted?: string;
}

/** What connects to the other cluster. Answers are standard output and error together: some calls are meant to fail. */
interface Client {
  read(prefix: string): Promise<string>;
  write(key: string): Promise<string>;
  /**
   * The same with another certificate (or none where a leaf is not given), or with another CA trusted; with Cilium's own
   * diagnosis before it.
   */
  readAs(credentials: Credentials): Promise<string>;
}

async function clientIn(config: KubeConfig, peer: string, kvstoreMesh: boolean): Promise<Client> {
  const labelSelector = kvstoreMesh ? "k8s-app=clustermesh-apiserver" : "k8s-app=cilium";
  const { items } = await config
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace: NAMESPACE, labelSelector });
  const pod = items.find(({ metadata }) => metadata?.deletionTimestamp === undefined)?.metadata?.name ?? "";
  const where: PodContainer = {
    namespace: NAMESPACE,
    pod,
    container: kvstoreMesh ? "kvstoremesh" : "cilium-agent",
  };
  const run = (script: string): Promise<string> =>
    execInPod(config, where, ["sh", "-c", `{ ${script}\n} 2>&1 || true`], 90_000);
  // An etcd client tries for ever; what is refused is so at once.
  const kvstore = (command: string, file: string, seconds = 30): string =>
    `timeout ${seconds} cilium-dbg kvstore ${command} --kvstore etcd --kvstore-opt etcd.config=${file}`;
  return {
    read: (prefix) => run(kvstore(`get --recursive ${prefix}`, `${MESH}/${peer}`)),
    write: (key) => run(kvstore(`set --key ${key} --value x`, `${MESH}/${peer}`)),
    readAs: (credentials) => {
      const folder = `/tmp/as-${Math.random().toString(36).slice(2)}`;
      const { setup, edits } = asOther(folder, credentials);
      return run(
        [
          `mkdir -p -m 700 ${folder}/mesh`,
          ...setup,
          `sed ${edits.map((edit) => `-e '${edit}'`).join(" ")} ${MESH}/${peer} > ${folder}/mesh/${peer}`,
          `timeout 30 cilium-dbg troubleshoot clustermesh ${peer} --clustermesh-config ${folder}/mesh`,
          kvstore("get --recursive cilium/state/nodes/v1/", `${folder}/mesh/${peer}`, 5),
          `rm -r ${folder}`,
        ].join("\n"),
      );
    },
  };
}

/** Files of other credentials, and what makes of the cluster's own etcd configuration one that uses them. */
function asOther(folder: string, { leaf, trusted }: Credentials): { setup: string[]; edits: string[] } {
  const file = (name: string, text: string): string =>
    `echo ${Buffer.from(text).toString("base64")} | base64 -d > ${folder}/${name}`;
  if (trusted !== undefined)
    return {
      setup: [file("ca.crt", trusted)],
      edits: [`s#^trusted-ca-file:.*#trusted-ca-file: ${folder}/ca.crt#`],
    };
  if (leaf === undefined) return { setup: [], edits: ["/^key-file:/d", "/^cert-file:/d"] };
  return {
    setup: [file("tls.crt", leaf.certificate), file("tls.key", leaf.privateKey)],
    edits: [`s#^key-file:.*#key-file: ${folder}/tls.key#`, `s#^cert-file:.*#cert-file: ${folder}/tls.crt#`],
  };
}
