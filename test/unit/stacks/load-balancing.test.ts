import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { loadSettings, renderStack, toTopology } from "../../../stacks";

const config = loadSettings({
  clusters: ["old", "new"].map((name, i) => ({
    name,
    id: i + 1,
    existing: { context: name },
    ...(name === "old" ? { cilium: { version: "1.15.19" } } : {}),
  })),
  cilium: { version: "1.18.1", kubeProxyReplacement: true, ingressController: { enabled: true } },
  loadBalancerPools: [
    { name: "a", blocks: [{ cidr: "172.16.1.0/24" }], clusters: ["old"] },
    { name: "b", blocks: [{ cidr: "172.16.2.0/24" }], clusters: ["new"] },
  ],
  ingresses: [{ name: "shop", rules: [{ paths: [{ serviceName: "shop", servicePort: 80 }] }] }],
  ingressPolicies: [{ kind: "external-lockdown" }, { name: "office", kind: "own", cidrs: ["192.0.2.0/24"] }],
  services: [
    {
      name: "webpod",
      type: "LoadBalancer",
      selector: { app: "webpod" },
      ports: [{ port: 80 }],
      loadBalancerAddresses: ["172.16.1.7"],
      clusters: [{ name: "old" }, { name: "new", loadBalancerAddresses: ["172.16.2.7"] }],
    },
  ],
}).config!;

describe("a stack's sections about addresses", () => {
  const files = renderStack(config);
  const manifest = (file: string): unknown => load(files[`clusters/${file}.yaml`]!);

  it("put each thing into the clusters that it names, else into all", () => {
    const names = Object.keys(files).filter((name) => /ippool|ingress|policy/.test(name));
    expect(names.map((name) => name.replace(/^clusters\/(\w+)\/manifests\/(.*)\.yaml$/, "$1 $2"))).toEqual([
      "new ciliumclusterwidenetworkpolicy-external-lockdown",
      "new ciliumclusterwidenetworkpolicy-office",
      "new ciliumloadbalancerippool-b",
      "new ingress-default-shop",
      "old ciliumclusterwidenetworkpolicy-external-lockdown",
      "old ciliumclusterwidenetworkpolicy-office",
      "old ciliumloadbalancerippool-a",
      "old ingress-default-shop",
    ]);
  });

  it("write each cluster's in the form of its own version", () => {
    expect(manifest("old/manifests/ciliumloadbalancerippool-a")).toMatchObject({
      apiVersion: "cilium.io/v2alpha1",
    });
    expect(manifest("new/manifests/ciliumloadbalancerippool-b")).toMatchObject({
      apiVersion: "cilium.io/v2",
    });
    expect(manifest("old/manifests/service-default-webpod")).toMatchObject({
      metadata: { annotations: { "io.cilium/lb-ipam-ips": "172.16.1.7" } },
    });
    expect(manifest("new/manifests/service-default-webpod")).toMatchObject({
      metadata: { annotations: { "lbipam.cilium.io/ips": "172.16.2.7" } },
    });
  });

  it("are an ordinary Service where there is no mesh", () => {
    expect(manifest("new/manifests/service-default-webpod")).not.toHaveProperty([
      "metadata",
      "annotations",
      "service.cilium.io/global",
    ]);
  });

  it("tell the prover where each input stands", () => {
    const { pools, loadBalancing, services } = toTopology(config);
    expect(pools.map(({ cluster, at }) => [cluster, at("blocks[0]"), at("poolName")])).toEqual([
      ["old", "loadBalancerPools[0].blocks[0]", "loadBalancerPools[0].name"],
      ["new", "loadBalancerPools[1].blocks[0]", "loadBalancerPools[1].name"],
    ]);
    expect(
      loadBalancing?.policies.map(({ plan, cluster, at }) => [plan.policyName, cluster, at("")]),
    ).toEqual([
      ["external-lockdown", "old", "ingressPolicies[0]"],
      ["external-lockdown", "new", "ingressPolicies[0]"],
      ["office", "old", "ingressPolicies[1]"],
      ["office", "new", "ingressPolicies[1]"],
    ]);
    expect(services[0]?.clusters.map(({ loadBalancerAddresses }) => loadBalancerAddresses)).toEqual([
      [{ address: "172.16.1.7", path: "services[0].loadBalancerAddresses[0]" }],
      [{ address: "172.16.2.7", path: "services[0].clusters[1].loadBalancerAddresses[0]" }],
    ]);
  });
});
