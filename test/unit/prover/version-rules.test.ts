import { describe, expect, it } from "vitest";
import { expectedLines } from "./expected";
import { installed } from "./fixtures";

const cases: Record<string, () => string[]> = {
  "the mesh on 1.18.0": () => installed("1.18.0", { clustermesh: { useAPIServer: true } }),
  "the mesh on 1.16.0": () =>
    installed("1.16.0", { clustermesh: { useAPIServer: true, enableEndpointSliceSynchronization: true } }),
  "replicas of clustermesh-apiserver on 1.15": () =>
    installed("1.15.19", { clustermesh: { useAPIServer: true, apiserver: { replicas: 2 } } }),
  "host firewall, tunnel and WireGuard": () =>
    installed("1.18.2", {
      clustermesh: { useAPIServer: true },
      hostFirewall: { enabled: true },
      encryption: { enabled: true, type: "wireguard" },
    }),
  "a CA bundle that KVStoreMesh does not read": () =>
    installed("1.18.4", { clustermesh: { useAPIServer: true }, tls: { caBundle: { enabled: true } } }),
  "the MCS API on 1.19.0": () =>
    installed("1.19.0", {
      clustermesh: { useAPIServer: true, config: { enabled: true }, mcsapi: { enabled: true } },
    }),
  "the MCS API on 1.20.0": () =>
    installed("1.20.0", {
      clustermesh: { useAPIServer: true, config: { enabled: true }, mcsapi: { enabled: true } },
    }),
  "the MCS API on 1.17.2": () =>
    installed("1.17.2", {
      clustermesh: { useAPIServer: true, config: { enabled: true }, enableMCSAPISupport: true },
    }),
  "ingress on the host network on 1.18.0": () =>
    installed("1.18.0", {
      kubeProxyReplacement: true,
      ingressController: { enabled: true, hostNetwork: { enabled: true } },
    }),
  "BGP on 1.16.4": () => installed("1.16.4", { bgpControlPlane: { enabled: true } }),
  "a setting of a later version": () => installed("1.17.18", { clustermesh: { cacheTTL: "10m" } }),
  "a setting of an earlier version": () => installed("1.15.19", { tunnel: "vxlan" }),
  "a tree of settings of an earlier version": () =>
    installed("1.17.0", { bgp: { enabled: true, announce: { loadbalancerIP: true } } }),
  "a setting gone at a patch release": () => installed("1.17.6", { externalIPs: { enabled: true } }),
  "a setting that kube-proxy replacement covers": () =>
    installed("1.18.2", { kubeProxyReplacement: true, hostPort: { enabled: true } }),
  "a word that the setting does not take": () => installed("1.18.2", { routingMode: "Native" }),
  "a switch in quotes": () => installed("1.18.2", { debug: { enabled: "true" } }),
  "a number in quotes": () => installed("1.18.2", { operator: { replicas: "1" } }),
  "a text in place of a list": () => installed("1.18.2", { etcd: { endpoints: "http://192.0.2.1:2379" } }),
  "a list in place of a map": () => installed("1.18.2", { ipMasqAgent: { config: [] } }),
  "a number in place of a text": () => installed("1.18.2", { k8sServiceHost: 10 }),
  "certificates that 1.20 no longer takes, whose text stays hidden": () =>
    installed("1.20.0", { clustermesh: { apiserver: { tls: { server: { key: "c2VjcmV0" } } } } }),
  "a misspelt key": () => installed("1.18.2", { kubeProxyReplacment: true }),
  "a key with a wrong capital": () => installed("1.18.2", { hubble: { UI: { enabled: true, replicas: 2 } } }),
  "a key in the wrong place": () => installed("1.18.2", { bpf: { identityAllocationMode: "crd" } }),
  "a key that no chart has": () => installed("1.18.2", { hubble: { flux: { capacitor: 88 } } }),
  "a key of older charts alone": () =>
    installed("1.18.2", { enableCiliumEndpointSlice: true, proxy: { sidecarImageRegex: "x" } }),
  "a key of newer charts alone": () => installed("1.16.4", { standaloneDnsProxy: { enabled: true } }),
  "a key of older charts, switched off": () =>
    installed("1.18.2", { proxy: { prometheus: { enabled: false } }, enableCiliumEndpointSlice: false }),
  "a kind of value that the chart's schema refuses": () =>
    installed("1.18.2", { hubble: { relay: { replicas: "1" }, metrics: true } }),
  "a kind of value that a certificate does not have": () =>
    installed("1.18.2", { hubble: { tls: { server: { cert: true } } } }),
};

// The messages, word for word, are in expected/version-rules.txt.
describe("what a version makes of values", () => {
  const expected = expectedLines("version-rules");

  it.each(Object.entries(cases))("%s", (name, told) => {
    expect(told()).toEqual(expected.get(name));
  });

  it("expects nothing that is not tried", () => {
    expect([...expected.keys()]).toEqual(Object.keys(cases));
  });
});
