import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../cli/probes";
import { answeringBlock, extendedCorefile } from "../../components/clusterset-dns/corefile";
import {
  type DefinitionVersion,
  renderDefinitions,
} from "../../components/multi-cluster-definitions/manifest";
import { census, Census } from "../helpers/census";
import { agentLives, backendsSeen, eventually, kubeconfigOf } from "../helpers/clusters";
import {
  corefile,
  exportConditions,
  ownDns,
  serviceImports,
  type ServiceImport,
} from "../helpers/multi-cluster";
import { startDns } from "../helpers/coredns";
import { lookUntil } from "../helpers/status";
import { Workspace } from "../helpers/workspace";

const FILE = "Pulumi.mcs.yaml";
const NAME = "rebel-base-mcsapi.default.svc.clusterset.local";
const members = ["west", "east"] as const;
const section = /^ {2}cilium-fabric:mcs:\n(?: {4}.*\n)+/m;
const without = (text: string): string => text.replace(section, "");
const withoutExports = (text: string): string =>
  text.replace(section, "  cilium-fabric:mcs: { exports: [] }\n");

/**
 * The stack's own file, on a mesh that is there already: every API server, operator, clustermesh-apiserver and agent is
 * real; pods are not, so a CoreDNS is started beside them. Traffic is shown on kind.
 */
