import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import {
  both,
  cluster,
  egress,
  from,
  implicit,
  ingress,
  lockdown,
  mixed,
  peer,
  policies,
  policy,
  raw,
  told,
  toldApart,
  version,
} from "./policy-stack";

const cases: Record<string, () => string[]> = {
  "names that are none": () =>
    told(policies({ ...policy, name: "Allow_Curl", namespace: "Song", ingress: [{}] })),
  "clusterwide and in a namespace": () =>
    told(policies({ ...policy, namespace: "song", clusterwide: true, ingress: [{}] })),
  "no cluster, and one twice": () =>
    told(
      policies(
        { ...policy, clusters: [], ingress: [{}] },
        { ...policy, name: "other", clusters: ["west", "west"], ingress: [{}] },
      ),
    ),
  "a cluster that does not exist": () => told(policies({ ...policy, clusters: ["north"], ingress: [{}] })),
  "neither subject nor rules": () => told(policies({ name: "empty" })),
  "a raw spec and rules": () => told(policies({ ...policy, raw: { ingress: [{}] }, egress: [{}] })),
  "a subject in a cluster or a namespace": () =>
    told(
      policies({
        name: "p",
        endpointSelector: {
          matchLabels: {
            "io.cilium.k8s.policy.cluster": "west",
            "k8s:io.kubernetes.pod.namespace": "song",
            "a b": "c",
          },
        },
        ingress: [{}],
      }),
    ),
  "one name twice": () =>
    told({
      ...policies(
        { ...policy, ingress: [{}] },
        { ...policy, clusters: ["east"], egress: [{}] },
        {
          ...policy,
          name: "external-lockdown",
          clusterwide: true,
          clusters: ["west"],
          ingress: [{ fromEntities: ["all"] }],
        },
      ),
      ingressPolicies: [{ ...lockdown, clusters: ["west"] }],
    }),
  "a peer without its clusters, or with both": () =>
    told(from({ matchLabels: { app: "curl" } }, { ...peer, scope: "all" })),
  "a peer outside the mesh, and twice": () => told(from({ ...peer, clusters: ["north", "east", "east"] })),
  "a peer in another cluster without a mesh": () => toldApart(from(peer)),
  "peers without labels": () => told(from({ scope: "all" }, { ...peer, everyPod: true })),
  "empty lists": () =>
    told(
      ingress(
        { fromEndpoints: [] },
        {
          fromEndpoints: [
            { clusters: [], matchLabels: { app: "curl" } },
            { ...peer, namespaces: [] },
          ],
        },
      ),
    ),
  "labels that have inputs of their own": () =>
    told(
      from(
        {
          ...peer,
          matchLabels: {
            "k8s:io.cilium.k8s.policy.cluster": "east",
            "io.kubernetes.pod.namespace": "song",
            "any:io.cilium.k8s.namespace.labels.team": "x",
          },
        },
        { scope: "own", matchExpressions: [{ key: "reserved:host", operator: "Exists" }] },
      ),
    ),
  "namespaces and labels that are none": () =>
    told(
      from({
        scope: "all",
        namespaces: ["Song"],
        allNamespaces: true,
        namespaceLabels: { team: "a b" },
        matchExpressions: [{ key: "app", operator: "Is" }],
      }),
    ),
  "two kinds of peers in one rule": () => told(ingress({ fromEndpoints: [peer], fromEntities: ["host"] })),
  "entities that the version does not know": () =>
    told(ingress({ fromEntities: ["cluster-mesh", "world-ipv4", "mars"] })),
  "networks that are none": () =>
    told(
      ingress(
        { fromCIDR: ["10.0.0.1", "10.0.0.1/8", "ten"] },
        { fromCIDRSet: [{ cidr: "10.0.0.0/8", except: ["192.168.0.0/16"] }] },
      ),
    ),
  "names in DNS that are none": () =>
    told(
      egress({
        toFQDNs: [
          {},
          { matchName: "*.a.com" },
          { matchPattern: "a b" },
          { matchName: "a", matchPattern: "b" },
        ],
      }),
    ),
  "names where they cannot be": () =>
    told(policies({ ...policy, egressDeny: [{ toFQDNs: [{ matchName: "a.com" }] }] })),
  "ports that are none": () =>
    told(
      ingress(
        {
          toPorts: [
            { ports: [] },
            {
              ports: [
                { port: "70000" },
                { port: "a_b" },
                { port: "80", protocol: "HTTP" },
                { port: "http", endPort: 90 },
                { port: "80", endPort: 79 },
              ],
            },
          ],
        },
        {
          toPorts: [{ ports: [{ port: "80" }] }],
          icmps: [{ fields: [{ type: "300" }, { family: "IPv5", type: "8" }] }],
        },
      ),
    ),
  "layer 7 where Cilium has none": () =>
    told(
      policies({
        ...policy,
        ingress: [
          { toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchName: "a b" }], http: [{}] } }] },
          { toPorts: [{ ports: [{ port: "0", protocol: "TCP" }], rules: { http: [{}] } }] },
        ],
        ingressDeny: [{ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{}] } }] }],
      }),
    ),
  "layer 7 without the proxy": () =>
    told(
      both(
        version("1.18.1", { l7Proxy: false }),
        policies({
          ...policy,
          egress: [
            { toFQDNs: [{ matchName: "a.com" }] },
            { toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*" }] } }] },
          ],
        }),
      ),
    ),
  "fields that 1.15 does not know": () =>
    told(
      both(
        version("1.15.19"),
        policies({
          ...policy,
          enableDefaultDeny: { egress: false },
          ingress: [{ toPorts: [{ ports: [{ port: "80", endPort: 90 }] }] }],
        }),
      ),
    ),
  "D8 a raw policy on 1.18, where it means every cluster": () => told(implicit),
  "D8 the same stack on 1.19, where it means the own cluster": () => told(both(version("1.19.6"), implicit)),
  "D8 a raw policy while one member is upgraded": () => told(both(mixed("1.18.1", "1.19.6"), implicit)),
  "D8 a raw policy where one member has the switch by hand": () =>
    told(
      both(
        {
          clusters: [
            cluster("west", 1, { cilium: { clustermesh: { policyDefaultLocalCluster: true } } }),
            cluster("east", 2),
          ],
        },
        implicit,
      ),
    ),
  "D8 a raw policy about nodes, and about what is denied": () =>
    told(
      raw({
        endpointSelector: {},
        ingressDeny: [{ fromRequires: [{ matchLabels: { team: "net" } }] }],
        egress: [{ toNodes: [{ matchLabels: { "reserved:remote-node": "" } }] }],
        egressDeny: [{ toNodes: [{ matchLabels: { disk: "ssd" } }] }],
      }),
    ),
  "D8 a lock beside policies that open nothing to it": () =>
    told({
      ingressPolicies: [lockdown],
      ...policies(
        { ...policy, clusters: ["west"], ingressDeny: [{ fromEndpoints: [peer] }] },
        {
          ...policy,
          name: "own",
          clusters: ["west"],
          ingress: [{ fromEndpoints: [{ scope: "own", matchLabels: { app: "curl" } }] }],
        },
        { ...policy, name: "mesh", clusters: ["east"], ingress: [{ fromEntities: ["all"] }] },
      ),
    }),
  "just beyond Cilium's limits": () =>
    told(
      policies({
        ...policy,
        ingress: [
          {
            toPorts: [
              { ports: [{ port: "65536" }, { port: "abcdefghij-klmno" }] },
              { ports: Array.from({ length: 41 }, (_, i) => ({ port: String(8000 + i) })) },
            ],
          },
          { icmps: [{ fields: [{ type: "256" }] }] },
        ],
        egress: [
          { toPorts: [{ ports: [{ port: "53", endPort: 54 }], rules: { dns: [{ matchPattern: "*" }] } }] },
        ],
      }),
    ),
  "fields that came with 1.16, just before it": () =>
    told(
      both(
        version("1.15.99"),
        policies({
          ...policy,
          enableDefaultDeny: { egress: false },
          ingress: [{ toPorts: [{ ports: [{ port: "80", endPort: 90 }] }] }],
        }),
      ),
    ),
  "D8 a lock for the world shuts out the mesh": () => told({ ingressPolicies: [lockdown] }),
};

const expected = expectedLines("policy-rules");

describe("D8 policies of a stack", () => {
  it.each(Object.entries(cases))("%s", (name, findings) => {
    expect(findings()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
