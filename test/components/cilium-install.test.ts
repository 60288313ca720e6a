import { afterEach, describe, expect, it, vi } from "vitest";
import * as pulumi from "@pulumi/pulumi";
import { CiliumInstall, CiliumInstallArgs, CiliumWait } from "../../components/cilium-install";
import { checkedValues } from "../../components/cilium-install/checked";
import { identitiesLooked } from "../../components/cilium-install/identity-mode";
import { CiliumMeshMembership } from "../../components/cluster-mesh";
import { HelmValues } from "../../components/internal/helm-values";
import { daemonSet, kubeApi, KubeApi } from "../helpers/kube-api";
import { isSecret, record, RecordedResource, settled, valueOf, withFailingOutputs } from "../helpers/mocks";

const membership: CiliumMeshMembership = {
  name: "west",
  id: 1,
  maxConnectedClusters: 255,
  peers: [{ name: "east", ips: ["172.18.0.4"], port: 32379 }],
  serviceType: "NodePort",
  kvstoreMesh: true,
  tlsMethod: "helm",
  caCertificatePem: "CERT",
  caPrivateKeyPem: "KEY",
};

const apis: KubeApi[] = [];
afterEach(async () => {
  await settled();
  await Promise.all(apis.splice(0).map((api) => api.close()));
});

async function install(args: CiliumInstallArgs, preview = false) {
  const outputs = () => ({ status: { status: "deployed" } });
  const { component, resources, get } = await record((opts) => new CiliumInstall("west", args, opts), {
    outputs,
    preview,
  });
  return { component, resources, release: get("west-release") };
}

describe("CiliumInstall", () => {
  it("is one release, named as helm and the cilium CLI expect", async () => {
    const { resources, release } = await install({ version: "1.18.1", ipam: { mode: "kubernetes" } });
    expect(resources.map((r) => `${r.type} ${r.name} in ${r.parent ?? "the stack"}`)).toEqual([
      "cilium-fabric:index:CiliumInstall west in the stack",
      "kubernetes:helm.sh/v3:Release west-release in cilium-fabric:index:CiliumInstall::west",
    ]);
    expect(release.inputs).toMatchObject({
      name: "cilium",
      namespace: "kube-system",
      chart: "cilium",
      version: "1.18.1",
      repositoryOpts: { repo: "https://helm.cilium.io" },
      values: { ipam: { mode: "kubernetes" } },
      skipAwait: false,
      timeout: 600,
    });
    expect(release.opts).toMatchObject({
      customTimeouts: { create: "600s", update: "600s", delete: "600s" },
    });
    expect(release.opts.aliases ?? []).toEqual([]);
  });

  it.each([
    [{ archive: "charts/cilium-1.18.1.tgz" }, { chart: "charts/cilium-1.18.1.tgz" }],
    [{ oci: "oci://registry.example.org/cilium" }, { chart: "oci://registry.example.org/cilium" }],
    [
      { repository: "https://charts.example.org" },
      { chart: "cilium", repositoryOpts: { repo: "https://charts.example.org" } },
    ],
  ])("takes its chart from %j", async (chart, expected) => {
    const { release } = await install({ version: "1.18.1", chart });
    expect(release.inputs).toMatchObject(expected);
    expect("repositoryOpts" in release.inputs).toBe("repositoryOpts" in expected);
  });

  it("keeps the CA secret and the rest readable in previews", async () => {
    const { release } = await install({
      version: "1.18.1",
      debug: { enabled: true },
      membership: pulumi.secret(membership),
      values: { extraConfig: { a: "b" } },
    });
    expect(release.inputs["values"]).toEqual({
      cluster: { id: 1, name: "west" },
      clustermesh: expect.objectContaining({ useAPIServer: true }) as unknown,
      debug: { enabled: true },
      extraConfig: { a: "b" },
      tls: { ca: { cert: "Q0VSVA==", key: "S0VZ" } },
    });
    expect(release.secrets).toEqual(["values.tls"]);
  });

  it("keeps all values secret where their keys are known only later, or one of them is", async () => {
    const late = await install({ version: "1.18.1", values: pulumi.output({ extraConfig: { a: "b" } }) });
    expect(late.release.secrets).toEqual(["values"]);
    expect(late.release.inputs["values"]).toEqual({ extraConfig: { a: "b" } });
    const k8sServiceHost = pulumi.secret("10.0.0.1");
    const secret = await install({ version: "1.18.1", k8sServiceHost });
    expect(secret.release.secrets).toEqual(["values.k8sServiceHost"]);
  });

  it("has outputs that are known once it is ready", async () => {
    const { component } = await install({ version: "1.18.1", membership: pulumi.secret(membership) });
    expect(await valueOf(component.version)).toBe("1.18.1");
    expect(await valueOf(component.clusterName)).toBe("west");
    expect(await valueOf(component.ready)).toBe(true);
    expect(await isSecret(component.version)).toBe(false);
    expect(await valueOf((await install({ version: "1.18.1" })).component.clusterName)).toBe("default");
  });
});

