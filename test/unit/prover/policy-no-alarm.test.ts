import { describe, expect, it } from "vitest";
import { HelmValues } from "../../../components/internal/helm-values";
import {
  both,
  cluster,
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

const typed = policies(
  { ...policy, ingress: [{ fromEndpoints: [peer, { scope: "all", everyPod: true }] }] },
  { ...policy, name: "out", egressDeny: [{ toEndpoints: [{ scope: "others", everyPod: true }] }] },
);

// What looks like it and is none.
const sane: Record<string, HelmValues> = {
  "D8 typed peers on 1.18": typed,
  "D8 typed peers on 1.19": both(version("1.19.6"), typed),
  "D8 typed peers while one member is upgraded": both(mixed("1.18.1", "1.19.6"), typed),
  "D8 a raw policy where the switch was set by hand": both(
    version("1.18.1", { clustermesh: { policyDefaultLocalCluster: false } }),
    implicit,
  ),
  "D8 a raw policy that names every cluster": raw({
    endpointSelector: {},
    ingress: [
      {
        fromEndpoints: [
          { matchExpressions: [{ key: "k8s:io.cilium.k8s.policy.cluster", operator: "Exists" }] },
        ],
      },
    ],
  }),
  "D8 a raw policy about entities and networks": raw({
    endpointSelector: {},
    ingress: [{ fromEntities: ["cluster"] }, { fromCIDRSet: [{ cidr: "10.0.0.0/8" }] }],
  }),
  "D8 a lock with the mesh let in": {
    ingressPolicies: [lockdown],
    ...policies({
      name: "mesh",
      clusterwide: true,
      endpointSelector: {},
      ingress: [{ fromEndpoints: [{ scope: "others", everyPod: true }] }],
    }),
  },
  "D8 deny-all": policies({ ...policy, ingress: [{}], egress: [{}] }),
  "D8 a lock with some of the mesh let in": {
    ingressPolicies: [lockdown],
    ...policies(
      { ...policy, clusters: ["west"], ingress: [{ fromEndpoints: [peer] }] },
      {
        ...policy,
        clusters: ["east"],
        ingress: [{ fromEndpoints: [{ scope: "all", matchLabels: { app: "curl" } }] }],
      },
    ),
  },
  "D8 a lock beside a raw policy, which its author knows": {
    ingressPolicies: [lockdown],
    ...raw({ endpointSelector: {}, ingress: [{ fromCIDR: ["10.0.0.0/8"] }] }),
  },
  "D8 what is just within Cilium's limits": policies({
    ...policy,
    ingress: [
      { fromCIDRSet: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16", "10.0.0.0/8"] }] },
      {
        toPorts: [
          { ports: [{ port: "65535" }, { port: "0" }, { port: "abcdefghij-klmn" }] },
          { ports: [{ port: "80", endPort: 80 }] },
          { ports: Array.from({ length: 40 }, (_, i) => ({ port: String(8000 + i) })) },
        ],
      },
      { icmps: [{ fields: [{ type: "255" }, { type: "0", family: "IPv6" }] }] },
    ],
  }),
  "D8 ports of what is reached": policies({
    ...policy,
    egress: [{ toEndpoints: [peer], toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }] }],
  }),
  "D8 ports alone where there is no proxy": both(
    version("1.18.1", { l7Proxy: false }),
    ingress({ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }] }),
  ),
  "D8 HTTP in the one cluster that has the proxy": both(
    { clusters: [cluster("west", 1, { cilium: { l7Proxy: false } }), cluster("east", 2)] },
    policies({
      ...policy,
      clusters: ["east"],
      ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{}] } }] }],
    }),
  ),
  "D8 fields that came with 1.16, on it": both(
    version("1.16.0"),
    policies({
      ...policy,
      enableDefaultDeny: { egress: false },
      ingress: [{ toPorts: [{ ports: [{ port: "80", endPort: 90 }] }] }],
    }),
  ),
  "D8 pods of a namespace, in a policy for all": policies({
    name: "wide",
    clusterwide: true,
    endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": "song" } },
    ingress: [{}],
  }),
  "D8 one name in two namespaces": policies(
    { ...policy, ingress: [{}] },
    { ...policy, namespace: "song", ingress: [{}] },
  ),
  "D8 a raw policy in a mesh of one": both(implicit, { clusters: [cluster("west", 1)] }),
  "D8 the entity of the mesh on 1.20": both(version("1.20.0"), ingress({ fromEntities: ["cluster-mesh"] })),
};

describe("D8 what looks like a fault of a policy and is none", () => {
  it.each(Object.entries(sane))("%s", (_, settings) => {
    expect(told(settings).filter((line) => line.includes("[policy-"))).toEqual([]);
  });

  it("D8 a raw policy in clusters without a mesh", () => {
    expect(toldApart(implicit)).toEqual([]);
  });
});
