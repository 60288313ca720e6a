import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import { HelmValues } from "../../../components/internal/helm-values";
import { type McsInput, planMcs } from "../../../components/multi-cluster-services/plan";
import { validateMcs } from "../../../components/multi-cluster-services/validate";
import { checkStack, loadSettings } from "../../../stacks";
import { expectedLines } from "./expected";
import { cluster, sound as soundMesh, told } from "./policy-stack";

const rebelBase = { name: "rebel-base-mcsapi" };
const samples = [{ sample: "rebel-base" }];
/** A stack with the sample in both clusters and it exported. */
const mcs = (more: HelmValues = {}, rest: HelmValues = {}): HelmValues => ({
  samples,
  mcs: { exports: [rebelBase], ...more },
  ...rest,
});
const dns = (coreDns: HelmValues, rest: HelmValues = {}): HelmValues => mcs({ coreDns }, rest);
const onVersion = (version: string, more: HelmValues = {}): HelmValues => ({ cilium: { version, ...more } });
const nodeImage = (nodeImage: string): HelmValues => ({
  clusters: [
    cluster("west", 1, { kind: { podSubnet: "10.1.0.0/16", serviceSubnet: "10.11.0.0/16", nodeImage } }),
    cluster("east", 2, { kind: { podSubnet: "10.2.0.0/16", serviceSubnet: "10.12.0.0/16", nodeImage } }),
  ],
});
const k135 = "kindest/node:v1.35.0";
const existing: HelmValues = {
  clusters: [
    { name: "west", id: 1, existing: { podSubnet: "10.1.0.0/16", serviceSubnet: "10.11.0.0/16" } },
    { name: "east", id: 2, existing: { podSubnet: "10.2.0.0/16", serviceSubnet: "10.12.0.0/16" } },
  ],
};
const song = { name: "userlist", namespace: "song" };
const service = (port: number, clusters: string[]): HelmValues => ({
  name: "shop",
  selector: { app: "webpod" },
  ports: [{ name: "http", port }],
  clusters: clusters.map((name) => ({ name, global: false })),
});
const webpod = { sample: "webpod" };

const west = { name: "west", ciliumVersion: "1.18.1" };

const cases: Record<string, () => string[]> = {
  "without a mesh": () => toldWithoutMesh(mcs()),
  "versions before 1.17": () => told(mcs({}, onVersion("1.16.19"))),
  "a member whose values switch it off": () =>
    told(mcs({}, onVersion("1.18.1", { values: { clustermesh: { enableMCSAPISupport: false } } }))),
  "the switch by hand on 1.18, nobody makes the kinds": () =>
    told(onVersion("1.18.1", { clustermesh: { enableMCSAPISupport: true } })),
  "the same in clusters that are there": () =>
    told({ ...existing, ...onVersion("1.18.1", { clustermesh: { enableMCSAPISupport: true } }) }),
  "the operator is kept from making the kinds": () =>
    told(onVersion("1.19.6", { clustermesh: { mcsapi: { enabled: true, installCRDs: false } } })),
  "nothing exported": () => told(mcs({ exports: [] })),
  "names that are none": () => told(mcs({ exports: [{ name: "Rebel_Base", namespace: "a.b" }] })),
  "one Service twice": () => told(mcs({ exports: [rebelBase, { ...rebelBase, clusters: ["west"] }] })),
  "exported nowhere": () => told(mcs({ exports: [{ ...rebelBase, clusters: [] }] })),
  "exported by strangers": () => told(mcs({ exports: [{ ...rebelBase, clusters: ["west", "north"] }] })),
  "a Service that is not there": () =>
    told({ ...mcs(), samples: [{ sample: "rebel-base", clusters: ["east"] }] }),
  "ports that differ": () =>
    told({
      mcs: { exports: [{ name: "shop" }] },
      samples: [webpod],
      services: [service(80, ["west"]), service(8080, ["east"])],
    }),
  "a namespace that nobody makes": () =>
    told(mcs({ exports: [{ ...song, clusters: ["west"] }], createNamespaces: false })),
  "a namespace that may be there": () =>
    told({ ...existing, ...mcs({ exports: [{ ...song, clusters: ["west"] }], createNamespaces: false }) }),
  "a time to wait that is none": () => told(mcs({ timeoutSeconds: 0 })),
  "the component: no cluster": () => toldByComponent({ clusters: [], exports: [rebelBase] }),
  "the component: a cluster twice": () =>
    toldByComponent({
      clusters: [west, west],
      exports: [rebelBase],
    }),
  "the component: words that are none": () =>
    toldByComponent({
      clusters: [west],
      exports: [rebelBase],
      coreDns: { mode: "own", plugin: "rewrite", route: "hosts" },
    }),
  "DNS: numbers": () => told(dns({ replicas: 0, timeoutSeconds: 1.5 })),
  "DNS: a name that is none": () => told(dns({ clusterDnsName: "Core DNS" })),
  "DNS: settings without effect": () =>
    told(dns({ mode: "none", image: "coredns:1.13.1", replicas: 3, route: "custom" })),
  "DNS: an image that is too old": () => told(dns({ image: "registry.k8s.io/coredns/coredns:v1.12.0" })),
  "DNS: node images that are too old": () => told(dns({ mode: "cluster" })),
  "DNS: the chart before 1.19": () => told(dns({ mode: "chart" }, nodeImage(k135))),
  "DNS: the chart by hand, node images that are too old": () =>
    told(
      onVersion("1.19.6", {
        clustermesh: { mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true } } },
      }),
    ),
};

