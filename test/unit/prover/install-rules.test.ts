import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { installed } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "a version that is none": () => installed("1.18", {}),
  "a version that is a word": () => installed("latest", { bpf: { masquerade: true } }),
  "a version before the table": () => installed("1.13.18", {}),
  "a version after the table": () => installed("1.21.0", {}),
  "no IP family": () => installed("1.18.2", { ipv4: { enabled: false } }),
  "direct routes in a tunnel": () => installed("1.18.2", { autoDirectNodeRoutes: true }),
  "skipping unreachable nodes without direct routes": () =>
    installed("1.18.2", { directRoutingSkipUnreachable: true }),
  "BPF masquerading beside kube-proxy": () => installed("1.18.2", { bpf: { masquerade: true } }),
  "ip-masq-agent without BPF masquerading": () => installed("1.18.2", { ipMasqAgent: { enabled: true } }),
  "ip-masq-agent without masquerading": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      bpf: { masquerade: true },
      enableIPv4Masquerade: false,
      ipMasqAgent: { enabled: true },
    }),
  "a wrong CIDR in the list of ip-masq-agent": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      bpf: { masquerade: true },
      ipMasqAgent: { enabled: true, config: { nonMasqueradeCIDRs: ["10.0.0.0/16", "10.1/16"] } },
    }),
  "native routing without native routing CIDR": () => installed("1.18.2", { routingMode: "native" }),
  "IPv6 native routing without native routing CIDR": () =>
    installed("1.18.2", {
      routingMode: "native",
      ipv4NativeRoutingCIDR: "10.0.0.0/8",
      ipv6: { enabled: true },
    }),
  "a native routing CIDR that is none": () =>
    installed("1.18.2", { routingMode: "native", ipv4NativeRoutingCIDR: "10.0.0.0" }),
  "the word strict on 1.15": () => installed("1.15.19", { kubeProxyReplacement: "strict" }),
  "the word partial on 1.14": () => installed("1.14.1", { kubeProxyReplacement: "partial" }),
  "the word strict on 1.16": () => installed("1.16.19", { kubeProxyReplacement: "strict" }),
  "L2 announcements beside kube-proxy": () => installed("1.18.2", { l2announcements: { enabled: true } }),
  "an L2 lease shorter than its renewal": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      l2announcements: { enabled: true, leaseDuration: "5s" },
    }),
  "an L2 lease that is no duration": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      l2announcements: { enabled: true, leaseRetryPeriod: "2" },
    }),
  "ingress beside kube-proxy on 1.18": () => installed("1.18.2", { ingressController: { enabled: true } }),
  "Gateway API beside kube-proxy on 1.19": () => installed("1.19.6", { gatewayAPI: { enabled: true } }),
  "ingress without L7 proxy": () =>
    installed("1.18.2", { kubeProxyReplacement: true, ingressController: { enabled: true }, l7Proxy: false }),
  "the Envoy backend without L7 proxy": () =>
    installed("1.18.2", { loadBalancer: { l7: { backend: "envoy" } }, l7Proxy: false }),
  "relay without Hubble": () => installed("1.18.2", { hubble: { enabled: false, relay: { enabled: true } } }),
  "Hubble UI without relay": () => installed("1.18.2", { hubble: { ui: { enabled: true } } }),
  "a NodePort out of range": () =>
    installed("1.18.2", {
      hubble: {
        relay: { enabled: true },
        ui: { enabled: true, service: { type: "NodePort", nodePort: 8080 } },
      },
    }),
  "a NodePort out of the range that Cilium was told": () =>
    installed("1.18.2", {
      nodePort: { range: "31000,31100" },
      hubble: {
        relay: { enabled: true },
        ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
      },
    }),
  "one NodePort for both ports of an ingress": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      ingressController: {
        enabled: true,
        loadbalancerMode: "shared",
        service: { insecureNodePort: 30080, secureNodePort: 30080 },
      },
    }),
  "a kvstore without etcd": () => installed("1.18.2", { identityAllocationMode: "kvstore" }),
  "etcd without endpoints": () => installed("1.18.2", { etcd: { enabled: true } }),
  "etcd with TLS and plain endpoints": () =>
    installed("1.18.2", {
      etcd: { enabled: true, ssl: true, endpoints: ["http://192.0.2.1:2379", "https://192.0.2.2:2379"] },
    }),
  "etcd with plain endpoints and TLS off, and the other way": () =>
    installed("1.18.2", { etcd: { enabled: true, endpoints: ["https://192.0.2.2:2379"] } }),
  "etcd behind a Service, deprecated": () =>
    installed("1.16.19", {
      etcd: { enabled: true, endpoints: ["http://etcd.kube-system.svc.cluster.local:2379"] },
    }),
  "etcd behind a Service, not supported": () =>
    installed("1.17.6", {
      kubeProxyReplacement: true,
      etcd: { enabled: true, endpoints: ["http://etcd.kube-system.svc:2379"] },
    }),
  "etcd behind a Service, where agents do not start": () =>
    installed("1.19.5", {
      kubeProxyReplacement: true,
      etcd: { enabled: true, endpoints: ["http://etcd.kube-system.svc:2379"] },
    }),
  "clustermesh-apiserver beside a kvstore on 1.15": () =>
    installed("1.15.19", {
      clustermesh: { useAPIServer: true },
      identityAllocationMode: "kvstore",
      etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
    }),
  "clustermesh-apiserver beside a kvstore without KVStoreMesh": () =>
    installed("1.18.2", {
      clustermesh: { useAPIServer: true, apiserver: { kvstoremesh: { enabled: false } } },
      identityAllocationMode: "kvstore",
      etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
    }),
  "clustermesh-apiserver without CiliumEndpoints": () =>
    installed("1.18.2", { clustermesh: { useAPIServer: true }, disableEndpointCRD: true }),
  "an egress gateway beside a kvstore": () =>
    installed("1.18.2", {
      egressGateway: { enabled: true },
      identityAllocationMode: "kvstore",
      etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
    }),
  "an external store without anything it needs": () =>
    installed("1.18.2", {
      clustermesh: { apiserver: { replicas: 2, kvstoremesh: { enabled: false, kvstoreMode: "external" } } },
    }),
};

// The messages, word for word, are in expected/install-rules.txt.
describe("what one install is told", () => {
  const expected = expectedLines("install-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
