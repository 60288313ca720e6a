import { describe, expect, it } from "vitest";
import {
  effectiveValue,
  encryptionOf,
  endpointsInCluster,
  handlesNodePorts,
  ipMasqAgentCidrs,
  isOn,
  masquerades,
  nonMasqueradeCidrs,
  numberOf,
  replacesKubeProxy,
  routingModeOf,
  servesMcsApi,
  textOf,
  textsOf,
  tunnelProtocolOf,
} from "../../../components/internal/versions";

describe("what a setting amounts to", () => {
  it("is the value given, else the version's default", () => {
    const key = "clustermesh.apiserver.kvstoremesh.enabled";
    expect(effectiveValue({}, key, "1.15.19")).toBe(false);
    expect(effectiveValue({}, key, "1.16.0")).toBe(true);
    expect(
      effectiveValue({ clustermesh: { apiserver: { kvstoremesh: { enabled: false } } } }, key, "1.16.0"),
    ).toBe(false);
  });

  it("is the default where Helm is told null, and what absence means where the key is not known", () => {
    expect(effectiveValue({ enableIPv4Masquerade: null }, "enableIPv4Masquerade", "1.18.0")).toBe(true);
    expect(effectiveValue({ nodePort: { enabled: true } }, "nodePort.enabled", "1.19.0")).toBe(false);
    expect(effectiveValue({ tunnel: "disabled" }, "tunnel", "1.15.0")).toBeUndefined();
    expect(effectiveValue({ somewhere: { else: 1 } }, "somewhere.else", "1.19.0")).toBe(1);
  });

  it.each([
    ["hubble.tls.auto.certValidityDuration", "1.16.3", 1095],
    ["hubble.tls.auto.certValidityDuration", "1.16.4", 365],
    ["clustermesh.apiserver.tls.auto.certValidityDuration", "1.19.6", 1095],
    ["clustermesh.apiserver.tls.auto.certValidityDuration", "1.20.0", 365],
    ["clustermesh.apiserver.tls.authMode", "1.18.12", "legacy"],
    ["clustermesh.apiserver.tls.authMode", "1.19.0", "migration"],
    ["clustermesh.policyDefaultLocalCluster", "1.17.18", false],
    ["clustermesh.policyDefaultLocalCluster", "1.18.0", false],
    ["clustermesh.policyDefaultLocalCluster", "1.19.0", true],
    ["l2NeighDiscovery.enabled", "1.17.18", true],
    ["l2NeighDiscovery.enabled", "1.18.0", false],
  ])("%s on %s is %j", (key, version, value) => {
    expect(effectiveValue({}, key, version)).toBe(value);
  });

  it("is read as what is asked for", () => {
    const values = {
      k8sServicePort: 6443,
      k8sServiceHost: "api",
      etcd: { endpoints: ["a", 1, "b"] },
      debug: { enabled: true },
    };
    expect(textOf(values, "k8sServicePort", "1.18.2")).toBe("6443");
    expect(textOf(values, "debug.enabled", "1.18.2")).toBe("");
    expect(numberOf(values, "k8sServicePort", "1.18.2")).toBe(6443);
    expect(numberOf(values, "k8sServiceHost", "1.18.2")).toBeUndefined();
    expect(textsOf(values, "etcd.endpoints", "1.18.2")).toEqual(["a", "b"]);
    expect(textsOf({ etcd: { endpoints: "a, b" } }, "etcd.endpoints", "1.18.2")).toEqual(["a", "b"]);
    expect(textsOf({ etcd: { endpoints: 7 } }, "etcd.endpoints", "1.18.2")).toEqual([]);
    expect(isOn({ debug: { enabled: "true" } }, "debug.enabled", "1.18.2")).toBe(true);
    expect(isOn({ debug: { enabled: 1 } }, "debug.enabled", "1.18.2")).toBe(false);
  });
});

