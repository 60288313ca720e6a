import { describe, expect, it } from "vitest";
import { renderIngress } from "../../../components/cilium-ingress/manifest";
import { planIngress } from "../../../components/cilium-ingress/plan";
import { renderManifest } from "../../../components/global-service/manifest";
import { planGlobalService } from "../../../components/global-service/plan";
import { validateGlobalService } from "../../../components/global-service/validate";
import { renderIngressPolicy } from "../../../components/ingress-policy/manifest";
import { planIngressPolicy } from "../../../components/ingress-policy/plan";
import { renderL2 } from "../../../components/l2-announcement/manifest";
import { planL2 } from "../../../components/l2-announcement/plan";
import { renderPool } from "../../../components/load-balancer-pool/manifest";
import { planPool } from "../../../components/load-balancer-pool/plan";
import { formatFinding } from "../../../components/internal/finding";

describe("a pool", () => {
  const pool = (ciliumVersion: string) =>
    renderPool(planPool("cilium-pool", { ciliumVersion, blocks: [{ cidr: "172.16.1.0/24" }] }));

  it.each([
    ["1.14.1", "cilium.io/v2alpha1", { cidrs: [{ cidr: "172.16.1.0/24" }] }],
    ["1.15.19", "cilium.io/v2alpha1", { blocks: [{ cidr: "172.16.1.0/24" }] }],
    ["1.17.6", "cilium.io/v2alpha1", { blocks: [{ cidr: "172.16.1.0/24" }] }],
    ["1.18.0", "cilium.io/v2", { blocks: [{ cidr: "172.16.1.0/24" }] }],
  ])("has the form of %s", (version, apiVersion, spec) => {
    expect(pool(version)).toEqual({
      apiVersion,
      kind: "CiliumLoadBalancerIPPool",
      metadata: { name: "cilium-pool" },
      spec,
    });
  });

  it("says what else it is told", () => {
    const serviceSelector = { matchExpressions: [{ key: "app", operator: "In", values: ["webpod"] }] };
    const plan = planPool("p", {
      ciliumVersion: "1.18.1",
      blocks: [{ start: "10.0.0.1" }],
      serviceSelector,
      disabled: true,
      allowFirstLastIPs: "Yes",
    });
    expect(renderPool(plan).spec).toEqual({
      blocks: [{ start: "10.0.0.1" }],
      serviceSelector,
      disabled: true,
      allowFirstLastIPs: "Yes",
    });
  });
});

it("an announcement leaves out interfaces where all are meant", () => {
  const plan = planL2("policy1", {
    ciliumVersion: "1.20.0",
    nodeSelector: { matchLabels: { rack: "a" } },
    loadBalancerIPs: true,
  });
  expect(renderL2(plan)).toEqual({
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: { name: "policy1" },
    spec: { nodeSelector: { matchLabels: { rack: "a" } }, externalIPs: false, loadBalancerIPs: true },
  });
});

describe("an ingress", () => {
  it("has hosts, certificates, named ports and the annotation of its version", () => {
    const plan = planIngress("shop", {
      ciliumVersion: "1.15.19",
      namespace: "web",
      rules: [
        {
          host: "shop.example",
          paths: [{ serviceName: "shop", servicePortName: "http", pathType: "Exact", path: "/x" }],
        },
      ],
      tls: [{ hosts: ["shop.example"], secretName: "shop-tls" }, { secretName: "rest" }],
      loadBalancerAddresses: ["192.168.10.215"],
      annotations: { "ingress.cilium.io/force-https": "enabled" },
    });
    expect(renderIngress(plan)).toEqual({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "shop",
        namespace: "web",
        annotations: {
          "ingress.cilium.io/force-https": "enabled",
          "io.cilium/lb-ipam-ips": "192.168.10.215",
        },
      },
      spec: {
        ingressClassName: "cilium",
        rules: [
          {
            host: "shop.example",
            http: {
              paths: [
                {
                  path: "/x",
                  pathType: "Exact",
                  backend: { service: { name: "shop", port: { name: "http" } } },
                },
              ],
            },
          },
        ],
        tls: [{ hosts: ["shop.example"], secretName: "shop-tls" }, { secretName: "rest" }],
      },
    });
  });
});

