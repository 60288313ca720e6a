import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CiliumSettings, originOf, renderValues } from "../../../components/cilium-install/values";
import { CiliumMeshMembership } from "../../../components/cluster-mesh/args";
import { HelmValues, isHelmMap, leafPaths, valueAt } from "../../../components/internal/helm-values";

const membership: CiliumMeshMembership = {
  name: "west",
  id: 1,
  maxConnectedClusters: 255,
  peers: [{ name: "east", ips: ["172.18.0.4"], port: 32380 }],
  serviceType: "NodePort",
  kvstoreMesh: true,
  tlsMethod: "helm",
  caCertificatePem: "CERT",
  caPrivateKeyPem: "KEY",
};

describe("settings", () => {
  it("become nothing where nothing is set", () => {
    expect(renderValues({ settings: {} }, "1.18.1")).toEqual({});
    expect(renderValues({ settings: { bpf: {}, hubble: { ui: { service: {} } } } }, "1.18.1")).toEqual({});
    const unset = { bpf: undefined, hubble: { enabled: undefined } } as unknown as CiliumSettings;
    expect(renderValues({ settings: unset }, "1.18.1")).toEqual({});
  });

  it("keep false, 0, empty text and empty lists, which are settings too", () => {
    const settings: CiliumSettings = {
      healthChecking: false,
      cluster: { id: 0 },
      k8sServiceHost: "",
      devices: [],
      ipMasqAgent: { config: { nonMasqueradeCIDRs: [] } },
    };
    expect(renderValues({ settings }, "1.18.1")).toEqual(settings);
  });

  it("B stand where the chart has them", () => {
    const settings: CiliumSettings = {
      hubble: {
        enabled: true,
        relay: { enabled: true },
        ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
      },
      bgpControlPlane: { enabled: true, statusReport: { enabled: false } },
      ingressController: { enabled: true, loadbalancerMode: "shared" },
      l2announcements: {
        enabled: true,
        leaseDuration: "3s",
        leaseRenewDeadline: "1s",
        leaseRetryPeriod: "200ms",
      },
      etcd: { enabled: true, endpoints: ["http://10.0.0.5:2379"], ssl: false },
      identityAllocationMode: "kvstore",
      encryption: { enabled: true, type: "wireguard" },
    };
    // What restarts pods for another etcd is added; nothing else is.
    const named = { "cilium-fabric/identity-store": "kvstore http://10.0.0.5:2379" };
    expect(renderValues({ settings }, "1.18.1")).toEqual({
      ...settings,
      podAnnotations: named,
      operator: { podAnnotations: named },
    });
  });

  it("are sorted at every depth, lists excepted", () => {
    const settings: CiliumSettings = {
      routingMode: "native",
      bpf: { masquerade: true },
      devices: ["eth1", "eth0"],
    };
    const values = renderValues({ settings, membership }, "1.18.1");
    const expectSorted = (map: HelmValues): void => {
      expect(Object.keys(map)).toEqual(Object.keys(map).sort());
      Object.values(map).filter(isHelmMap).forEach(expectSorted);
    };
    expectSorted(values);
    expect(values["devices"]).toEqual(["eth1", "eth0"]);
  });
});

describe("the multi-cluster services switch", () => {
  const newName: CiliumSettings = { clustermesh: { mcsapi: { enabled: true } } };
  const oldName: CiliumSettings = { clustermesh: { enableMCSAPISupport: true } };

  it.each([newName, oldName])("has its old key up to 1.18", (settings) => {
    expect(renderValues({ settings }, "1.18.1")).toEqual({ clustermesh: { enableMCSAPISupport: true } });
  });

  it.each([newName, oldName])("has its new key from 1.19", (settings) => {
    expect(renderValues({ settings }, "1.19.0")).toEqual({ clustermesh: { mcsapi: { enabled: true } } });
    expect(renderValues({ settings }, "1.20.0")).toEqual({ clustermesh: { mcsapi: { enabled: true } } });
  });

  it("obeys the version's own name where both are said", () => {
    const settings: CiliumSettings = {
      clustermesh: { mcsapi: { enabled: false }, enableMCSAPISupport: true },
    };
    expect(renderValues({ settings }, "1.19.0")).toEqual({ clustermesh: { mcsapi: { enabled: false } } });
    expect(renderValues({ settings }, "1.18.0")).toEqual({ clustermesh: { enableMCSAPISupport: true } });
  });

  it("leaves its neighbours alone", () => {
    const settings: CiliumSettings = { clustermesh: { mcsapi: { enabled: true, installCRDs: false } } };
    expect(renderValues({ settings }, "1.18.0")).toEqual({
      clustermesh: { enableMCSAPISupport: true, mcsapi: { installCRDs: false } },
    });
  });
});

