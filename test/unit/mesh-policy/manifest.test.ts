import { describe, expect, it } from "vitest";
import { renderMeshPolicy } from "../../../components/mesh-policy/manifest";
import { type MeshPolicyInput, type PeerInput, planMeshPolicy } from "../../../components/mesh-policy/plan";

const clusters = [
  { name: "west", ciliumVersion: "1.18.1" },
  { name: "east", ciliumVersion: "1.18.1" },
];
const web = { matchLabels: { app: "webpod" } };

function rendered(input: Partial<MeshPolicyInput>, cluster = "west", version = "1.18.1") {
  const named = clusters.map(({ name }) => ({ name, ciliumVersion: version }));
  const plan = planMeshPolicy("p", { clusters: named, ...input });
  const own = plan.clusters.find(({ name }) => name === cluster);
  if (own === undefined) throw new Error(`no ${cluster}`);
  return renderMeshPolicy(plan, own);
}

function selector(peer: PeerInput, cluster?: string, version?: string) {
  const { spec } = rendered(
    { endpointSelector: web, ingress: [{ fromEndpoints: [{ matchLabels: { app: "curl" }, ...peer }] }] },
    cluster,
    version,
  );
  const [rule] = spec["ingress"] as { fromEndpoints: unknown[] }[];
  return rule?.fromEndpoints[0];
}

const label = "io.cilium.k8s.policy.cluster";

describe("D8 the cluster of a peer", () => {
  it.each([
    ["one cluster", { clusters: ["east"] }, { matchLabels: { app: "curl", [label]: "east" } }],
    [
      "several clusters",
      { clusters: ["west", "east"] },
      {
        matchLabels: { app: "curl" },
        matchExpressions: [{ key: label, operator: "In", values: ["east", "west"] }],
      },
    ],
    ["the own cluster", { scope: "own" }, { matchLabels: { app: "curl", [label]: "west" } }],
    [
      "every cluster",
      { scope: "all" },
      { matchLabels: { app: "curl" }, matchExpressions: [{ key: label, operator: "Exists" }] },
    ],
    [
      "the other clusters",
      { scope: "others" },
      {
        matchLabels: { app: "curl" },
        matchExpressions: [
          { key: label, operator: "Exists" },
          { key: label, operator: "NotIn", values: ["west"] },
        ],
      },
    ],
  ])("is written for %s", (_, peer, expected) => {
    expect(selector(peer)).toEqual(expected);
  });

  it.each([{ clusters: ["east"] }, { scope: "own" }, { scope: "all" }, { scope: "others" }])(
    "is the same text on every version: %o",
    (peer) => {
      const texts = ["1.14.1", "1.18.1", "1.19.6", "1.20.0"].map((version) =>
        selector(peer, "west", version),
      );
      expect(new Set(texts.map((text) => JSON.stringify(text))).size).toBe(1);
    },
  );

  it("is each cluster's own where the own is meant", () => {
    expect(selector({ scope: "own" }, "east")).toEqual({ matchLabels: { app: "curl", [label]: "east" } });
  });

  it("stands beside the namespace, its labels and every pod", () => {
    expect(
      selector({
        scope: "all",
        namespaces: ["b", "a"],
        namespaceLabels: { team: "x" },
        matchLabels: {},
        everyPod: true,
      }),
    ).toEqual({
      matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": "x" },
      matchExpressions: [
        { key: "k8s:io.kubernetes.pod.namespace", operator: "In", values: ["a", "b"] },
        { key: label, operator: "Exists" },
      ],
    });
    expect(selector({ clusters: ["east"], namespaces: ["song"] })).toEqual({
      matchLabels: { app: "curl", "k8s:io.kubernetes.pod.namespace": "song", [label]: "east" },
    });
    expect(selector({ clusters: ["east"], namespaces: ["song", "song"] })).toEqual({
      matchLabels: { app: "curl", "k8s:io.kubernetes.pod.namespace": "song", [label]: "east" },
    });
    expect(selector({ clusters: ["east"], allNamespaces: true })).toEqual({
      matchLabels: { app: "curl", [label]: "east" },
      matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "Exists" }],
    });
  });
});