describe("what several settings amount to", () => {
  it.each([
    [{}, "1.18.2", "tunnel"],
    [{ routingMode: "native" }, "1.18.2", "native"],
    [{ routingMode: "" }, "1.18.2", "tunnel"],
    [{ tunnel: "disabled" }, "1.14.1", "native"],
    [{ tunnel: "disabled" }, "1.15.0", "tunnel"],
  ])("%j on %s routes %s", (values, version, mode) => {
    expect(routingModeOf(values, version)).toBe(mode);
  });

  it("tunnels and encrypts", () => {
    expect(tunnelProtocolOf({}, "1.18.2")).toBe("vxlan");
    expect(tunnelProtocolOf({ tunnelProtocol: "" }, "1.18.2")).toBe("vxlan");
    expect(tunnelProtocolOf({ tunnelProtocol: "geneve" }, "1.18.2")).toBe("geneve");
    expect(tunnelProtocolOf({ tunnel: "geneve" }, "1.14.1")).toBe("geneve");
    expect(encryptionOf({ encryption: { type: "wireguard" } }, "1.18.2")).toBe("off");
    expect(encryptionOf({ encryption: { enabled: true } }, "1.18.2")).toBe("ipsec");
  });

  it.each([
    [{}, "1.18.2", false, false],
    [{ kubeProxyReplacement: true }, "1.18.2", true, true],
    [{ kubeProxyReplacement: "true" }, "1.18.2", true, true],
    [{ kubeProxyReplacement: "strict" }, "1.15.0", true, true],
    [{ kubeProxyReplacement: "partial", nodePort: { enabled: true } }, "1.15.0", false, true],
    [{ nodePort: { enabled: true } }, "1.18.12", false, true],
    [{ nodePort: { enabled: true } }, "1.19.0", false, false],
  ])("%j on %s replaces kube-proxy: %s, handles NodePorts: %s", (values, version, all, ports) => {
    expect([replacesKubeProxy(values, version), handlesNodePorts(values, version)]).toEqual([all, ports]);
  });

  it("keeps pods' addresses where native routing and ip-masq-agent say so", () => {
    const list = { enabled: true, config: { nonMasqueradeCIDRs: ["10.1.0.0/16"] } };
    const native = { ipv4NativeRoutingCIDR: "10.0.0.0/16" };
    expect(nonMasqueradeCidrs({ ...native, ipMasqAgent: list }, "1.17.6", "ipv4")).toEqual([
      "10.0.0.0/16",
      "10.1.0.0/16",
    ]);
    expect(
      nonMasqueradeCidrs({ ...native, ipMasqAgent: { ...list, enabled: false } }, "1.17.6", "ipv4"),
    ).toEqual(["10.0.0.0/16"]);
    expect(nonMasqueradeCidrs(native, "1.17.6", "ipv6")).toEqual([]);
    expect(ipMasqAgentCidrs({ ipMasqAgent: { enabled: true } }, "1.17.6")).toContain("192.168.0.0/16");
    expect(ipMasqAgentCidrs({ ipMasqAgent: { enabled: true, config: {} } }, "1.17.6")).toContain(
      "10.0.0.0/8",
    );
    expect(
      ipMasqAgentCidrs({ ipMasqAgent: { enabled: true, config: { masqLinkLocal: true } } }, "1.17.6"),
    ).toEqual([]);
  });

  it("masquerades by family", () => {
    expect(masquerades({}, "1.18.2", "ipv4")).toBe(true);
    expect(masquerades({}, "1.18.2", "ipv6")).toBe(false);
    expect(masquerades({ ipv6: { enabled: true } }, "1.18.2", "ipv6")).toBe(true);
    expect(masquerades({ enableIPv4Masquerade: false }, "1.18.2", "ipv4")).toBe(false);
  });

  it("serves the MCS API with the key of the version", () => {
    const old = { clustermesh: { enableMCSAPISupport: true } };
    const next = { clustermesh: { mcsapi: { enabled: true } } };
    expect(["1.15.0", "1.17.0", "1.19.0", "1.20.0"].map((v) => servesMcsApi(old, v))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(["1.18.0", "1.19.0", "1.20.0"].map((v) => servesMcsApi(next, v))).toEqual([false, true, true]);
  });

  it("finds etcd behind a Service", () => {
    const endpoints = [
      "http://etcd.kube-system.svc.cluster.local:2379",
      "http://e.ns.svc:2379",
      "http://192.0.2.1:2379",
      "http://svc.example.org",
    ];
    expect(endpointsInCluster({ etcd: { enabled: true, endpoints } }, "1.18.2")).toEqual(
      endpoints.slice(0, 2),
    );
    expect(endpointsInCluster({ etcd: { endpoints } }, "1.18.2")).toEqual([]);
  });
});
