import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import {
  ClustersetDns,
  type ClustersetDnsArgs,
  ClustersetDnsMode,
  ClustersetDnsRoute,
} from "../../components/clusterset-dns";
import { planDns } from "../../components/clusterset-dns/plan";
import { renderDns } from "../../components/clusterset-dns/rendered";
import { MultiClusterDefinitions } from "../../components/multi-cluster-definitions";
import { MultiClusterServices, type MultiClusterServicesArgs } from "../../components/multi-cluster-services";
import { record, settled, valueOf } from "../helpers/mocks";

const cluster = (name: string, ciliumVersion = "1.18.1") => ({
  name,
  kubeconfig: pulumi.secret(`kubeconfig of ${name}`),
  ciliumVersion,
});
const build = (args: Partial<MultiClusterServicesArgs> = {}) =>
  record(
    (opts) =>
      new MultiClusterServices(
        "mcs",
        {
          clusters: [cluster("west"), cluster("east")],
          exports: [{ name: "shop", namespace: "song", clusters: ["west"] }],
          ...args,
        },
        opts,
      ),
    // A preview: nobody is asked for addresses.
    { preview: true },
  );
const dns = (args: ClustersetDnsArgs = {}) => record((opts) => new ClustersetDns("west", args, opts));
const kindsOf = (resources: readonly { type: string; name: string }[]): string[] =>
  resources
    .filter(({ type }) => type.startsWith("kubernetes"))
    .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`)
    .sort();

afterEach(settled);

describe("MultiClusterServices", () => {
  it("H exports where it is said, and has the namespace and the names everywhere", async () => {
    const { resources, component } = await build();
    const own = kindsOf(resources).filter((text) => /ServiceExport|Namespace/.test(text));
    expect(own).toEqual([
      "Namespace mcs-east-song",
      "Namespace mcs-west-song",
      "ServiceExport mcs-west-song-shop",
    ]);
    expect(kindsOf(resources).filter((text) => text.startsWith("DeploymentPatch"))).toEqual([
      "DeploymentPatch mcs-east-zone",
      "DeploymentPatch mcs-west-zone",
    ]);
    expect(await valueOf(component.dnsNames)).toEqual({ "song/shop": "shop.song.svc.clusterset.local" });
  });

  it("H never deletes a namespace, and takes an export along to another API version", async () => {
    const { get } = await build();
    expect(get("mcs-west-song").opts.retainOnDelete).toBe(true);
    const one = get("mcs-west-song-shop");
    expect(one.inputs).toMatchObject({
      apiVersion: "multicluster.x-k8s.io/v1alpha1",
      kind: "ServiceExport",
      metadata: { name: "shop", namespace: "song" },
    });
    expect(one.opts.aliases).toEqual([{ type: "kubernetes:multicluster.x-k8s.io/v1beta1:ServiceExport" }]);
    expect(one.opts.dependsOn).toHaveLength(1);
  });

  it("H leaves namespaces to who makes them", async () => {
    const clusters = [{ ...cluster("west"), namespaces: ["song"] }, cluster("east")];
    const { resources } = await build({ clusters });
    expect(kindsOf(resources).filter((text) => text.startsWith("Namespace"))).toEqual([
      "Namespace mcs-east-song",
    ]);
    const none = await build({ createNamespaces: false });
    expect(kindsOf(none.resources).filter((text) => text.startsWith("Namespace"))).toEqual([]);
  });

  it("H keeps kubeconfigs secret, each to its own provider", async () => {
    const { get } = await build();
    expect(get("mcs-west").type).toBe("pulumi:providers:kubernetes");
    expect(get("mcs-west").secrets).toContain("kubeconfig");
    expect(get("mcs-west-song-shop").provider).toBe("mcs-west");
    expect(get("mcs-east-zone").provider).toBe("mcs-east");
  });

  it("H refuses everything that is wrong at once", async () => {
    await expect(
      build({ clusters: [cluster("west", "1.16.19")], exports: [{ name: "Shop", clusters: ["north"] }] }),
    ).rejects.toThrow(/mcs-export-name[\s\S]*mcs-export-unknown-cluster|mcs-not-usable/);
  });
});

describe("ClustersetDns", () => {
  it("H has a CoreDNS of its own, and adds to the cluster's", async () => {
    const { resources } = await dns();
    expect(kindsOf(resources)).toEqual([
      "ClusterRole west",
      "ClusterRoleBinding west",
      "ConfigMap west-server",
      "ConfigMap west-zone",
      "Deployment west",
      "DeploymentPatch west-zone",
      "PodDisruptionBudget west",
      "Service west",
      "ServiceAccount west",
    ]);
    const patch = resources.find(({ type }) => type.endsWith(":DeploymentPatch"));
    expect(patch?.opts.ignoreChanges).toEqual(["spec.template.spec"]);
  });

  it("H or lets the cluster's own answer, which needs rights alone", async () => {
    const { resources, get } = await dns({ mode: ClustersetDnsMode.Cluster });
    expect(kindsOf(resources)).toEqual([
      "ClusterRole west",
      "ClusterRoleBinding west",
      "ConfigMap west-zone",
      "DeploymentPatch west-zone",
    ]);
    const binding = resources.find(({ type }) => type.endsWith(":ClusterRoleBinding"));
    expect(binding?.inputs["subjects"]).toEqual([
      { kind: "ServiceAccount", name: "coredns", namespace: "kube-system" },
    ]);
    expect(get("west-zone").inputs).toBeDefined();
  });

  it.each([
    [ClustersetDnsRoute.Custom, ["ConfigMapPatch west-zone"]],
    [ClustersetDnsRoute.None, []],
  ])("H by route %s touches no Deployment of the cluster's", async (route, extra) => {
    const { resources } = await dns({ mode: ClustersetDnsMode.Cluster, route });
    expect(kindsOf(resources)).toEqual(["ClusterRole west", "ClusterRoleBinding west", ...extra].sort());
  });

  it.each([ClustersetDnsMode.Chart, ClustersetDnsMode.None])("H makes nothing with mode %s", async (mode) => {
    const { resources, component } = await dns({ mode });
    expect(kindsOf(resources)).toEqual([]);
    expect(await valueOf(component.serverBlock)).toContain("multicluster clusterset.local");
  });
});

describe("what a stack renders of ClustersetDns", () => {
  const answering = [ClustersetDnsMode.Dedicated, ClustersetDnsMode.Cluster];
  const cases: { mode: ClustersetDnsMode; route?: ClustersetDnsRoute }[] = [
    ...answering.flatMap((mode) => Object.values(ClustersetDnsRoute).map((route) => ({ mode, route }))),
    { mode: ClustersetDnsMode.Chart },
    { mode: ClustersetDnsMode.None },
  ];

  it.each(cases)("H is what it makes: mode $mode, route $route", async (args) => {
    const { resources } = await dns(args);
    const made = resources
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ type, inputs }) => {
        const { metadata } = inputs as { metadata: { name: string } };
        return `${(type.split(":").at(-1) ?? "").replace(/Patch$/, "")} ${metadata.name}`;
      });
    const rendered = renderDns(planDns(args), "10.96.0.99").map(([, manifest]) => {
      const { kind, metadata } = manifest as { kind: string; metadata: { name: string } };
      return `${kind} ${metadata.name}`;
    });
    expect(rendered.sort()).toEqual(made.sort());
  });
});

describe("MultiClusterDefinitions", () => {
  const definitions = (ciliumVersion: string) =>
    record((opts) => new MultiClusterDefinitions("west-mcs", { ciliumVersion }, opts));

  it("H makes both kinds before 1.18, and never deletes them", async () => {
    const { resources, get } = await definitions("1.18.1");
    expect(kindsOf(resources)).toEqual([
      "CustomResourceDefinition west-mcs-serviceexports",
      "CustomResourceDefinition west-mcs-serviceimports",
    ]);
    expect(get("west-mcs-serviceexports").opts.retainOnDelete).toBe(true);
  });

  it("H makes none where the operator does", async () => {
    expect(kindsOf((await definitions("1.19.6")).resources)).toEqual([]);
  });
});
