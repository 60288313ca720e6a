import semver from "semver";
import { describe, expect, it } from "vitest";
import {
  apiVersionOf,
  faultOf,
  faults,
  faultsOf,
  firstVersionOf,
  kinds,
  knownMinors,
  kubernetesMinor,
  kubernetesSupport,
  kubernetesSupportOf,
} from "../../../components/internal/versions";

describe("API versions", () => {
  it.each([
    ["CiliumBGPClusterConfig", "1.15.19", undefined],
    ["CiliumBGPClusterConfig", "1.16.0", "cilium.io/v2alpha1"],
    ["CiliumBGPClusterConfig", "1.17.18", "cilium.io/v2alpha1"],
    ["CiliumBGPClusterConfig", "1.18.0", "cilium.io/v2"],
    ["CiliumBGPPeeringPolicy", "1.18.0", "cilium.io/v2alpha1"],
    ["CiliumBGPPeeringPolicy", "1.19.0", undefined],
    ["CiliumLoadBalancerIPPool", "1.17.6", "cilium.io/v2alpha1"],
    ["CiliumLoadBalancerIPPool", "1.18.1", "cilium.io/v2"],
    ["CiliumL2AnnouncementPolicy", "1.20.0", "cilium.io/v2alpha1"],
    ["CiliumNetworkPolicy", "1.14.1", "cilium.io/v2"],
    ["CiliumNodeConfig", "1.15.0", "cilium.io/v2alpha1"],
    ["CiliumNodeConfig", "1.16.0", "cilium.io/v2"],
    ["ServiceExport", "1.16.19", undefined],
    ["ServiceExport", "1.19.6", "multicluster.x-k8s.io/v1alpha1"],
    ["ServiceImport", "1.20.0", "multicluster.x-k8s.io/v1beta1"],
  ])("of %s in %s is %s", (kind, version, apiVersion) => {
    expect(apiVersionOf(kind, version)).toBe(apiVersion);
  });

  it("are refused for a kind that nobody knows", () => {
    expect(() => apiVersionOf("CiliumTypo", "1.18.1")).toThrow(
      '"CiliumTypo" is not a kind that the version table knows',
    );
    expect(firstVersionOf("ServiceExport")).toBe("1.17.0");
    expect(firstVersionOf("CiliumTypo")).toBeUndefined();
  });

  it("are listed oldest first", () => {
    for (const { apiVersions } of kinds) {
      const versions = apiVersions.map(([since]) => since);
      expect([...versions].sort(semver.compare)).toEqual(versions);
    }
  });
});

describe("known faults", () => {
  it("have codes of their own, sound ranges, and are not mended where they still are", () => {
    expect(new Set(faults.map(({ code }) => code)).size).toBe(faults.length);
    for (const { code, affected, fixedIn } of faults) {
      expect([code, affected.every((range) => semver.validRange(range) !== null)]).toEqual([code, true]);
      const still = fixedIn.filter((version) => affected.some((range) => semver.satisfies(version, range)));
      // Direct routes are mended by a switch, not by a version alone.
      expect([code, still]).toEqual([
        code,
        code === "auto-direct-node-routes-across-networks" ? ["1.16.0"] : [],
      ]);
    }
  });

  it.each([
    ["service-port-unnamed-backends-lost", ["1.18.0"], ["1.17.18", "1.18.1"]],
    [
      "service-shared-target-port",
      ["1.18.0", "1.18.9", "1.19.3"],
      ["1.17.18", "1.18.10", "1.19.4", "1.20.0"],
    ],
    ["service-affinity-none", ["1.18.12", "1.19.5"], ["1.17.18", "1.19.6", "1.20.0"]],
    ["mesh-node-port-clash", ["1.14.1", "1.17.6", "1.18.1"], ["1.18.2", "1.19.0"]],
    ["service-without-selector-lost", ["1.14.1", "1.17.5"], ["1.17.6", "1.18.0"]],
    ["kvstore-behind-service", ["1.18.11", "1.19.5"], ["1.17.18", "1.18.12", "1.19.6"]],
    ["mesh-operator-behind-kvstoremesh", ["1.16.1"], ["1.16.2", "1.15.19"]],
  ])("%s is in %j and not in %j", (code, affected, sound) => {
    expect(affected.map((version) => faultOf(code, version)?.code)).toEqual(affected.map(() => code));
    expect(sound.map((version) => faultOf(code, version))).toEqual(sound.map(() => undefined));
    expect(faultsOf(affected[0] ?? "").map((fault) => fault.code)).toContain(code);
    expect(faultsOf(sound[0] ?? "").map((fault) => fault.code)).not.toContain(code);
  });

  it("are refused by a code that nobody knows", () => {
    expect(() => faultOf("typo", "1.18.1")).toThrow('"typo" is not a fault that the version table knows');
  });
});

describe("Kubernetes", () => {
  it("has a range for every known minor, never going back", () => {
    expect(Object.keys(kubernetesSupport)).toEqual([...knownMinors]);
    const newest = Object.values(kubernetesSupport).map(({ to }) => to);
    expect([...newest].sort((a, b) => a - b)).toEqual(newest);
    expect(kubernetesSupportOf("1.17.6")).toEqual({ from: 29, to: 32, chartFrom: 21 });
    expect(kubernetesSupportOf("1.21.0")).toBeUndefined();
  });

  it("has minors", () => {
    expect(kubernetesMinor("v1.33.2")).toBe(33);
    expect(kubernetesMinor("1.32.0+k3s1")).toBe(32);
    expect(kubernetesMinor("2.0.0")).toBeUndefined();
    expect(kubernetesMinor("main")).toBeUndefined();
  });
});
