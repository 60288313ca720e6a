import { describe, expect, it } from "vitest";
import { formatFinding } from "../../../components/internal/finding";
import { planPool } from "../../../components/load-balancer-pool/plan";
import { validatePool } from "../../../components/load-balancer-pool/validate";
import { expectedLines } from "./expected";
import { blocks, own, policy1, pool, pools, shop, told, two, version, web } from "./load-balancing-stack";

const cases: Record<string, () => string[]> = {
  "a name that is none": () => told(pools({ ...pool, name: "Cilium_Pool" })),
  "a pool without blocks": () => told(blocks()),
  "both forms in one block, and neither": () =>
    told(blocks({ cidr: "172.16.1.0/24", start: "172.16.2.1" }, {}, { stop: "172.16.3.1" })),
  "blocks that are no addresses": () =>
    told(
      blocks(
        { cidr: "172.16.1.0" },
        { cidr: "172.16.1.7/24" },
        { cidr: "pool" },
        { start: "172.16.2" },
        { start: "172.16.3.1", stop: "fd00::1" },
      ),
    ),
  "a range backwards": () => told(blocks({ start: "192.168.10.215", stop: "192.168.10.211" })),
  "a range and the first addresses on 1.14": () =>
    told({ ...version("1.14.1"), ...pools({ ...pool, allowFirstLastIPs: "No" }) }),
  "first addresses where there are none to keep back": () =>
    told(
      pools({
        ...pool,
        allowFirstLastIPs: "No",
        blocks: [{ cidr: "172.16.1.0/31" }, { cidr: "172.16.2.0/30" }, { start: "172.16.3.1" }],
      }),
    ),
  "a selector that is none": () =>
    told(
      pools({
        ...pool,
        serviceSelector: {
          matchLabels: { "a b": "c" },
          matchExpressions: [
            { key: "app", operator: "In" },
            { key: "app", operator: "Exists", values: ["webpod"] },
            { key: "-", operator: "Is" },
          ],
        },
      }),
    ),
  "several blocks on 1.17.5": () =>
    told({ ...version("1.17.5"), ...blocks({ cidr: "172.16.1.0/24" }, { cidr: "172.16.2.0/24" }) }),
  "pools that overlap": () =>
    told(pools({ ...pool }, { name: "other", blocks: [{ cidr: "192.168.10.208/29" }] })),
  "blocks of one pool that overlap": () => told(blocks({ cidr: "172.16.1.0/24" }, { cidr: "172.16.0.0/16" })),
  "one pool in two clusters of a rack": () => told(two(pools({ ...pool }))),
  "one pool in two clusters that share nothing": () =>
    told(
      two({
        ...pools({ ...pool }),
        clusters: ["west", "east"].map((name, i) => ({
          name,
          id: i + 1,
          existing: { context: name, podSubnet: `10.${i}.0.0/16` },
        })),
      }),
    ),
  "a pool in pods, services and nodes": () =>
    told(blocks({ cidr: "172.20.8.0/24" }, { cidr: "10.96.1.0/24" }, { cidr: "192.168.10.96/28" })),
  "a cluster that is not there, and a name twice": () =>
    told({
      ...pools(
        { ...pool, clusters: ["west"] },
        { ...pool },
        { name: "cilium-pool", blocks: [{ cidr: "172.16.1.0/24" }] },
      ),
      l2Announcements: [{ ...policy1, clusters: ["west"] }],
      ingresses: [{ ...shop, clusters: ["west"] }],
      ingressPolicies: [{ ...own, cidrs: ["192.0.2.1/32"], clusters: ["west"] }],
    }),
  "a service without any pool": () => told({ services: [web] }),
  "a service that no pool serves": () =>
    told({ services: [web], ...pools({ ...pool, serviceSelector: { matchLabels: { app: "webpod" } } }) }),
  "a service that a pool serves by its name": () =>
    told({
      services: [web],
      ...pools({
        ...pool,
        serviceSelector: { matchLabels: { "io.kubernetes.service.name": "webpod" } },
      }),
    }),
  "a service of somebody else's load balancer": () =>
    told({ services: [{ ...web, loadBalancerClass: "example.org/lb" }] }),
  "an address outside every pool": () =>
    told({ services: [{ ...web, loadBalancerAddresses: ["172.16.9.9", "x"] }], ...pools({ ...pool }) }),
  "an address by annotation that is kept back, and one of a pool for others": () =>
    told({
      services: [
        {
          ...web,
          labels: { app: "webpod" },
          annotations: { "lbipam.cilium.io/ips": "172.16.1.0, 172.16.2.1" },
        },
      ],
      ...pools(
        { name: "a", blocks: [{ cidr: "172.16.1.0/24" }], allowFirstLastIPs: "No" },
        {
          name: "b",
          blocks: [{ cidr: "172.16.2.0/24" }],
          serviceSelector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] },
        },
      ),
    }),
  "one address for two services": () =>
    told({
      services: [
        { ...web, loadBalancerAddresses: ["192.168.10.211"] },
        { ...web, name: "other", loadBalancerAddresses: ["192.168.10.211"] },
      ],
      ...pools({ ...pool }),
    }),
  "one address for two services that share it": () =>
    told({
      services: ["webpod", "other"].map((name) => ({
        ...web,
        name,
        loadBalancerAddresses: ["192.168.10.211"],
        annotations: { "lbipam.cilium.io/sharing-key": "k" },
      })),
      ...pools({ ...pool }),
    }),
  "sharing on 1.16.2": () =>
    told({
      ...version("1.16.2"),
      services: ["webpod", "other"].map((name) => ({
        ...web,
        name,
        annotations: { "io.cilium/lb-ipam-sharing-key": "k" },
      })),
      ...pools({ ...pool }),
    }),
  "more services than addresses, on 1.18.1": () =>
    told({
      ...version("1.18.1"),
      services: [web, { ...web, name: "other" }],
      ...blocks({ start: "192.168.10.211", stop: "192.168.10.212" }),
    }),
  "source ranges on 1.18.1": () =>
    told({
      ...version("1.18.1"),
      services: [{ ...web, loadBalancerSourceRanges: ["192.168.10.0/24"] }],
      ...pools({ ...pool }),
    }),
  "a word that allowFirstLastIPs does not take": () =>
    validatePool(
      planPool("p", {
        ciliumVersion: "1.18.1",
        blocks: [{ cidr: "172.16.1.0/24" }],
        allowFirstLastIPs: "false",
      }),
    ).map(formatFinding),
  "a version that is none": () =>
    validatePool(planPool("p", { ciliumVersion: "1.18", blocks: [] })).map(formatFinding),
};

// The messages, word for word, are in expected/load-balancing-rules.txt.
describe("what pools and Services of type LoadBalancer are told", () => {
  const expected = expectedLines("load-balancing-rules");

  it.each(Object.entries(cases))("%s", (name, telling) => {
    expect(telling()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
