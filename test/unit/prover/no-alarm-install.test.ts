import { describe, expect, it } from "vitest";
import { installed } from "./fixtures";

const waited = {
  clustermesh: {
    useAPIServer: true,
    config: { enabled: true },
    apiserver: { tls: { auto: { method: "cronJob", schedule: "0 0 1 */4 *" } } },
  },
};

// The other side of the rules: what looks like a fault and is none.
const cases: Record<string, () => string[]> = {
  "cronJob certificates that Helm does not wait for": () => installed("1.18.2", waited, false),
  "cronJob certificates that Helm waits for, from 1.19 on": () => installed("1.19.6", waited, true),
  "cronJob certificates without schedule on 1.20": () =>
    installed("1.20.0", {
      clustermesh: {
        useAPIServer: true,
        config: { enabled: true },
        apiserver: { tls: { auto: { method: "cronJob" } } },
      },
    }),
  "cronJob certificates of Hubble without relay": () =>
    installed("1.17.6", { hubble: { tls: { auto: { method: "cronJob" } } } }, true),
  "a schedule by name": () =>
    installed("1.18.2", { hubble: { tls: { auto: { method: "cronJob", schedule: "@monthly" } } } }),
  "NodePorts of Services that are off": () =>
    installed("1.18.2", {
      hubble: { ui: { service: { type: "NodePort", nodePort: 80 } } },
      clustermesh: { apiserver: { service: { nodePort: 80 } } },
    }),
  "ingress on NodePorts alone, before 1.19": () =>
    installed("1.18.12", { nodePort: { enabled: true }, ingressController: { enabled: true } }),
  "the Envoy backend without L7 proxy on 1.14, which does not look": () =>
    installed("1.14.19", { loadBalancer: { l7: { backend: "envoy" } }, l7Proxy: false }),
  "Hubble UI by itself": () =>
    installed("1.18.2", { hubble: { ui: { enabled: true, standalone: { enabled: true } } } }),
  "etcd behind a Service on 1.15": () =>
    installed("1.15.19", { etcd: { enabled: true, endpoints: ["http://etcd.kube-system.svc:2379"] } }),
  "clustermesh-apiserver beside double-write on 1.17": () =>
    installed("1.17.18", {
      clustermesh: { useAPIServer: true },
      identityAllocationMode: "doublewrite-readcrd",
      etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
    }),
  "an external store with all it needs": () =>
    installed("1.18.12", {
      clustermesh: { useAPIServer: true, apiserver: { kvstoremesh: { kvstoreMode: "external" } } },
      identityAllocationMode: "kvstore",
      etcd: { enabled: true, endpoints: ["http://192.0.2.1:2379"] },
    }),
  "NodePorts at the ends of the range": () => [
    ...installed("1.18.2", {
      clustermesh: { useAPIServer: true, apiserver: { service: { nodePort: 30000 } } },
    }),
    ...installed("1.18.2", {
      clustermesh: { useAPIServer: true, apiserver: { service: { nodePort: 32767 } } },
    }),
  ],
  "ids at the ends of the ranges": () => [
    ...installed("1.18.2", { cluster: { name: "west", id: 255 } }),
    ...installed("1.18.2", {
      cluster: { name: "west", id: 511 },
      clustermesh: { maxConnectedClusters: 511 },
    }),
    ...installed("1.18.2", { cluster: { name: "west", id: 127 }, eni: { enabled: true } }),
  ],
  "legacy certificates on 1.19 without config": () =>
    installed("1.19.6", { clustermesh: { useAPIServer: true, apiserver: { tls: { authMode: "legacy" } } } }),
  "peers as a map on 1.19": () =>
    installed("1.19.6", {
      cluster: { name: "west", id: 1 },
      clustermesh: {
        config: { enabled: true, clusters: { east: { ips: ["fd00::1"], port: 1 }, off: { enabled: false } } },
      },
    }),
  "L2 leases a second apart": () =>
    installed("1.18.2", {
      kubeProxyReplacement: true,
      l2announcements: {
        enabled: true,
        leaseDuration: "3s",
        leaseRenewDeadline: "2000ms",
        leaseRetryPeriod: "0.5s",
      },
    }),
  "cloud addresses need no native CIDR": () =>
    installed("1.18.2", { routingMode: "native", ipam: { mode: "eni" }, eni: { enabled: true } }),
};

describe("no alarm for an install", () => {
  it.each(Object.entries(cases))("%s", (_, told) => {
    expect(told()).toEqual([]);
  });
});