describe("waiting", () => {
  const skips = (release: RecordedResource): unknown => release.inputs["skipAwait"];

  async function ready(pods: number): Promise<KubeApi> {
    const api = await kubeApi({ daemonsets: [daemonSet("cilium", pods, 1)] });
    apis.push(api);
    return api;
  }

  it("is Helm's where there is no kubeconfig, nobody's where that is asked", async () => {
    expect(skips((await install({ version: "1.18.1" })).release)).toBe(false);
    expect(skips((await install({ version: "1.18.1", wait: CiliumWait.None })).release)).toBe(true);
  });

  it("is the component's where there is one, and then one look when Cilium is ready", async () => {
    const api = await ready(1);
    const { component, release } = await install({
      version: "1.18.1",
      kubeconfig: pulumi.secret(api.kubeconfig),
    });
    expect(skips(release)).toBe(true);
    expect(await valueOf(component.ready)).toBe(true);
    expect(await isSecret(component.ready)).toBe(false);
    expect(await valueOf(component.whenReady())).toBe(component);
    expect(api.asked).toHaveLength(3);
  });

  it("holds back every output until then", async () => {
    const api = await ready(0);
    const { component } = await install({ version: "1.18.1", kubeconfig: api.kubeconfig });
    const seen = vi.fn();
    component.version.apply(seen);
    await vi.waitFor(() => expect(api.asked.length).toBeGreaterThanOrEqual(3));
    expect(seen).not.toHaveBeenCalled();
    api.lists["daemonsets"] = [daemonSet("cilium", 1, 1)];
    expect(await valueOf(component.version)).toBe("1.18.1");
  });

  const looksAtMode = "/api/v1/namespaces/kube-system/configmaps?fieldSelector=metadata.name%3Dcilium-config";

  it("asks in a preview only where identities are kept", async () => {
    const api = await ready(0);
    const { component } = await install({ version: "1.18.1", kubeconfig: api.kubeconfig }, true);
    await valueOf(component.version);
    await settled();
    expect(api.asked).toEqual([looksAtMode]);
  });

  it("G refuses to take identities away from pods that have them", async () => {
    const api = await ready(1);
    api.lists["configmaps"] = [{ data: { "identity-allocation-mode": "crd" } }];
    api.lists["ciliumendpoints"] = [{ status: { identity: { id: 4711 } } }];
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    const values = pulumi.output<HelmValues>({ identityAllocationMode: "kvstore" });
    await withFailingOutputs(async () => {
      const looked = identitiesLooked(parent, "west", pulumi.secret(api.kubeconfig), values);
      await expect(valueOf(looked ?? pulumi.output([]))).rejects.toThrow(
        /^Cilium install "west" is not valid:\n {2}error: identityAllocationMode: .* would go from crd, which runs, to kvstore at once/,
      );
    });
    expect([...new Set(api.asked)]).toEqual([
      looksAtMode,
      "/apis/cilium.io/v2/ciliumendpoints",
      "/apis/cilium.io/v2/ciliumidentities",
    ]);
  });

  it("G has nothing to compare where agents are told no mode, or the one that is asked for", async () => {
    const api = await ready(1);
    api.lists["ciliumendpoints"] = [{ status: { identity: { id: 4711 } } }];
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    const values = pulumi.output<HelmValues>({ identityAllocationMode: "kvstore" });
    for (const data of [{}, { "identity-allocation-mode": "kvstore" }]) {
      api.lists["configmaps"] = [{ data }];
      const looked = identitiesLooked(parent, "west", api.kubeconfig, values);
      expect(await valueOf(looked ?? pulumi.output([]))).toEqual([]);
    }
    expect([...new Set(api.asked)]).toEqual([looksAtMode]);
  });
});