describe("membership", () => {
  it("makes a member, and writes nothing that the chart assumes anyway", () => {
    expect(renderValues({ settings: {}, membership }, "1.18.2")).toEqual({
      cluster: { id: 1, name: "west" },
      clustermesh: {
        apiserver: {
          kvstoremesh: { enabled: true, readinessProbe: { periodSeconds: 1 } },
          readinessProbe: { periodSeconds: 1 },
          service: { type: "NodePort" },
          tls: { auto: { enabled: true, method: "helm" } },
        },
        config: { clusters: [{ ips: ["172.18.0.4"], name: "east", port: 32380 }], enabled: true },
        useAPIServer: true,
      },
      tls: { ca: { cert: "Q0VSVA==", key: "S0VZ" } },
    });
  });

  const full: CiliumMeshMembership = {
    ...membership,
    maxConnectedClusters: 511,
    nodePort: 32381,
    serviceAnnotations: { a: "b" },
    serviceExternallyCreated: true,
    serverDnsNames: ["west.example.org"],
    kvstoreMeshPeerTimeoutSeconds: 3,
    tlsMethod: "cronJob",
    tlsSchedule: "0 0 1 * *",
    tlsCertValidityDuration: 90,
    peers: [{ name: "east", address: "east.example.org", port: 2379 }],
  };

  it("writes all that it says", () => {
    const values = renderValues({ settings: {}, membership: full }, "1.19.0");
    expect(values["clustermesh"]).toEqual({
      apiserver: {
        kvstoremesh: {
          enabled: true,
          extraArgs: ["--per-cluster-ready-timeout=3s"],
          readinessProbe: { periodSeconds: 1 },
        },
        readinessProbe: { periodSeconds: 1 },
        service: { annotations: { a: "b" }, externallyCreated: true, nodePort: 32381, type: "NodePort" },
        tls: {
          auto: { certValidityDuration: 90, enabled: true, method: "cronJob", schedule: "0 0 1 * *" },
          server: { extraDnsNames: ["west.example.org"] },
        },
      },
      config: { clusters: [{ address: "east.example.org", name: "east", port: 2379 }], enabled: true },
      maxConnectedClusters: 511,
      useAPIServer: true,
    });
  });

  it("leaves the readiness of clustermesh-apiserver alone where it has none, and without KVStoreMesh", () => {
    for (const [version, kvstoreMesh] of [
      ["1.15.19", true],
      ["1.18.1", false],
    ] as const) {
      const values = renderValues({ settings: {}, membership: { ...full, kvstoreMesh } }, version);
      expect(valueAt(values, "clustermesh.apiserver.kvstoremesh")).toEqual({ enabled: kvstoreMesh });
      expect(valueAt(values, "clustermesh.apiserver.readinessProbe")).toBeUndefined();
    }
  });

  it("puts the server's names where 1.20 has them", () => {
    const values = renderValues({ settings: {}, membership: full }, "1.20.0");
    expect(valueAt(values, "clustermesh.apiserver.tls.auto.server.extraDnsNames")).toEqual([
      "west.example.org",
    ]);
    expect(valueAt(values, "clustermesh.apiserver.tls.server")).toBeUndefined();
  });

  it("joins the settings of the same groups", () => {
    const settings: CiliumSettings = {
      clustermesh: {
        apiserver: { replicas: 2, tls: { authMode: "legacy" } },
        policyDefaultLocalCluster: true,
      },
    };
    const values = renderValues({ settings, membership }, "1.18.2");
    expect(valueAt(values, "clustermesh.apiserver.replicas")).toBe(2);
    expect(valueAt(values, "clustermesh.apiserver.tls")).toEqual({
      authMode: "legacy",
      auto: { enabled: true, method: "helm" },
    });
    expect(valueAt(values, "clustermesh.policyDefaultLocalCluster")).toBe(true);
  });
});

