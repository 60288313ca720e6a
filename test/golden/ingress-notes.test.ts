import { readFileSync } from "node:fs";
import * as path from "node:path";
import { load, loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { valueAt, HelmValues } from "../../components/internal/helm-values";
import { loadStack, renderStack } from "../../stacks";

interface Manifest {
  kind: string;
  metadata: { name: string };
}

const text = (...parts: string[]): string => readFileSync(path.join(__dirname, ...parts), "utf8");
const documents = loadAll(text("ingress-notes", "resources.yaml")) as Manifest[];
const files = renderStack(loadStack(text("..", "..", "Pulumi.ingress.yaml")).config!);
const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;
const rendered = new Map(
  Object.entries(files)
    .filter(([file]) => file.startsWith("clusters/ingress/manifests/"))
    .map(([, content]) => load(content) as Manifest)
    .map((manifest) => [nameOf(manifest), manifest]),
);

describe("F the notes' addresses, ingresses and policies", () => {
  it.each(documents.map((document): [string, Manifest] => [nameOf(document), document]))(
    "F %s is the documents', field for field",
    (name, document) => {
      expect(rendered.get(name)).toEqual(document);
    },
  );

  it("F are all there is beside the sample", () => {
    const sample = ["Deployment", "Service"].flatMap((kind) =>
      ["details", "productpage"].map((name) => `${kind} ${name}`),
    );
    expect([...rendered.keys()].sort()).toEqual([...documents.map(nameOf), ...sample].sort());
  });

  const values = load(files["clusters/ingress/cilium-values.yaml"]!) as HelmValues;
  it.each([
    ["ingressController.enabled", true],
    ["ingressController.loadbalancerMode", "shared"],
    ["loadBalancer.l7.backend", "envoy"],
    ["l2announcements.enabled", true],
    ["kubeProxyReplacement", true],
    // Part of kube-proxy replacement since 1.17.6; Helm would ignore it without a word.
    ["externalIPs.enabled", undefined],
  ])("F has %s %s", (key, value) => {
    expect(valueAt(values, key)).toBe(value);
  });
});

describe("E7 the notes' pool for BGP", () => {
  it("E7 is 172.16.1.0/24 without its first and last address, whichever version writes it", () => {
    const stack = (version: string): string => `config:
      cilium-fabric:clusters: [{ name: a, id: 1, existing: {} }]
      cilium-fabric:cilium: { version: ${version} }
      cilium-fabric:loadBalancerPools:
        - { name: cilium-pool, blocks: [{ cidr: 172.16.1.0/24 }], allowFirstLastIPs: "No" }`;
    const pool = (version: string): unknown =>
      load(
        renderStack(loadStack(stack(version)).config!)[
          "clusters/a/manifests/ciliumloadbalancerippool-cilium-pool.yaml"
        ]!,
      );
    const expected = (apiVersion: string): unknown => ({
      apiVersion,
      kind: "CiliumLoadBalancerIPPool",
      metadata: { name: "cilium-pool" },
      spec: { blocks: [{ cidr: "172.16.1.0/24" }], allowFirstLastIPs: "No" },
    });
    expect(pool("1.18.1")).toEqual(expected("cilium.io/v2"));
    expect(pool("1.17.6")).toEqual(expected("cilium.io/v2alpha1"));
  });
});
