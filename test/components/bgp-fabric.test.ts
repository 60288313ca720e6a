import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { BgpFabric, type BgpFabricArgs } from "../../components/bgp-fabric";
import { nodesThere } from "../../components/bgp-fabric/nodes-there";
import { kubeApi } from "../helpers/kube-api";
import { documents, leafSpine } from "../unit/bgp-fabric/fixtures";
import { isSecret, record, settled, valueOf, withFailingOutputs } from "../helpers/mocks";

const PROVIDER = "pulumi:providers:kubernetes";
const PARENT = "cilium-fabric:index:BgpFabric::fabric";

/** A fixture's fabric as a program hands it over. */
function argsOf(input: typeof documents, password?: pulumi.Input<string>): BgpFabricArgs {
  return {
    racks: input.racks,
    routers: input.routers,
    ...(input.links !== undefined && { links: input.links.map((link) => ({ ...link })) }),
    clusters: input.clusters.map((cluster) => ({
      ...cluster,
      peers: cluster.peers.map((peer) => ({ ...peer, ...(password !== undefined && { password }) })),
      kubeconfig: `${cluster.name}-kubeconfig`,
      clusterIdentifier: `${cluster.name}-identity`,
      deletedWith: `urn:of:${cluster.name}`,
    })),
  };
}

/** As in a preview, which asks no cluster for its nodes. */
const preview = { preview: true };
const build = (args: BgpFabricArgs, options: { preview: boolean } = preview) =>
  record((opts) => new BgpFabric("fabric", args, opts), options);

afterEach(settled);

