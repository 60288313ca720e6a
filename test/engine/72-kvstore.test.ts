import * as fs from "node:fs";
import { AppsV1Api, CoreV1Api, PatchStrategy, setHeaderOptions, V1Service } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { census, Census, commandLines } from "../helpers/census";
import { ForeignAuthority } from "../helpers/certificates";
import { eventually, helmHistory, kubeconfigOf } from "../helpers/clusters";
import { etcdctl, identityObjects, inMember, keysBelow, kvstoreSeen, memberPods } from "../helpers/etcd";
import { look, lookUntil } from "../helpers/status";
import { Workspace } from "../helpers/workspace";

const NODES = ["kvstore-control-plane", "kvstore-worker"];

describe("G stack kvstore with the real etcd, operator and agents", () => {
  let workspace: Workspace;
  let before: Census;
  let kubeconfig: string;

  beforeAll(async () => {
    workspace = Workspace.withStack("kvstore");
    before = census(workspace.folder);
    await workspace.succeed("up", "kvstore", "--simulator=full");
    kubeconfig = kubeconfigOf(workspace, "kvstore", "kvstore");
  });
  afterAll(() => workspace.dispose("kvstore"));

  it("G comes up in kvstore mode in one Helm revision", async () => {
    expect(await helmHistory(kubeconfig)).toEqual(["1 deployed"]);
    const config = await connect(kubeconfig)
      .makeApiClient(CoreV1Api)
      .readNamespacedConfigMap({ namespace: "kube-system", name: "cilium-config" });
    expect(config.data).toMatchObject({ "identity-allocation-mode": "kvstore", kvstore: "etcd" });
  });

  it("G has every agent connected to the etcd on the node, by TLS", async () => {
    const connected = /^Ok etcd: 1\/1 connected.*has-quorum=true: https:\/\/172\.\d+\.\d+\.\d+:12379 /;
    const isConnected = (all: Record<string, string>): boolean =>
      NODES.every((node) => connected.test(all[node] ?? ""));
    const seen = await eventually(() => kvstoreSeen(kubeconfig), isConnected);
    expect(seen).toSatisfy(isConnected);
    expect(Object.keys(seen)).toEqual(NODES);
  });

  it("G keeps identities in etcd, and none in the API server", async () => {
    const wanted = ["app=webpod", "app=curl-pod", "k8s-app=kube-dns"];
    const holds = (all: string): boolean => wanted.every((label) => all.includes(label));
    const ask = (): Promise<string> =>
      etcdctl(kubeconfig, ["get", "--prefix", "cilium/state/identities/v1/id/"]);
    expect(await eventually(ask, holds)).toSatisfy(holds);
    expect(await identityObjects(kubeconfig)).toEqual([]);
  });

  it("G has the nodes, written by their agents, and pods' addresses", async () => {
    const prefix = "cilium/state/nodes/v1/kvstore/";
    const nodes = await eventually(
      () => keysBelow(kubeconfig, prefix),
      (keys) => keys.length === 2,
    );
    expect(nodes).toEqual(NODES.map((node) => `${prefix}${node}`));
    expect((await keysBelow(kubeconfig, "cilium/state/ip/v1/default/10.0.")).length).toBeGreaterThan(2);
  });

  it("G has a global Service, written by the operator", async () => {
    const body = Object.assign(new V1Service(), {
      metadata: { name: "shared", annotations: { "service.cilium.io/global": "true" } },
      spec: { selector: { app: "webpod" }, ports: [{ name: "http", port: 80 }] },
    });
    const api = connect(kubeconfig).makeApiClient(CoreV1Api);
    await api.createNamespacedService({ namespace: "default", body });
    const key = "cilium/state/services/v1/kvstore/default/shared";
    const ask = (): Promise<string> => etcdctl(kubeconfig, ["get", key]);
    const written = await eventually(ask, (text) => text.includes("backends"));
    await api.deleteNamespacedService({ namespace: "default", name: "shared" });
    expect(written).toContain(key);
    expect(written).toMatch(/"backends":\{"10\.0\./);
  });

  it("G lets nobody in with another CA's certificate, or with none", async () => {
    const [pod] = await memberPods(kubeconfig);
    const data = workspace.path(
      `.fabric/kvstore/simulator/clusters/kvstore/nodes/${pod?.node}/host/var/lib/cilium-etcd`,
    );
    const leaf = await (await ForeignAuthority.create()).leaf("cilium-etcd-client");
    fs.writeFileSync(`${data}/foreign.crt`, leaf.certificate, { mode: 0o600 });
    fs.writeFileSync(`${data}/foreign.key`, leaf.privateKey, { mode: 0o600 });
    const client = ["env", "-u", "ETCDCTL_CERT", "-u", "ETCDCTL_KEY"];
    const get = ["etcdctl", "--command-timeout=3s", "get", "x"];
    const as = (pair: string[]): Promise<string> =>
      inMember(kubeconfig, [...client, ...pair, ...get]).catch(String);
    const foreign = await as([
      "ETCDCTL_CERT=/var/lib/etcd/foreign.crt",
      "ETCDCTL_KEY=/var/lib/etcd/foreign.key",
    ]);
    const none = await as([]);
    for (const file of ["foreign.crt", "foreign.key"]) fs.rmSync(`${data}/${file}`);
    expect([foreign, none]).toEqual([
      expect.stringMatching(/bad certificate|unknown certificate authority|deadline exceeded/i),
      expect.stringMatching(/bad certificate|certificate required|deadline exceeded/i),
    ]);
    expect(await etcdctl(kubeconfig, ["endpoint", "health"])).toContain("is healthy");
  });

  it("G changes nothing when run again", async () => {
    expect(await workspace.succeed("up", "kvstore", "--simulator=full")).toMatch(/Nothing had to be changed/);
  });

  it("G has a status that names the etcd, and another mode than the declared one", async () => {
    const { code, problems, report } = await look(workspace, "kvstore");
    expect([code, ...problems]).toEqual([0]);
    expect(report.identityStores).toEqual([
      {
        cluster: "kvstore",
        declaredMode: "kvstore",
        mode: "kvstore",
        endpoints: [expect.stringMatching(/^https:\/\/172\.\d+\.\d+\.\d+:12379$/)],
        agents: 2,
        agentsConnected: 2,
      },
    ]);
    const whole = workspace.read("Pulumi.kvstore.yaml");
    const mode = "identityAllocationMode: kvstore";
    expect(whole).toContain(mode);
    workspace.write(
      "Pulumi.kvstore.yaml",
      whole.replace(mode, "identityAllocationMode: doublewrite-readkvstore"),
    );
    const other = await look(workspace, "kvstore");
    workspace.write("Pulumi.kvstore.yaml", whole);
    expect([other.code, ...other.problems]).toEqual([
      1,
      "identity-mode-differs cluster kvstore: keeps identities in mode kvstore, declared is doublewrite-readkvstore",
    ]);
  });

  it("G has a status that names the agents whose etcd is gone, until it is back", async () => {
    const place = (node: string | null): Promise<unknown> =>
      connect(kubeconfig)
        .makeApiClient(AppsV1Api)
        .patchNamespacedDaemonSet(
          {
            namespace: "kube-system",
            name: "cilium-etcd",
            body: { spec: { template: { spec: { nodeSelector: { "kubernetes.io/hostname": node } } } } },
          },
          setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
        );
    await place("nowhere");
    const gone = await lookUntil(workspace, "kvstore", ({ problems }) => problems.length > 0, 180);
    await place(null);
    expect(gone.code).toBe(1);
    expect(gone.problems.join("\n")).toMatch(/^etcd-disconnected cluster kvstore: the agent on kvstore-/m);
    const back = await lookUntil(workspace, "kvstore", ({ code }) => code === 0, 180);
    expect(back.problems).toEqual([]);
  });

  it("G shows no private key in files that others can read, nor in any command line", () => {
    const key = fs.readFileSync(workspace.path(".fabric/kvstore/etcd/kvstore/client.key"), "utf8");
    const line = key.split("\n")[1] ?? "";
    expect(line.length).toBeGreaterThan(40);
    expect(commandLines()).not.toContain(line);
    expect(fs.statSync(workspace.path(".fabric/kvstore/etcd/kvstore/client.key")).mode & 0o777).toBe(0o600);
    expect(
      fs.readFileSync(
        workspace.path(".fabric/kvstore/state/.pulumi/stacks/cilium-fabric/kvstore.json"),
        "utf8",
      ),
    ).not.toContain(line);
  });

  it("G goes down without a trace", async () => {
    await workspace.succeed("down", "kvstore");
    expect(census(workspace.folder)).toEqual(before);
    expect(fs.existsSync(workspace.path(".fabric"))).toBe(false);
  });
});