it("a policy of one's own has a rule for entities and one for CIDRs, which Cilium does not mix", () => {
  const plan = planIngressPolicy("office", {
    kind: "own",
    ciliumVersion: "1.18.1",
    entities: ["cluster"],
    cidrs: ["192.0.2.0/24"],
    endpointSelector: { matchLabels: { app: "shop" } },
  });
  expect(renderIngressPolicy(plan)).toEqual({
    apiVersion: "cilium.io/v2",
    kind: "CiliumClusterwideNetworkPolicy",
    metadata: { name: "office" },
    spec: {
      endpointSelector: { matchLabels: { app: "shop" } },
      ingress: [{ fromEntities: ["cluster"] }, { fromCIDRSet: [{ cidr: "192.0.2.0/24" }] }],
    },
  });
});

describe("E7 E8 a Service of type LoadBalancer", () => {
  const base = { selector: { app: "webpod" }, ports: [{ name: "http", port: 80 }], type: "LoadBalancer" };
  const plan = planGlobalService("webpod", {
    ...base,
    labels: { app: "webpod" },
    externalTrafficPolicy: "Local",
    loadBalancerClass: "io.cilium/bgp-control-plane",
    loadBalancerSourceRanges: ["192.168.0.0/16"],
    loadBalancerAddresses: ["172.16.1.10"],
    clusters: [
      { name: "new", ciliumVersion: "1.18.1", global: false },
      { name: "old", ciliumVersion: "1.15.19", global: false, loadBalancerAddresses: ["172.16.2.10"] },
    ],
  });

  it("E8 goes to pods of the node alone, asks for its address as each version reads it, and says who serves it", () => {
    const [now, old] = plan.clusters.map((cluster) => renderManifest(plan, cluster));
    expect(now).toMatchObject({
      metadata: { labels: { app: "webpod" }, annotations: { "lbipam.cilium.io/ips": "172.16.1.10" } },
      spec: {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        loadBalancerClass: "io.cilium/bgp-control-plane",
        loadBalancerSourceRanges: ["192.168.0.0/16"],
      },
    });
    expect(old?.metadata.annotations).toEqual({ "io.cilium/lb-ipam-ips": "172.16.2.10" });
  });

  it("refuses what only such a Service has on another, and what is no address", () => {
    const told = (input: object) =>
      validateGlobalService(
        planGlobalService("webpod", { ...base, clusters: [{ name: "a" }], ...input }),
      ).map(formatFinding);
    expect(
      told({ type: "NodePort", loadBalancerAddresses: ["172.16.1.10"], loadBalancerClass: "x" }),
    ).toEqual([
      "error: loadBalancerAddresses, loadBalancerClass, type: loadBalancerAddresses and loadBalancerClass have no meaning for a Service of type NodePort; set type: LoadBalancer, or remove loadBalancerAddresses and loadBalancerClass [service-load-balancer-type]",
    ]);
    expect(told({ loadBalancerAddresses: ["x"], loadBalancerSourceRanges: ["192.168.1.0/16"] })).toEqual([
      'error: loadBalancerAddresses[0]: "x" is not an IP address; write one such as 172.16.1.10 [service-load-balancer-address]',
      'error: loadBalancerSourceRanges[0]: "192.168.1.0/16" is not the CIDR of a network; write one such as 192.168.0.0/16 [service-source-range]',
    ]);
    expect(told({ clusters: [{ name: "a", loadBalancerAddresses: ["y"] }] })).toEqual([
      'error: clusters[0].loadBalancerAddresses[0]: "y" is not an IP address; write one such as 172.16.1.10 [service-load-balancer-address]',
    ]);
  });
});
