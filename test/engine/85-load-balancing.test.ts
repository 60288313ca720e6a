import { CoreV1Api, CustomObjectsApi, NetworkingV1Api, V1Service } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { addressRequest } from "../../components/internal/lb-addresses";
import { census, Census } from "../helpers/census";
import { eventually, kubeconfigOf } from "../helpers/clusters";
import { Workspace } from "../helpers/workspace";

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

interface CustomObject {
  apiVersion: string;
  metadata: { name: string; uid: string };
  spec: Record<string, unknown>;
  status?: { conditions?: Condition[] };
}

/** A cluster's API, as these tests ask it. */
class Cluster {
  private readonly config: ReturnType<typeof connect>;

  constructor(workspace: Workspace, stack: string, name: string) {
    this.config = connect(kubeconfigOf(workspace, stack, name));
  }

  async custom(version: string, plural: string): Promise<CustomObject[]> {
    const list = (await this.config
      .makeApiClient(CustomObjectsApi)
      .listClusterCustomObject({ group: "cilium.io", version, plural })) as { items: CustomObject[] };
    return list.items;
  }

  async service(name: string, namespace = "default"): Promise<V1Service> {
    return this.config.makeApiClient(CoreV1Api).readNamespacedService({ name, namespace });
  }

  /** A Service of type LoadBalancer behind the stack's back; the prover would refuse most of these. */
  async makeService(name: string, labels: Record<string, string>, address?: string): Promise<void> {
    const annotations = addressRequest(address === undefined ? [] : [address], "1.18.1");
    const body = Object.assign(new V1Service(), {
      metadata: { name, labels, annotations },
      spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }] },
    });
    await this.config.makeApiClient(CoreV1Api).createNamespacedService({ namespace: "default", body });
  }

  async deleteService(name: string): Promise<void> {
    await this.config.makeApiClient(CoreV1Api).deleteNamespacedService({ name, namespace: "default" });
  }

  /** The addresses that a Service has once it has any. */
  addressesOf(name: string, namespace?: string): Promise<string[]> {
    const ask = async (): Promise<string[]> => addresses((await this.service(name, namespace)).status);
    return eventually(ask, (found) => found.length > 0);
  }

  ingressAddresses(name: string): Promise<string[]> {
    const ask = async (): Promise<string[]> => {
      const api = this.config.makeApiClient(NetworkingV1Api);
      return addresses((await api.readNamespacedIngress({ name, namespace: "default" })).status);
    };
    return eventually(ask, (found) => found.length > 0);
  }

  /** What LB-IPAM says of a Service, once it says something. */
  async refusal(name: string): Promise<Pick<Condition, "status" | "reason"> | undefined> {
    const ask = async (): Promise<Condition | undefined> => {
      const { status } = await this.service(name);
      return status?.conditions?.find(({ type }) => type === "cilium.io/IPAMRequestSatisfied");
    };
    const found = await eventually(ask, (condition) => condition?.status === "False");
    return found === undefined ? undefined : { status: found.status, reason: found.reason ?? "" };
  }
}

function addresses(status: { loadBalancer?: { ingress?: { ip?: string }[] } } | undefined): string[] {
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
}

function condition(object: CustomObject | undefined, type: string): string | undefined {
  return object?.status?.conditions?.find((one) => one.type === type)?.status;
}

const range = /^192\.168\.10\.21[1-5]$/;

describe("stack ingress with the real API server and operator", () => {
  let workspace: Workspace;
  let cluster: Cluster;

  beforeAll(async () => {
    workspace = Workspace.withStack("ingress");
    await workspace.succeed("up", "ingress", "--simulator=control-plane");
    cluster = new Cluster(workspace, "ingress", "ingress");
  });
  afterAll(() => workspace.dispose("ingress"));

  it("F has a pool of the notes' range that the operator takes", async () => {
    const ask = (): Promise<CustomObject[]> => cluster.custom("v2", "ciliumloadbalancerippools");
    const pools = await eventually(ask, ([pool]) => condition(pool, "cilium.io/PoolConflict") === "False");
    expect(pools.map(({ spec }) => spec["blocks"])).toEqual([
      [{ start: "192.168.10.211", stop: "192.168.10.215" }],
    ]);
    expect(condition(pools[0], "cilium.io/PoolConflict")).toBe("False");
  });

  it("F has the L2 policy in the form of its definition", async () => {
    const policies = await cluster.custom("v2alpha1", "ciliuml2announcementpolicies");
    expect(policies.map(({ metadata, spec }) => ({ name: metadata.name, spec }))).toEqual([
      { name: "policy1", spec: { interfaces: ["eth1"], externalIPs: true, loadBalancerIPs: true } },
    ]);
  });

  it("F has both policies, found valid by the operator", async () => {
    const ask = (): Promise<CustomObject[]> => cluster.custom("v2", "ciliumclusterwidenetworkpolicies");
    const valid = (policies: CustomObject[]): [string, string | undefined][] =>
      policies.map((policy) => [policy.metadata.name, condition(policy, "Valid")]);
    const policies = await eventually(ask, (all) => valid(all).every(([, is]) => is === "True"));
    expect(valid(policies).sort()).toEqual([
      ["allow-cidr", "True"],
      ["external-lockdown", "True"],
    ]);
  });

  it("F gives the shared ingress the address of the one Service, the dedicated one its own", async () => {
    const shared = await cluster.addressesOf("cilium-ingress", "kube-system");
    const dedicated = await cluster.addressesOf("cilium-ingress-dedicated-ingress");
    expect([...shared, ...dedicated]).toEqual([expect.stringMatching(range), expect.stringMatching(range)]);
    expect(dedicated).not.toEqual(shared);
    expect(await cluster.ingressAddresses("basic-ingress")).toEqual(shared);
    expect(await cluster.ingressAddresses("dedicated-ingress")).toEqual(dedicated);
  });

  it("changes nothing when run again", async () => {
    expect(await workspace.succeed("up", "ingress", "--simulator=control-plane")).toMatch(
      /Nothing had to be changed/,
    );
  });
});

