import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { MeshPolicy, type MeshPolicyArgs } from "../../components/mesh-policy";
import { record, settled, valueOf } from "../helpers/mocks";

const CNP = "kubernetes:cilium.io/v2:CiliumNetworkPolicy";
const label = "io.cilium.k8s.policy.cluster";
const args: MeshPolicyArgs = {
  endpointSelector: { matchLabels: { app: "webpod" } },
  ingress: [{ fromEndpoints: [{ scope: "own", matchLabels: { app: "curl" } }] }],
  clusters: [
    {
      name: "west",
      kubeconfig: "W",
      ciliumVersion: "1.18.1",
      clusterIdentifier: "w1",
      deletedWith: "urn:of:west",
    },
    { name: "east", kubeconfig: pulumi.secret("E"), ciliumVersion: "1.19.6" },
  ],
};
const build = (more: Partial<MeshPolicyArgs> = {}) =>
  record((opts) => new MeshPolicy("allow-curl", { ...args, ...more }, opts));

afterEach(settled);

describe("D8 MeshPolicy", () => {
  it("D8 is a provider and a policy for each cluster, named by the cluster", async () => {
    const { resources } = await build();
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).sort()).toStrictEqual([
      ["cilium-fabric:index:MeshPolicy", "allow-curl", undefined],
      [CNP, "allow-curl-east", "cilium-fabric:index:MeshPolicy::allow-curl"],
      [CNP, "allow-curl-west", "cilium-fabric:index:MeshPolicy::allow-curl"],
      ["pulumi:providers:kubernetes", "allow-curl-east", "cilium-fabric:index:MeshPolicy::allow-curl"],
      ["pulumi:providers:kubernetes", "allow-curl-west", "cilium-fabric:index:MeshPolicy::allow-curl"],
    ]);
    const policies = resources.filter(({ type }) => type === CNP);
    expect(policies.map(({ provider }) => provider).sort()).toStrictEqual([
      "allow-curl-east",
      "allow-curl-west",
    ]);
    const west = resources.find(({ type, name }) => type.startsWith("pulumi:") && name === "allow-curl-west");
    expect(west?.inputs).toMatchObject({ kubeconfig: "W", clusterIdentifier: "w1" });
    expect(west?.secrets).toStrictEqual(["kubeconfig"]);
  });

  it("D8 names in each cluster its own", async () => {
    const { resources } = await build({ namespace: "song" });
    for (const cluster of ["west", "east"]) {
      const found = resources.find(({ type, name }) => type === CNP && name === `allow-curl-${cluster}`);
      expect(found?.inputs).toMatchObject({
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata: { name: "allow-curl", namespace: "song" },
        spec: {
          endpointSelector: { matchLabels: { app: "webpod" } },
          ingress: [{ fromEndpoints: [{ matchLabels: { app: "curl", [label]: cluster } }] }],
        },
      });
    }
  });

  it("D8 goes with its cluster, and tells where it is", async () => {
    const { resources, component } = await build({ clusterwide: true });
    const west = resources.find(
      ({ type, name }) => type.includes("Clusterwide") && name === "allow-curl-west",
    );
    expect(west?.opts.deletedWith && (await valueOf(west.opts.deletedWith.urn))).toBe("urn:of:west");
    expect(west?.inputs["metadata"]).toStrictEqual({ name: "allow-curl" });
    expect(await valueOf(component.policyName)).toBe("allow-curl");
    expect(await valueOf(component.clusterNames)).toStrictEqual(["west", "east"]);
  });

  it("D8 refuses what it knows at once, all of it, and never with a kubeconfig in the message", async () => {
    const ingress = [
      { fromEndpoints: [{ scope: "near" as "own" }, { clusters: ["north"], everyPod: true }] },
    ];
    const failed = await build({ ingress }).catch((error: unknown) => String(error));
    expect(failed).toBe(
      [
        'InvalidInputError: policy "allow-curl" is not valid:',
        '  error: ingress[0].fromEndpoints[0]: a peer of policy "allow-curl" names no label, which is every pod of its clusters and namespaces; name the pods\' labels, or set everyPod: true [policy-peer-empty]',
        '  error: ingress[0].fromEndpoints[0].scope: "near" is no scope of a peer of policy "allow-curl", expected own, others or all; use one of them, or name clusters [policy-peer-clusters]',
        '  error: ingress[0].fromEndpoints[1].clusters[0]: a peer of policy "allow-curl" is to be in cluster "north", which is not in the mesh: no pod would ever match; use one of west or east [policy-peer-outside-mesh]',
      ].join("\n"),
    );
  });

  it("D8 refuses twins at once, though the rules come later", async () => {
    const ingress = pulumi.output(Promise.resolve([{}]));
    const clusters = [args.clusters[0]!, args.clusters[0]!];
    await expect(build({ ingress, clusters })).rejects.toThrow('names cluster "west" twice; remove one');
  });
});