function toldWithoutMesh(settings: HelmValues): string[] {
  const { mesh, ...rest } = soundMesh;
  const { config, findings } = loadSettings({ ...rest, ...settings });
  return (config === undefined ? findings : checkStack(config)).map(formatFinding);
}

/** What the component says of inputs that a stack's schema or its other sections leave no room for. */
function toldByComponent(input: McsInput): string[] {
  return validateMcs(planMcs(input)).map(formatFinding);
}

const expected = expectedLines("multi-cluster-rules");

describe("H what can be wrong with multi-cluster services", () => {
  it("H has a text for every case and a case for every text", () => {
    expect([...expected.keys()].sort()).toEqual(Object.keys(cases).sort());
  });

  it.each(Object.entries(cases))("H %s", (name, findings) => {
    expect(findings().filter((line) => line.includes("[mcs-"))).toEqual(expected.get(name));
  });
});

const sound: Record<string, () => string[]> = {
  "the sample, exported by both": () => told(mcs()),
  "1.17, where the stack makes the kinds": () => told(mcs({}, onVersion("1.17.6"))),
  "1.19.0 and 1.20.0, where it makes them in the operator's place": () => [
    ...told(mcs({}, { ...onVersion("1.19.0"), ...nodeImage(k135) })),
    ...told(mcs({}, { ...onVersion("1.20.0"), ...nodeImage(k135) })),
  ],
  "1.19.6, where the operator makes them": () => told(mcs({}, onVersion("1.19.6"))),
  "the switch by hand on 1.19.6": () =>
    told(onVersion("1.19.6", { clustermesh: { mcsapi: { enabled: true } } })),
  "an old image with the plugin compiled in": () =>
    told(dns({ image: "example.com/coredns:1.11.4", plugin: "multicluster" })),
  "an image whose tag is no version": () => told(dns({ image: "example.com/coredns:latest" })),
  "another program's version": () => told(dns({ image: "example.com/dns:1.2.3" })),
  "the cluster's own, new enough": () => told(dns({ mode: "cluster" }, nodeImage(k135))),
  "the chart's way": () => told(dns({ mode: "chart" }, { ...onVersion("1.20.1"), ...nodeImage(k135) })),
  "a namespace that a sample makes": () =>
    told({
      mcs: { exports: [{ name: "rebel-base-mcsapi", namespace: "song" }], createNamespaces: false },
      samples: [{ sample: "rebel-base", namespace: "song" }],
    }),
  "one exports, the other imports": () =>
    told({
      ...mcs({ exports: [{ ...rebelBase, clusters: ["west"] }] }),
      samples: [{ sample: "rebel-base", clusters: ["west"] }],
    }),
};

describe("H what is right with multi-cluster services", () => {
  it.each(Object.entries(sound))("H %s", (_, findings) => {
    expect(findings().filter((line) => /mcs|MCS/.test(line))).toEqual([]);
  });
});