/** Row E7's pool and Service without its racks, and a pool so small that its first and last address are missed. */
const lab = (version: string): string => `config:
  cilium-fabric:clusters:
    - name: lab
      id: 1
      kind:
        podSubnet: 172.20.0.0/16
        serviceSubnet: 10.96.0.0/16
        schedulableControlPlane: true
        nodes: [{ role: control-plane }]
  cilium-fabric:cilium:
    version: ${version}
    kubeProxyReplacement: true
    ipam: { mode: kubernetes }
    operator: { replicas: 1 }
  cilium-fabric:loadBalancerPools:
    - name: cilium-pool
      blocks: [{ cidr: 172.16.1.0/24 }]
      allowFirstLastIPs: "No"
      serviceSelector: { matchLabels: { app: webpod } }
    - name: small
      blocks: [{ cidr: 172.16.2.0/30 }]
      allowFirstLastIPs: "No"
      serviceSelector: { matchLabels: { app: small } }
  cilium-fabric:services:
    - name: webpod
      type: LoadBalancer
      labels: { app: webpod }
      selector: { app: webpod }
      ports: [{ name: http, port: 80 }]
  cilium-fabric:samples:
    - sample: webpod
`;

describe("LB-IPAM over an upgrade from 1.17.6 to 1.18.1", () => {
  let workspace: Workspace;
  let before: Census;
  let cluster: Cluster;
  let first: { address: string[]; pools: string[] };

  const poolIds = async (version: string): Promise<string[]> =>
    (await cluster.custom(version, "ciliumloadbalancerippools")).map(({ metadata }) => metadata.uid).sort();

  beforeAll(async () => {
    workspace = new Workspace({ "Pulumi.lab.yaml": lab("1.17.6") });
    before = census(workspace.folder);
    await workspace.succeed("up", "lab", "--simulator=control-plane");
    cluster = new Cluster(workspace, "lab", "lab");
    first = { address: await cluster.addressesOf("webpod"), pools: await poolIds("v2alpha1") };
  });
  afterAll(() => workspace.dispose("lab"));

  it("E7 gives webpod an address of cilium-pool, in the form of 1.17.6", () => {
    expect(first.address).toEqual([
      expect.stringMatching(/^172\.16\.1\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/),
    ]);
    expect(first.pools).toHaveLength(2);
  });

  it("takes the very same pools and address along, in the form of 1.18.1", async () => {
    workspace.write("Pulumi.lab.yaml", lab("1.18.1"));
    await workspace.succeed("up", "lab", "--simulator=control-plane");
    expect(await poolIds("v2")).toEqual(first.pools);
    expect(await cluster.addressesOf("webpod")).toEqual(first.address);
    expect(await workspace.succeed("up", "lab", "--simulator=control-plane")).toMatch(
      /Nothing had to be changed/,
    );
  });

  it("E7 hands out neither the first nor the last address where allowFirstLastIPs is No", async () => {
    const names = ["small-1", "small-2", "small-3"];
    for (const name of names) await cluster.makeService(name, { app: "small" });
    const given = await Promise.all(names.slice(0, 2).map((name) => cluster.addressesOf(name)));
    expect(given.flat().sort()).toEqual(["172.16.2.1", "172.16.2.2"]);
    expect(await cluster.refusal("small-3")).toEqual({ status: "False", reason: "out_of_ips" });
    for (const name of names) await cluster.deleteService(name);
  });

  it.each([
    ["outside every pool", "172.16.9.9"],
    ["that is kept back", "172.16.1.0"],
    ["of a pool for other Services", "172.16.2.1"],
  ])("refuses an address %s", async (_, address) => {
    await cluster.makeService("asking", { app: "webpod" }, address);
    const refusal = await cluster.refusal("asking");
    const { status } = await cluster.service("asking");
    await cluster.deleteService("asking");
    expect(refusal?.status).toBe("False");
    expect(addresses(status)).toEqual([]);
  });

  it("gives an address that is asked for and free", async () => {
    await cluster.makeService("asking", { app: "webpod" }, "172.16.1.77");
    const given = await cluster.addressesOf("asking");
    await cluster.deleteService("asking");
    expect(given).toEqual(["172.16.1.77"]);
  });

  it("A9 goes down without a trace", async () => {
    await workspace.succeed("down", "lab");
    expect(census(workspace.folder)).toEqual(before);
  });
});