describe("B the escape hatch", () => {
  it("wins over settings and membership, map by map", () => {
    const settings: CiliumSettings = { debug: { enabled: false, verbose: "flow" } };
    const values = renderValues(
      { settings, membership, values: { debug: { enabled: true }, cluster: { id: 7 }, extra: { a: [1] } } },
      "1.18.2",
    );
    expect(values["debug"]).toEqual({ enabled: true, verbose: "flow" });
    expect(values["cluster"]).toEqual({ id: 7, name: "west" });
    expect(values["extra"]).toEqual({ a: [1] });
  });

  it("hands null on, with which Helm removes a default", () => {
    expect(renderValues({ settings: {}, values: { affinity: null } }, "1.18.2")).toEqual({ affinity: null });
  });

  const leaf = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer()));
  const key = fc.constantFrom("a", "b", "cluster", "clustermesh", "tls", "bpf");
  const tree: fc.Arbitrary<HelmValues> = fc.letrec<{ node: HelmValues }>((tie) => ({
    node: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, leaf, tie("node")), { maxKeys: 3 }),
  })).node;

  it("decides every key it sets, whatever it is (property)", () => {
    fc.assert(
      fc.property(tree, tree, (settings, values) => {
        const merged = renderValues({ settings: settings, membership, values }, "1.18.2");
        for (const path of leafPaths(values)) {
          const set = valueAt(values, path);
          if (!isHelmMap(set)) expect(valueAt(merged, path)).toEqual(set);
        }
      }),
    );
  });

  it("and never changes what it was given (property)", () => {
    fc.assert(
      fc.property(tree, tree, (settings, values) => {
        const before = JSON.stringify([settings, membership, values]);
        const sources = { settings: settings as CiliumSettings, membership, values };
        expect(renderValues(sources, "1.19.0")).toEqual(renderValues(sources, "1.19.0"));
        expect(JSON.stringify([settings, membership, values])).toBe(before);
      }),
    );
  });
});

describe("a version that is none", () => {
  it("renders without the names that came with later versions", () => {
    const settings: CiliumSettings = { clustermesh: { mcsapi: { enabled: true } } };
    expect(renderValues({ settings }, "latest")).toEqual({ clustermesh: { enableMCSAPISupport: true } });
  });
});

describe("originOf", () => {
  const settings: CiliumSettings = { bpf: { masquerade: true }, clustermesh: { enableMCSAPISupport: true } };
  const values: HelmValues = { hubble: { enabled: false }, cluster: { id: 9 }, encryption: null };

  it.each([
    ["bpf.masquerade", "settings", "bpf.masquerade"],
    ["ipam.mode", "settings", "ipam.mode"],
    ["cluster.name", "membership", "name"],
    ["cluster.id", "values", "cluster.id"],
    ["clustermesh.useAPIServer", "membership", "clustermesh.useAPIServer"],
    ["clustermesh.config.clusters", "membership", "peers"],
    ["clustermesh.apiserver.service.type", "membership", "serviceType"],
    ["tls.ca.key", "membership", "caPrivateKeyPem"],
    ["hubble.enabled", "values", "hubble.enabled"],
    ["encryption.type", "values", "encryption.type"],
  ])("%s is decided by %s: %s", (key, source, path) => {
    expect(originOf(key, { settings, membership, values }, "1.18.1")).toEqual({ source, path });
  });

  it("names the input behind a key that another version calls otherwise", () => {
    const key = "clustermesh.mcsapi.enabled";
    expect(originOf(key, { settings }, "1.19.0").path).toBe("clustermesh.enableMCSAPISupport");
    expect(originOf(key, { settings: { clustermesh: { mcsapi: { enabled: true } } } }, "1.19.0").path).toBe(
      key,
    );
  });
});