describe("refusal", () => {
  const build = (args: CiliumInstallArgs) => () => new CiliumInstall("west", args);

  it("comes at once, with everything, where all is known", () => {
    expect(
      build({ version: "1.14.1", clustermesh: { cacheTTL: "1s" }, cluster: { name: "West", id: 300 } }),
    ).toThrow(/^Cilium install "west" is not valid:\n.*\[.*\]\n.*\[.*\]/);
  });

  it("is shown by Pulumi without a stack", () => {
    try {
      build({ version: "1.18.1", timeoutSeconds: 0 })();
      expect.unreachable();
    } catch (error) {
      expect(pulumi.RunError.isInstance(error)).toBe(true);
    }
  });

  it("names the fix where Helm would wait for a hook's certificates", () => {
    const cronJob = { ...membership, tlsMethod: "cronJob", tlsSchedule: "0 0 1 */4 *" };
    expect(build({ version: "1.17.6", membership: cronJob })).toThrow(
      "[cron-job-certificates-with-helm-wait]",
    );
    expect(build({ version: "1.17.6", membership: cronJob, wait: CiliumWait.Ready })).toThrow(
      "[wait-kubeconfig]",
    );
  });

  it("takes cronJob certificates where the component waits", async () => {
    const cronJob = { ...membership, tlsMethod: "cronJob", tlsSchedule: "0 0 1 */4 *" };
    const { release } = await install({ version: "1.17.6", membership: cronJob, wait: CiliumWait.None });
    expect(release.inputs).toMatchObject({ skipAwait: true });
  });

  it("holds back the values, and so the release, where the fault is known only later", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    const args = { version: "1.18.1", cluster: { id: 2 }, membership: pulumi.output(membership) };
    await withFailingOutputs(async () => {
      const values = checkedValues(parent, "west", args, CiliumWait.Helm);
      await expect(valueOf(values)).rejects.toThrow(
        'Cilium install "west" is not valid:\n' +
          "  error: cluster.id, membership.id: cluster.id is 2, the mesh knows this cluster as 1; leave cluster.id out [membership-identity]",
      );
    });
  });
});

describe("C5 where Hubble is reached", () => {
  const hubble = {
    relay: { enabled: true, service: { type: "NodePort" } },
    ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
  };

  it("is an output: a port of this machine, else a node's address", async () => {
    const portsOnHost = [{ nodePort: 30001, hostPort: 30001 }];
    const { component } = await install({
      version: "1.17.6",
      hubble,
      nodeAddress: "172.18.0.2",
      portsOnHost,
    });
    expect(await valueOf(component.hubbleUiUrl)).toBe("http://127.0.0.1:30001");
    expect(await valueOf(component.hubbleRelayAddress)).toBe("172.18.0.2:31234");
  });

  it("is empty where nothing leads to it", async () => {
    const { component } = await install({ version: "1.17.6", hubble: { relay: { enabled: true } } });
    expect(await valueOf(component.hubbleUiUrl)).toBe("");
    expect(await valueOf(component.hubbleRelayAddress)).toBe("");
  });
});
