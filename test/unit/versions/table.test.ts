import semver from "semver";
import { describe, expect, it } from "vitest";
import { lastBefore, settings, tableOf, unknownSettings } from "../../../components/internal/versions";

const everyVersion = [
  "1.14.0",
  "1.15.0",
  "1.16.0",
  "1.17.0",
  "1.17.6",
  "1.18.0",
  "1.18.12",
  "1.19.0",
  "1.19.6",
  "1.20.0",
];

function known(key: string, version: string): boolean | undefined {
  return tableOf(version).get(key)?.known;
}

describe("the table of settings", () => {
  it("has each key once, with sound version numbers", () => {
    expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
    for (const { key, since, goneIn, defaults, words } of settings) {
      const versions = [since, goneIn, ...Object.keys(defaults ?? {}), ...Object.keys(words ?? {})];
      for (const version of versions.filter((v) => v !== undefined))
        expect([key, semver.valid(version)]).toEqual([key, version]);
      if (since !== undefined && goneIn !== undefined) expect(semver.lt(since, goneIn)).toBe(true);
      // A default from before the key was there would never be used.
      const floors = Object.keys({ ...defaults, ...words });
      expect([key, floors.every((floor) => semver.gte(floor, since ?? "1.14.0"))]).toEqual([key, true]);
    }
  });

  it("takes its own defaults as sound, in every version", () => {
    for (const version of everyVersion) {
      for (const [key, { known: there, fallback, words, setting }] of tableOf(version)) {
        if (there && fallback !== undefined && words !== undefined)
          expect([key, words.includes(fallback)]).toEqual([key, true]);
        if (!there) expect(fallback).toBe(setting.absentMeans);
      }
    }
  });

  it.each([
    ["clustermesh.maxConnectedClusters", "1.14.19", "1.15.0"],
    ["directRoutingSkipUnreachable", "1.15.19", "1.16.0"],
    ["clustermesh.apiserver.service.loadBalancerClass", "1.15.6", "1.15.7"],
    ["clustermesh.apiserver.service.labels", "1.17.4", "1.17.5"],
    ["bgpControlPlane.legacyOriginAttribute", "1.18.1", "1.18.2"],
    ["clustermesh.mcsapi.enabled", "1.18.12", "1.19.0"],
    ["clustermesh.defaultGlobalNamespace", "1.19.6", "1.20.0"],
  ])("%s comes between %s and %s", (key, before, after) => {
    expect([known(key, before), known(key, after)]).toEqual([false, true]);
  });

  it.each([
    ["tunnel", "1.14.19", "1.15.0"],
    ["bgp", "1.16.19", "1.17.0"],
    ["externalIPs.enabled", "1.17.5", "1.17.6"],
    ["hostPort.enabled", "1.17.18", "1.18.0"],
    ["nodePort.enabled", "1.18.12", "1.19.0"],
    ["clustermesh.enableMCSAPISupport", "1.19.6", "1.20.0"],
  ])("%s goes between %s and %s", (key, before, after) => {
    expect([known(key, before), known(key, after)]).toEqual([true, false]);
  });

  it("counts a pre-release as the release it leads to, and clamps what is outside", () => {
    expect(known("clustermesh.defaultGlobalNamespace", "1.20.0-rc.1")).toBe(true);
    expect(known("clustermesh.defaultGlobalNamespace", "1.21.0")).toBe(true);
    expect(known("tunnel", "1.13.0")).toBe(true);
    expect(known("tunnel", "latest")).toBe(false);
  });

  it("knows the release before another", () => {
    expect(lastBefore("1.17.6")).toBe("1.17.5");
    expect(lastBefore("1.18.0")).toBe("1.17");
  });
});

describe("settings that a version does not have", () => {
  const at = (key: string): string => key;

  it("are no fault where their absence means the same", () => {
    expect(unknownSettings({ clustermesh: { maxConnectedClusters: 255 } }, "1.14.1", at)).toEqual([]);
    expect(unknownSettings({ bgpControlPlane: { statusReport: { enabled: false } } }, "1.16.0", at)).toEqual(
      [],
    );
    expect(unknownSettings({ hostPort: { enabled: false } }, "1.18.2", at)).toEqual([]);
  });

  it("are no fault where nothing is set, or where the table has never heard of them", () => {
    expect(unknownSettings({ clustermesh: { cacheTTL: null }, tls: {}, bgp: {} }, "1.18.2", at)).toEqual([]);
    expect(
      unknownSettings({ prometheus: { enabled: true }, socketLB: { tracing: true } }, "1.18.2", at),
    ).toEqual([]);
  });

  it("may stand for what only the running cluster knows", () => {
    expect(unknownSettings({ operator: { replicas: "${west.nodes}" } }, "1.18.2", at)).toEqual([]);
  });

  it("are told at the path of the input", () => {
    const [finding] = unknownSettings(
      { clustermesh: { cacheTTL: "1m" } },
      "1.18.2",
      (key) => `clusters[3].cilium.${key}`,
    );
    expect(finding?.paths).toEqual(["clusters[3].cilium.clustermesh.cacheTTL"]);
  });

  it("never show a secret, nor a long text in full", () => {
    const told = [
      ...unknownSettings(
        { clustermesh: { apiserver: { tls: { ca: { key: "c2VjcmV0" }, server: { cert: "c2VjcmV0" } } } } },
        "1.20.0",
        at,
      ),
      ...unknownSettings({ tls: { ca: { key: ["c2VjcmV0"] } } }, "1.20.0", at),
      ...unknownSettings({ routingMode: "c2VjcmV0".repeat(20) }, "1.20.0", at),
    ];
    expect(told).toHaveLength(4);
    expect(told.slice(0, 3).some(({ message }) => message.includes("c2VjcmV0"))).toBe(false);
    expect(told[3]?.message).toContain("…");
  });
});
