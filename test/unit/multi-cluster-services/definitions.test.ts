import { describe, expect, it } from "vitest";
import { renderDefinitions } from "../../../components/multi-cluster-definitions/manifest";
import { neededBefore } from "../../../components/multi-cluster-definitions/plan";

const kinds = (version: string) =>
  renderDefinitions(version).map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: metadata.labels,
    versions: spec.versions.map(({ name, served, storage }) => ({ name, served, storage })),
  }));

describe("H the kinds of the MCS API", () => {
  it.each([
    ["1.16.19", false],
    ["1.17.0", true],
    ["1.18.12", true],
    ["1.19.0", true],
    ["1.19.1", false],
    ["1.19.6", false],
    ["1.20.0", true],
    ["1.20.1", false],
  ])("H are needed before Cilium %s: %s", (version, needed) => {
    expect(neededBefore(version)).toBe(needed);
  });

  it("H are served in both API versions, so that there is a way back from 1.20", () => {
    for (const version of ["1.17.6", "1.20.0"])
      for (const { versions } of kinds(version))
        expect(versions.map(({ name, served }) => [name, served])).toEqual([
          ["v1alpha1", true],
          ["v1beta1", true],
        ]);
  });

  it.each([
    ["1.18.1", "v1alpha1", undefined],
    ["1.20.0", "v1beta1", "v0.5.2"],
  ])("H store on %s what its operator writes: %s", (version, stored, release) => {
    for (const { versions, labels } of kinds(version)) {
      expect(versions.filter(({ storage }) => storage).map(({ name }) => name)).toEqual([stored]);
      expect(labels?.["multicluster.x-k8s.io/release-version"]).toBe(release);
    }
  });

  it("H have the names, columns and fields of the published ones", () => {
    const [exports, imports] = renderDefinitions("1.18.1");
    expect(exports?.metadata.name).toBe("serviceexports.multicluster.x-k8s.io");
    expect(imports?.spec.names).toEqual({
      plural: "serviceimports",
      singular: "serviceimport",
      kind: "ServiceImport",
      shortNames: ["svcim", "svcimport"],
    });
    const [version] = imports?.spec.versions ?? [];
    expect(version?.additionalPrinterColumns.map(({ name, jsonPath }) => [name, jsonPath])).toEqual([
      ["Type", ".spec.type"],
      ["IP", ".spec.ips"],
      ["Age", ".metadata.creationTimestamp"],
    ]);
    const { properties } = version?.schema.openAPIV3Schema ?? {};
    expect(properties?.["spec"]?.required).toEqual(["ports", "type"]);
    expect(Object.keys(properties?.["spec"]?.properties ?? {})).toEqual([
      "internalTrafficPolicy",
      "ipFamilies",
      "ips",
      "ports",
      "sessionAffinity",
      "sessionAffinityConfig",
      "trafficDistribution",
      "type",
    ]);
    expect(Object.keys(properties?.["status"]?.properties ?? {})).toEqual([
      "clusters",
      "conditions",
      "endpointSliceObjects",
    ]);
  });
});