describe("D8 a policy", () => {
  it("is written field by field as Cilium has it", () => {
    const peer = { clusters: ["east"], matchLabels: { app: "db" } };
    const manifest = rendered({
      namespace: "song",
      description: "only what is named",
      endpointSelector: web,
      enableDefaultDeny: { ingress: false },
      ingress: [
        {},
        {
          fromEntities: ["host"],
          icmps: [{ fields: [{ type: "8" }, { family: "IPv6", type: "EchoRequest" }] }],
        },
        {
          fromCIDRSet: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }],
          toPorts: [
            { ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{ method: "GET", path: "/p" }] } },
          ],
        },
      ],
      ingressDeny: [{ fromEndpoints: [{ scope: "others", everyPod: true }] }],
      egress: [
        { toEndpoints: [peer], toPorts: [{ ports: [{ port: "5432" }, { port: "6000", endPort: 6010 }] }] },
        { toFQDNs: [{ matchPattern: "*.example.com" }] },
        { toCIDR: ["192.0.2.0/24"] },
      ],
      egressDeny: [{ toEntities: ["world"] }],
    });
    expect(manifest).toEqual({
      apiVersion: "cilium.io/v2",
      kind: "CiliumNetworkPolicy",
      metadata: { name: "p", namespace: "song" },
      spec: {
        description: "only what is named",
        endpointSelector: web,
        enableDefaultDeny: { ingress: false },
        ingress: [
          {},
          {
            fromEntities: ["host"],
            icmps: [
              {
                fields: [
                  { family: "IPv4", type: 8 },
                  { family: "IPv6", type: "EchoRequest" },
                ],
              },
            ],
          },
          {
            fromCIDRSet: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }],
            toPorts: [
              { ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{ method: "GET", path: "/p" }] } },
            ],
          },
        ],
        ingressDeny: [
          {
            fromEndpoints: [
              {
                matchExpressions: [
                  { key: label, operator: "Exists" },
                  { key: label, operator: "NotIn", values: ["west"] },
                ],
              },
            ],
          },
        ],
        egress: [
          {
            toEndpoints: [{ matchLabels: { app: "db", [label]: "east" } }],
            toPorts: [{ ports: [{ port: "5432" }, { port: "6000", endPort: 6010 }] }],
          },
          { toFQDNs: [{ matchPattern: "*.example.com" }] },
          { toCIDR: ["192.0.2.0/24"] },
        ],
        egressDeny: [{ toEntities: ["world"] }],
      },
    });
  });

  it("has nothing that nobody wrote", () => {
    const { metadata, spec } = rendered({ endpointSelector: web, egress: [] });
    expect(metadata).toEqual({ name: "p", namespace: "default" });
    expect(spec).toEqual({ endpointSelector: web, egress: [] });
  });

  it("is in no namespace where it is clusterwide", () => {
    const manifest = rendered({ clusterwide: true, endpointSelector: {}, ingress: [{}] });
    expect(manifest.kind).toBe("CiliumClusterwideNetworkPolicy");
    expect(manifest.metadata).toEqual({ name: "p" });
  });

  it("is written as it is where it is raw", () => {
    const raw = { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] };
    expect(rendered({ raw }).spec).toBe(raw);
  });
});

describe("D8 a selector without a cluster", () => {
  it.each([
    ["1.17.6", undefined, { localByDefault: false, byVersion: true }],
    // There is no such switch yet, and a value for it changes nothing.
    ["1.17.6", true, { localByDefault: false, byVersion: true }],
    ["1.18.0", undefined, { localByDefault: false, byVersion: true }],
    ["1.18.0", true, { localByDefault: true, byVersion: false }],
    ["1.19.0", undefined, { localByDefault: true, byVersion: true }],
    ["1.19.0", false, { localByDefault: false, byVersion: false }],
  ])("of Cilium %s, with policyDefaultLocalCluster %s, means %o", (ciliumVersion, own, expected) => {
    const switched = own === undefined ? {} : { policyDefaultLocalCluster: own };
    const { clusters: planned } = planMeshPolicy("p", {
      clusters: [{ name: "west", ciliumVersion, ...switched }],
    });
    expect(planned).toEqual([{ name: "west", ciliumVersion, ...expected }]);
  });
});
