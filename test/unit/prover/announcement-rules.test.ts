import { describe, expect, it } from "vitest";
import { planIngress } from "../../../components/cilium-ingress/plan";
import { validateIngress } from "../../../components/cilium-ingress/validate";
import { planIngressPolicy } from "../../../components/ingress-policy/plan";
import { validateIngressPolicy } from "../../../components/ingress-policy/validate";
import { formatFinding } from "../../../components/internal/finding";
import { expectedLines } from "./expected";
import { blocks, own, path, policy1, pool, pools, shop, told, version, web } from "./load-balancing-stack";

const cases: Record<string, () => string[]> = {
  "an announcement whose name and interfaces are wrong": () =>
    told({
      l2Announcements: [{ ...policy1, name: "Policy", interfaces: ["eth1", "^eth[0-9", "eth(?=1)", ""] }],
    }),
  "an announcement of nothing": () => told({ l2Announcements: [{ name: "policy1", interfaces: ["eth1"] }] }),
  "an announcement where they are off": () =>
    told({ cilium: { l2announcements: { enabled: false } }, l2Announcements: [policy1] }),
  "a local service on L2, and one that the announcement leaves out": () =>
    told({
      ...pools({ ...pool }),
      l2Announcements: [{ ...policy1, serviceSelector: { matchLabels: { announce: "l2" } } }],
      services: [
        { ...web, labels: { announce: "l2" }, externalTrafficPolicy: "Local" },
        { ...web, name: "other", externalTrafficPolicy: "Local" },
      ],
    }),
  "addresses of another network on L2": () =>
    told({ ...blocks({ cidr: "172.16.1.0/24" }), l2Announcements: [policy1] }),
  "L2 on 1.18.1, IPv6 with it": () =>
    told({
      ...version("1.18.1"),
      clusters: [
        {
          name: "lab",
          id: 1,
          existing: { context: "lab", podSubnet: "172.20.0.0/16" },
        },
      ],
      ...blocks({ cidr: "fd00:10::100/124" }),
      l2Announcements: [policy1],
    }),
  "IPv6 on L2 on 1.19.4": () =>
    told({
      ...version("1.19.4"),
      clusters: [{ name: "lab", id: 1, existing: { context: "lab", podSubnet: "172.20.0.0/16" } }],
      ...blocks({ cidr: "fd00:10::100/124" }),
      l2Announcements: [policy1],
    }),
  "an ingress whose names are wrong": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [{ ...shop, name: "Shop", namespace: "my_ns", tls: [{ secretName: "A" }] }],
    }),
  "an ingress without rules, hosts that are none, paths that are none": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [
        { name: "empty", rules: [] },
        {
          ...shop,
          rules: [
            { paths: [] },
            { host: "192.0.2.1", paths: [path] },
            { host: "*.shop..example", paths: [{ ...path, path: "details" }] },
          ],
        },
      ],
    }),
  "backends that are none": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [
        {
          ...shop,
          rules: [
            {
              paths: [
                { path: "/a", serviceName: "Page", servicePort: 0 },
                { path: "/b", serviceName: "page" },
                { path: "/c", serviceName: "page", servicePort: 80, servicePortName: "no port" },
              ],
            },
          ],
        },
      ],
    }),
  "annotations that the inputs write, and one that cannot be": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [
        {
          ...shop,
          annotations: {
            "ingress.cilium.io/loadbalancer-mode": "shared",
            "a/b/c": "d",
            "lbipam.cilium.io/ips": "x",
          },
        },
      ],
    }),
  "an ingress without its controller": () =>
    told({ cilium: { ingressController: { enabled: false } }, ingresses: [shop] }),
  "one path twice behind the shared load balancer, and in one ingress": () =>
    told({
      ...pools({ ...pool }),
      cilium: { ingressController: { loadbalancerMode: "shared" } },
      ingresses: [
        shop,
        { ...shop, name: "other" },
        {
          ...shop,
          name: "apart",
          loadbalancerMode: "dedicated",
          rules: [{ host: "a.example", paths: [path, path] }],
        },
      ],
    }),
  "addresses of a shared ingress, wrong ones of a dedicated one": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [
        { ...shop, loadbalancerMode: "shared", loadBalancerAddresses: ["192.168.10.211"] },
        { ...shop, name: "other", loadBalancerAddresses: ["192.168.10"] },
        { ...shop, name: "third", loadBalancerAddresses: ["192.168.10.220"] },
      ],
    }),
  "addresses of a dedicated ingress on 1.15": () =>
    told({
      ...version("1.15.19"),
      ...pools({ ...pool }),
      ingresses: [{ ...shop, loadBalancerAddresses: ["192.168.10.211"] }],
    }),
  "addresses of a dedicated ingress on 1.15, copied": () =>
    told({
      ...version("1.15.19"),
      cilium: { version: "1.15.19", ingressController: { ingressLBAnnotationPrefixes: ["io.cilium"] } },
      ...pools({ ...pool }),
      ingresses: [{ ...shop, loadBalancerAddresses: ["192.168.10.211"] }],
    }),
  "a port that the service does not have": () =>
    told({
      ...pools({ ...pool }),
      services: [{ ...web, type: "ClusterIP" }],
      ingresses: [{ ...shop, rules: [{ paths: [{ serviceName: "webpod", servicePort: 8080 }] }] }],
    }),
  "policies whose form is wrong": () =>
    told({
      ingressPolicies: [
        { kind: "external-lockdown", cidrs: ["192.0.2.0/24"] },
        { kind: "allow-cidr", name: "Allow" },
        { ...own, cidrs: ["192.0.2.7/24", "192.0.2.8", "everywhere"], entities: ["internet"] },
        {
          ...own,
          name: "own2",
          entities: ["world"],
          endpointSelector: { matchExpressions: [{ key: "reserved:ingress", operator: "In" }] },
        },
      ],
    }),
  "a lockdown that nobody opens": () =>
    told({
      ...pools({ ...pool }),
      ingresses: [shop],
      ingressPolicies: [{ kind: "external-lockdown" }],
    }),
  "a policy about an ingress that is off": () =>
    told({
      cilium: { ingressController: { enabled: false } },
      ingressPolicies: [{ kind: "allow-cidr", cidrs: ["192.168.10.200/32"] }],
    }),
  "a mode and a way to compare that are none": () =>
    validateIngress(
      planIngress("shop", {
        ciliumVersion: "1.18.1",
        loadbalancerMode: "own",
        rules: [{ paths: [{ ...path, pathType: "Regex" }] }],
      }),
    ).map(formatFinding),
  "a kind of policy that is none": () =>
    validateIngressPolicy(
      planIngressPolicy("p", { ciliumVersion: "1.18.1", kind: "allow", cidrs: ["192.0.2.1/32"] }),
    ).map(formatFinding),
};

// The messages, word for word, are in expected/announcement-rules.txt.
describe("what announcements, ingresses and policies are told", () => {
  const expected = expectedLines("announcement-rules");

  it.each(Object.entries(cases))("%s", (name, telling) => {
    expect(telling()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