describe("stack mcs in the full simulator", () => {
  let workspace: Workspace;
  let before: Census;
  let whole: string;
  const at: Record<string, string> = {};
  const atFirst: Record<string, { dns: string; lives: string[] }> = {};

  const up = (): Promise<string> => workspace.succeed("up", "mcs", "--simulator");
  const complete = (cluster: string): Promise<ServiceImport[]> =>
    eventually(
      () => serviceImports(at[cluster]!),
      ([one]) => one?.clusters.length === 2 && one.ips.length === 1,
    );

  beforeAll(async () => {
    workspace = Workspace.withStack("mcs");
    before = census(workspace.folder);
    whole = workspace.read(FILE);
    expect(without(whole)).not.toContain("cilium-fabric:mcs");
    workspace.write(FILE, without(whole));
    await up();
    for (const cluster of members) {
      at[cluster] = kubeconfigOf(workspace, "mcs", cluster);
      atFirst[cluster] = { dns: await ownDns(at[cluster]), lives: await agentLives(at[cluster]) };
    }
    workspace.write(FILE, whole);
    await up();
  });
  afterAll(() => workspace.dispose("mcs"));

  it("H makes each export Valid and Ready", async () => {
    for (const cluster of members) {
      const conditions = await eventually(
        () => exportConditions(at[cluster]!),
        (found) => found["rebel-base-mcsapi"]?.length === 2,
      );
      expect(conditions).toEqual({ "rebel-base-mcsapi": ["Ready", "Valid"] });
    }
  });

  it("H imports the Service in both clusters, from both, with an address of each cluster's own", async () => {
    const [[west], [east]] = [await complete("west"), await complete("east")];
    expect([west?.clusters, east?.clusters]).toEqual([
      ["east", "west"],
      ["east", "west"],
    ]);
    expect(west?.ips[0]).toMatch(/^10\.2\./);
    expect(east?.ips[0]).toMatch(/^10\.3\./);
  });

  it("H gives the derived Service the backends of both clusters, in every agent", async () => {
    for (const [cluster, prefix] of [
      ["west", "10.0."],
      ["east", "10.1."],
    ] as const) {
      const [one] = await complete(cluster);
      const service = { name: one?.derived ?? "" };
      const seen = await eventually(
        () => backendsSeen(at[cluster]!, service, prefix),
        (all) => all.length === 1 && all[0]?.own === 2 && all[0].remote === 2,
      );
      expect(seen).toEqual([{ own: 2, remote: 2 }]);
    }
  });

  it("H tells the names and the addresses as outputs", async () => {
    const [west] = await complete("west");
    const state = JSON.parse(workspace.read(".fabric/mcs/state/.pulumi/stacks/cilium-fabric/mcs.json")) as {
      checkpoint: { latest: { resources: { type: string; outputs?: Record<string, unknown> }[] } };
    };
    const stack = state.checkpoint.latest.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    expect(stack?.outputs).toMatchObject({
      mcs: {
        names: { "default/rebel-base-mcsapi": "rebel-base-mcsapi.default.svc.clusterset.local" },
        imports: { west: { "default/rebel-base-mcsapi": west?.ips } },
      },
    });
  });

  it("H restarts no agent when the API is switched on in a running mesh", async () => {
    for (const cluster of members) expect(await agentLives(at[cluster]!)).toEqual(atFirst[cluster]!.lives);
  });

  it("H leaves the cluster's own Corefile as it is, and imports it where ours is read", async () => {
    for (const cluster of members) {
      const own = JSON.parse(atFirst[cluster]!.dns) as { data: { Corefile: string } };
      expect(await corefile(at[cluster]!, "coredns")).toBe(own.data.Corefile);
      const { spec } = await connect(at[cluster]!)
        .makeApiClient(CoreV1Api)
        .readNamespacedService({ namespace: "kube-system", name: "coredns-clusterset" });
      expect(await corefile(at[cluster]!, "coredns-clusterset-zone")).toBe(
        `import /etc/coredns/cluster/Corefile\n\nclusterset.local:53 {\n    errors\n    forward . ${spec?.clusterIP}\n}\n`,
      );
      // It is mounted, which is seen from the Deployment's own text.
      expect(await ownDns(at[cluster]!)).not.toBe(atFirst[cluster]!.dns);
    }
  });

  /** A real CoreDNS with these files in its folder, in the network and with the rights of west's. */
  const answered = async (files: Record<string, string>, names: string[]): Promise<string[][]> => {
    const place = {
      workspace,
      kubeconfig: at["west"]!,
      cluster: "west",
      serviceAccount: "coredns-clusterset",
    };
    const dns = await startDns(place, files);
    try {
      // It answers while it still reads the cluster.
      const [first = ""] = names;
      await eventually(
        () => dns.resolve(first),
        ([answer]) => answer?.startsWith("10.") === true,
      );
      return await Promise.all(names.map((name) => dns.resolve(name)));
    } finally {
      await dns.stop();
    }
  };

  it("H has a Corefile with which CoreDNS answers the name with the import's address", async () => {
    const [west] = await complete("west");
    const text = await corefile(at["west"]!, "coredns-clusterset");
    const names = [NAME, "nothing.default.svc.clusterset.local"];
    expect(await answered({ Corefile: text ?? "" }, names)).toEqual([west?.ips, ["ENOTFOUND"]]);
  });

  it("H has another with which the cluster's own answers both zones", async () => {
    const [west] = await complete("west");
    const files = {
      Corefile: extendedCorefile(answeringBlock()),
      "cluster/Corefile": (await corefile(at["west"]!, "coredns")) ?? "",
    };
    const names = [NAME, "kubernetes.default.svc.cluster.local"];
    expect(await answered(files, names)).toEqual([west?.ips, ["10.2.0.1"]]);
  });

  it("H has kinds that go to 1.20's and back while objects are stored", async () => {
    const api = connect(at["west"]!).makeApiClient(CustomObjectsApi);
    const imports = await complete("west");
    const store = async (versions: (all: DefinitionVersion[]) => DefinitionVersion[], cilium: string) => {
      for (const { metadata, spec } of renderDefinitions(cilium)) {
        const where = {
          group: "apiextensions.k8s.io",
          version: "v1",
          plural: "customresourcedefinitions",
          name: metadata.name,
        };
        const body = (await api.getClusterCustomObject(where)) as { spec: object };
        await api.replaceClusterCustomObject({
          ...where,
          body: { ...body, spec: { ...body.spec, versions: versions(spec.versions) } },
        });
      }
    };
    const all = (versions: DefinitionVersion[]): DefinitionVersion[] => versions;
    // A changed kind is out of reach for a moment.
    const asked = <T>(ask: () => Promise<T>): Promise<T | undefined> =>
      eventually(
        () => ask().catch(() => undefined),
        (answer) => answer !== undefined,
      );
    await store(all, "1.20.0");
    expect(await asked(() => exportConditions(at["west"]!, "v1beta1"))).toEqual({
      "rebel-base-mcsapi": ["Ready", "Valid"],
    });
    expect(await asked(() => serviceImports(at["west"]!, "v1beta1"))).toEqual(imports);
    // What the published definitions of 1.18 say, which have v1alpha1 alone.
    await expect(store((versions) => versions.slice(0, 1), "1.18.1")).rejects.toThrow(/storedVersions/);
    await store(all, "1.18.1");
    expect(await asked(() => serviceImports(at["west"]!))).toEqual(imports);
  });

  it("H changes nothing when run again", async () => {
    expect(await up()).toMatch(/Nothing had to be changed/);
  });

  it("H has a status that shows who exports and imports, and names an export that somebody took away", async () => {
    const shared = await lookUntil(workspace, "mcs", ({ code }) => code === 0);
    expect(shared.problems).toEqual([]);
    expect(shared.report.multiClusterServices).toMatchObject([
      {
        hostName: NAME,
        declared: ["east", "west"],
        exported: ["west", "east"],
        imports: [
          { cluster: "west", from: ["east", "west"] },
          { cluster: "east", from: ["east", "west"] },
        ],
        unseen: [],
      },
    ]);
    const where = {
      group: "multicluster.x-k8s.io",
      version: "v1alpha1",
      plural: "serviceexports",
      namespace: "default",
    };
    const name = "rebel-base-mcsapi";
    const api = connect(at["east"]!).makeApiClient(CustomObjectsApi);
    const body = (await api.getNamespacedCustomObject({ ...where, name })) as object & { metadata: object };
    await api.deleteNamespacedCustomObject({ ...where, name });
    const gone = await lookUntil(workspace, "mcs", ({ problems }) => problems.length === 3);
    expect(gone.problems.sort()).toEqual([
      `export-missing cluster east: has no ServiceExport default/${name}`,
      ...members
        .map((c) => `import-missing cluster ${c}: ServiceImport default/${name} leaves out east`)
        .sort(),
    ]);
    const {
      resourceVersion: _,
      uid: __,
      managedFields: ___,
      ...metadata
    } = body.metadata as Record<string, unknown>;
    await api.createNamespacedCustomObject({ ...where, body: { ...body, metadata } });
    expect((await lookUntil(workspace, "mcs", ({ code }) => code === 0)).problems).toEqual([]);
  });

  it("H takes the exports back, and with them the imports and derived Services", async () => {
    workspace.write(FILE, withoutExports(whole));
    await up();
    for (const cluster of members) {
      const left = await eventually(
        () => serviceImports(at[cluster]!),
        (imports) => imports.length === 0,
      );
      expect(left).toEqual([]);
      const { items } = await connect(at[cluster]!)
        .makeApiClient(CoreV1Api)
        .listNamespacedService({ namespace: "default" });
      expect(items.map(({ metadata }) => metadata?.name).sort()).toEqual(["kubernetes", "rebel-base-mcsapi"]);
    }
  });

  it("H leaves the cluster's DNS byte for byte as it was, and restarts no agent", async () => {
    workspace.write(FILE, without(whole));
    await up();
    for (const cluster of members) {
      expect(await ownDns(at[cluster]!)).toBe(atFirst[cluster]!.dns);
      expect(await agentLives(at[cluster]!)).toEqual(atFirst[cluster]!.lives);
      expect(await corefile(at[cluster]!, "coredns-clusterset-zone")).toBeUndefined();
      expect(await corefile(at[cluster]!, "coredns-clusterset")).toBeUndefined();
    }
  });

  it("goes down without a trace", async () => {
    await workspace.succeed("down", "mcs");
    expect(census(workspace.folder)).toEqual(before);
  });
});