describe("BgpFabric", () => {
  it("E3 E4 is labels of nodes, and custom resources, with a provider for the cluster", async () => {
    const { resources } = await build(argsOf(documents));
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:BgpFabric", "fabric", undefined],
      [
        "kubernetes:cilium.io/v2:CiliumBGPAdvertisement",
        "fabric-bgp-advertisement-bgp-advertisements",
        PARENT,
      ],
      [
        "kubernetes:cilium.io/v2:CiliumBGPAdvertisement",
        "fabric-bgp-advertisement-bgp-advertisements-lb-exip-webpod",
        PARENT,
      ],
      ["kubernetes:cilium.io/v2:CiliumBGPClusterConfig", "fabric-bgp-cluster-config-cilium-bgp", PARENT],
      ["kubernetes:cilium.io/v2:CiliumBGPPeerConfig", "fabric-bgp-peer-config-cilium-peer", PARENT],
      ["kubernetes:core/v1:NodePatch", "fabric-bgp-node-bgp-control-plane", PARENT],
      ["kubernetes:core/v1:NodePatch", "fabric-bgp-node-bgp-worker", PARENT],
      ["kubernetes:core/v1:NodePatch", "fabric-bgp-node-bgp-worker2", PARENT],
      [PROVIDER, "fabric-bgp", PARENT],
    ]);
    const children = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(new Set(children.map(({ provider }) => provider))).toStrictEqual(new Set(["fabric-bgp"]));
    for (const { opts } of children)
      expect(opts.deletedWith && (await valueOf(opts.deletedWith.urn))).toBe("urn:of:bgp");
  });

  it("gives each cluster a provider and leaves its kubeconfig secret", async () => {
    const { resources } = await build(argsOf(leafSpine, "x"));
    const providers = resources.filter(({ type }) => type === PROVIDER);
    expect(
      providers.map(({ name, inputs, secrets }) => [name, inputs["kubeconfig"], secrets]).sort(),
    ).toStrictEqual([
      ["fabric-east", "east-kubeconfig", ["kubeconfig"]],
      ["fabric-west", "west-kubeconfig", ["kubeconfig"]],
    ]);
    expect(resources.find(({ name }) => name === "fabric-east-peer-config-leaf1")?.type).toBe(
      "kubernetes:cilium.io/v2alpha1:CiliumBGPPeerConfig",
    );
  });

  it("labels the nodes that speak, and touches nothing else of them", async () => {
    const { get } = await build(argsOf(documents));
    expect(get("fabric-bgp-node-bgp-worker2").inputs).toStrictEqual({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "bgp-worker2", labels: { "enable-bgp": "true" } },
    });
  });

  it("labels nodes that the cluster has, and makes up none that it has not", async () => {
    const names = documents.clusters[0]?.nodes.map(({ name }) => name) ?? [];
    const api = await kubeApi({ nodes: names.map((name) => ({ metadata: { name } })) });
    try {
      const args = argsOf(documents);
      const there = {
        ...args,
        clusters: args.clusters.map((cluster) => ({ ...cluster, kubeconfig: api.kubeconfig })),
      };
      const { get } = await build(there, { preview: false });
      expect(get("fabric-bgp-node-bgp-worker").inputs["metadata"]).toMatchObject({ name: "bgp-worker" });
      api.lists["nodes"] = [{ metadata: { name: "bgp-control-plane" } }];
      await withFailingOutputs(async () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
        await expect(valueOf(nodesThere(parent, "bgp", api.kubeconfig, names))).rejects.toThrow(
          'BGP nodes of cluster "bgp": the cluster has no node "bgp-worker", "bgp-worker2"; it has "bgp-control-plane"; name nodes as the cluster does',
        );
      });
    } finally {
      await api.close();
    }
  });

  it("keeps passwords that come late in Secrets and the routers' files, all of them secret", async () => {
    const password = pulumi.secret(Promise.resolve("late-password"));
    const { component, resources, get } = await build(argsOf(documents, password));
    const secret = get("fabric-bgp-secret-cilium-peer-password");
    expect(secret.inputs["stringData"]).toStrictEqual({ password: "late-password" });
    expect(secret.secrets).toStrictEqual(["stringData"]);
    expect(get("fabric-bgp-peer-config-cilium-peer").inputs["spec"]).toMatchObject({
      authSecretRef: "cilium-peer-password",
    });
    const others = resources.filter((resource) => resource !== secret);
    expect(JSON.stringify(others.map(({ inputs }) => inputs))).not.toContain("late-password");
    expect((await valueOf(component.frrConf))["tor0"]).toContain(" neighbor CILIUM password late-password\n");
    expect(await isSecret(component.frrConf)).toBe(true);
    expect(await isSecret(component.sessions)).toBe(false);
  });

  it("gives each of several passwords to its own session", async () => {
    const base = argsOf(leafSpine);
    const args: BgpFabricArgs = {
      ...base,
      links: (base.links ?? []).map((link, i) => ({ ...link, password: pulumi.secret(`link-${i}`) })),
      clusters: base.clusters.map((cluster) => ({
        ...cluster,
        peers: cluster.peers.map((peer) => ({
          ...peer,
          password: pulumi.secret(Promise.resolve(cluster.name)),
        })),
      })),
    };
    const { component, get } = await build(args);
    const confs = await valueOf(component.frrConf);
    const passwords = (router: string) => confs[router]?.match(/\S+ password .*/g);
    expect(passwords("leaf0")).toStrictEqual(["CILIUM-WEST password west", "192.168.30.1 password link-0"]);
    expect(passwords("leaf1")).toStrictEqual(["CILIUM-EAST password east", "192.168.31.1 password link-1"]);
    expect(passwords("spine")).toStrictEqual([
      "192.168.30.2 password link-0",
      "192.168.31.2 password link-1",
    ]);
    expect(get("fabric-east-secret-leaf1-password").inputs["stringData"]).toStrictEqual({ password: "east" });
  });

  it("tells the routers' files while the clusters are still to come", async () => {
    let arrive: (kubeconfig: string) => void = () => undefined;
    const kubeconfig = new Promise<string>((resolve) => (arrive = resolve));
    const args = argsOf(documents);
    let component: BgpFabric | undefined;
    const recorded = record((opts) => {
      const clusters = args.clusters.map((cluster) => ({ ...cluster, kubeconfig }));
      return (component = new BgpFabric("fabric", { ...args, clusters }, opts));
    }, preview);
    while (component === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect((await valueOf(component.frrConf))["tor0"]).toContain("router bgp 65000\n");
    expect((await valueOf(component.daemons))["tor0"]).toContain("bgpd=yes\n");
    expect(await valueOf(component.sessions)).toHaveLength(3);
    arrive("late");
    expect((await recorded).get("fabric-bgp").inputs["kubeconfig"]).toBe("late");
  });

  it("refuses at once what is wrong, all of it, by the inputs' paths", async () => {
    const args = argsOf(documents);
    const routers = args.routers.map((router) => ({ ...router, asn: 0, maximumPaths: 999 }));
    const failed = await build({ ...args, routers }).catch((error: unknown) => String(error));
    expect(failed).toContain('BGP fabric "fabric" is not valid:');
    expect(failed).toContain("error: routers[0].asn: ");
    expect(failed).toContain("error: routers[0].maximumPaths: ");
  });

  it("refuses passwords that come late, and does not repeat them", async () => {
    const base = argsOf(leafSpine);
    const late = pulumi.secret(Promise.resolve("two\nlines"));
    const args = {
      ...base,
      links: (base.links ?? []).map((link) => ({ ...link, password: late })),
      clusters: base.clusters.map((cluster) => ({
        ...cluster,
        peers: cluster.peers.map(({ password, ...peer }) => peer),
      })),
    };
    await withFailingOutputs(async () => {
      const { component } = await build(args);
      const failed = await failure(component.frrConf);
      expect(failed).toContain("error: links[0].password: ");
      expect(failed).not.toContain("lines");
    });
  });

  it("does not compare a password that is known with one that is still to come", async () => {
    const base = argsOf(leafSpine, "known");
    const links = (base.links ?? []).map((link) => ({ ...link, password: pulumi.secret("late") }));
    await expect(build({ ...base, links })).resolves.toBeDefined();
  });

  it("makes the configuration last, after its labels, Secrets and parts and what the caller says", async () => {
    const { get } = await build(argsOf(documents, "x"));
    const urns = await dependencies(get("fabric-bgp-cluster-config-cilium-bgp").opts);
    expect(urns.map((urn) => urn.split("::").at(-1)).sort()).toStrictEqual([
      "fabric-bgp-advertisement-bgp-advertisements",
      "fabric-bgp-advertisement-bgp-advertisements-lb-exip-webpod",
      "fabric-bgp-node-bgp-control-plane",
      "fabric-bgp-node-bgp-worker",
      "fabric-bgp-node-bgp-worker2",
      "fabric-bgp-peer-config-cilium-peer",
      "fabric-bgp-secret-cilium-peer-password",
    ]);
  });

  it("waits with custom resources, not with labels, for what the caller names", async () => {
    class Install extends pulumi.ComponentResource {
      constructor(opts: pulumi.ComponentResourceOptions) {
        super("test:index:Install", "cilium", {}, opts);
        this.registerOutputs({});
      }
    }
    const { resources, get } = await record((opts) => {
      const install = new Install(opts);
      return new BgpFabric("fabric", argsOf(documents), { ...opts, dependsOn: [install] });
    }, preview);
    expect(resources.some(({ name }) => name === "cilium")).toBe(true);
    const named = async (child: string) =>
      (await dependencies(get(child).opts)).map((urn) => urn.split("::").at(-1));
    expect(await named("fabric-bgp-peer-config-cilium-peer")).toStrictEqual(["cilium"]);
    expect(await named("fabric-bgp-cluster-config-cilium-bgp")).toContain("cilium");
    expect(await named("fabric-bgp-node-bgp-worker")).toStrictEqual([]);
  });
});

async function failure(output: pulumi.Output<unknown>): Promise<string> {
  return valueOf(output).then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );
}

/** URNs of what a resource depends on by its options. */
async function dependencies({ dependsOn }: pulumi.CustomResourceOptions): Promise<string[]> {
  const all = await valueOf(pulumi.output(dependsOn ?? []));
  return Promise.all([all].flat().map((resource) => valueOf(resource.urn)));
}
