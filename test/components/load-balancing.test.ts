import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { CiliumIngress } from "../../components/cilium-ingress";
import { IngressPolicy, IngressPolicyKind } from "../../components/ingress-policy";
import { L2Announcement } from "../../components/l2-announcement";
import { LoadBalancerPool, type LoadBalancerPoolArgs } from "../../components/load-balancer-pool";
import { record, settled, valueOf, withFailingOutputs } from "../helpers/mocks";

function later(value: string): pulumi.Output<string>;
function later(value: number): pulumi.Output<number>;
function later(value: boolean): pulumi.Output<boolean>;
function later(value: unknown): pulumi.Output<unknown> {
  return pulumi.output(Promise.resolve(value));
}
const pool = (args: Partial<LoadBalancerPoolArgs> = {}) =>
  record(
    (opts) =>
      new LoadBalancerPool(
        "west-pool",
        { poolName: "cilium-pool", ciliumVersion: "1.18.1", blocks: [{ cidr: "172.16.1.0/24" }], ...args },
        opts,
      ),
  );

afterEach(settled);

describe("LoadBalancerPool", () => {
  it("is one custom resource in the API version of Cilium's", async () => {
    const { resources, get, component } = await pool();
    expect(resources.map(({ type }) => type).sort()).toEqual([
      "cilium-fabric:index:LoadBalancerPool",
      "kubernetes:cilium.io/v2:CiliumLoadBalancerIPPool",
    ]);
    expect(resources.find(({ type }) => type.startsWith("kubernetes"))?.inputs).toMatchObject({
      apiVersion: "cilium.io/v2",
      kind: "CiliumLoadBalancerIPPool",
      metadata: { name: "cilium-pool" },
      spec: { blocks: [{ cidr: "172.16.1.0/24" }] },
    });
    expect(get("west-pool").parent).toBeUndefined();
    expect(await valueOf(component.poolName)).toBe("cilium-pool");
  });

  it("is the same object under its other API version, so that an upgrade keeps it", async () => {
    const { resources } = await pool();
    expect(resources.find(({ type }) => type.startsWith("kubernetes"))?.opts.aliases).toEqual([
      { type: "kubernetes:cilium.io/v2alpha1:CiliumLoadBalancerIPPool" },
    ]);
  });

  it("takes addresses that come later, and judges them then", async () => {
    const { resources } = await pool({ blocks: [{ cidr: later("172.16.2.0/24") }] });
    expect(resources.find(({ type }) => type.startsWith("kubernetes"))?.inputs["spec"]).toEqual({
      blocks: [{ cidr: "172.16.2.0/24" }],
    });
    await withFailingOutputs(async () => {
      const blocks = [{ cidr: later("172.16.2") }];
      // Its resource is never registered, so the recording never ends.
      const made = await new Promise<LoadBalancerPool>((resolve) => {
        const build = (opts: pulumi.ComponentResourceOptions): LoadBalancerPool => {
          const component = new LoadBalancerPool("pool", { ciliumVersion: "1.18.1", blocks }, opts);
          resolve(component);
          return component;
        };
        void record(build);
      });
      await expect(valueOf(made.poolName)).rejects.toThrow('"172.16.2" in pool "pool" is not a CIDR');
    });
  });

  it("refuses at once what it knows", async () => {
    await expect(pool({ blocks: [] })).rejects.toThrow(
      'load balancer pool "west-pool" is not valid:\n  error: blocks: pool "cilium-pool" has no addresses',
    );
  });
});

it("L2Announcement is one custom resource", async () => {
  const { resources } = await record(
    (opts) =>
      new L2Announcement(
        "policy1",
        { ciliumVersion: "1.18.1", interfaces: ["eth1"], loadBalancerIPs: later(true) },
        opts,
      ),
  );
  expect(resources.find(({ type }) => type.startsWith("kubernetes"))).toMatchObject({
    type: "kubernetes:cilium.io/v2alpha1:CiliumL2AnnouncementPolicy",
    inputs: {
      metadata: { name: "policy1" },
      spec: { interfaces: ["eth1"], externalIPs: false, loadBalancerIPs: true },
    },
  });
});

it("L2Announcement refuses at once what it knows", async () => {
  const build = record(
    (opts) =>
      new L2Announcement("p", { ciliumVersion: "1.18.1", interfaces: ["eth["], loadBalancerIPs: true }, opts),
  );
  await expect(build).rejects.toThrow('interface "eth[" of L2 announcement "p" is no regular expression');
});

it("IngressPolicy has the name by which its preset is known", async () => {
  const { resources, component } = await record(
    (opts) =>
      new IngressPolicy(
        "west-lock",
        { kind: IngressPolicyKind.ExternalLockdown, ciliumVersion: "1.18.1" },
        opts,
      ),
  );
  expect(resources.find(({ type }) => type.startsWith("kubernetes"))).toMatchObject({
    type: "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy",
    inputs: { metadata: { name: "external-lockdown" } },
  });
  expect(await valueOf(component.policyName)).toBe("external-lockdown");
});

it("IngressPolicy refuses one that admits nobody", async () => {
  const build = record(
    (opts) => new IngressPolicy("p", { kind: IngressPolicyKind.AllowCidr, ciliumVersion: "1.18.1" }, opts),
  );
  await expect(build).rejects.toThrow('ingress policy "allow-cidr" admits nobody');
});

describe("CiliumIngress", () => {
  const build = (servicePort: pulumi.Input<number>) =>
    record(
      (opts) =>
        new CiliumIngress(
          "west-shop",
          {
            ingressName: "shop",
            ciliumVersion: "1.18.1",
            rules: [{ paths: [{ serviceName: "shop", servicePort }] }],
          },
          opts,
        ),
    );

  it("is an Ingress of class cilium that the engine does not wait for", async () => {
    const { resources, component } = await build(later(80));
    expect(resources.find(({ type }) => type.startsWith("kubernetes"))).toMatchObject({
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      inputs: {
        metadata: { name: "shop", namespace: "default", annotations: { "pulumi.com/skipAwait": "true" } },
        spec: { ingressClassName: "cilium" },
      },
    });
    expect(await valueOf(component.dedicatedService)).toBe("default/cilium-ingress-shop");
  });

  it("refuses at once what it knows", async () => {
    await expect(build(0)).rejects.toThrow('0 is no port of Service "shop" of ingress "shop"');
  });
});
