import { describe, expect, it } from "vitest";
import { judgeMeshSize } from "../../../components/cilium-install/mesh-size";
import {
  InstallFacts,
  validateDecided,
  validateIdentity,
  validateInstall,
} from "../../../components/cilium-install/validate";
import { decidedValues } from "../../../components/cilium-install/values/membership";
import { formatFinding } from "../../../components/internal/finding";

const fine: InstallFacts = { chart: [], wait: "helm", hasKubeconfig: false };

describe("validateInstall", () => {
  it.each([
    [fine, []],
    [{ ...fine, chart: ["archive"], timeoutSeconds: 1, wait: "ready", hasKubeconfig: true }, []],
    [
      { ...fine, chart: ["archive", "oci"] },
      ["error: chart.archive, chart.oci: the chart has 2 sources; give only one of them [chart-source]"],
    ],
    [
      { ...fine, timeoutSeconds: 0 },
      [
        "error: timeoutSeconds: timeoutSeconds is 0, expected a whole number from 1 to 86400; use for instance 600 [install-timeout]",
      ],
    ],
    [
      { ...fine, timeoutSeconds: 1.5 },
      [
        "error: timeoutSeconds: timeoutSeconds is 1.5, expected a whole number from 1 to 86400; use for instance 600 [install-timeout]",
      ],
    ],
    [
      { ...fine, wait: "ready" },
      [
        "error: wait, kubeconfig: wait is ready, but there is no kubeconfig to ask the cluster with; " +
          "give the cluster's kubeconfig, or say wait: helm [wait-kubeconfig]",
      ],
    ],
  ] satisfies [InstallFacts, string[]][])("%j", (facts, expected) => {
    expect(validateInstall(facts).map(formatFinding)).toEqual(expected);
  });
});

describe("validateIdentity", () => {
  const membership = { name: "west", id: 1 };

  it("accepts a cluster that says nothing, or the same", () => {
    expect(validateIdentity({}, membership)).toEqual([]);
    expect(validateIdentity({ name: "west", id: 1 }, membership)).toEqual([]);
  });

  it("refuses a cluster that the mesh knows otherwise", () => {
    expect(validateIdentity({ name: "north", id: 0 }, membership).map(formatFinding)).toEqual([
      "error: cluster.name, membership.name: cluster.name is north, the mesh knows this cluster as west; leave cluster.name out [membership-identity]",
      "error: cluster.id, membership.id: cluster.id is 0, the mesh knows this cluster as 1; leave cluster.id out [membership-identity]",
    ]);
  });
});

describe("B settings beside a membership", () => {
  const decided = decidedValues(
    {
      ...{ name: "west", id: 1, maxConnectedClusters: 255, peers: [], serviceType: "NodePort" },
      ...{ kvstoreMesh: true, tlsMethod: "helm", caCertificatePem: "", caPrivateKeyPem: "" },
    },
    "1.18.1",
  );

  it("may say the same, and what the mesh leaves open", () => {
    const same = { clustermesh: { maxConnectedClusters: 255, useAPIServer: true, cacheTTL: "1m" } };
    expect(validateDecided(same, decided)).toEqual([]);
    expect(validateDecided({ clustermesh: { apiserver: { replicas: 2 } } }, decided)).toEqual([]);
  });

  it("are refused where the mesh decides otherwise, for one of the two would be lost", () => {
    const other = {
      clustermesh: { maxConnectedClusters: 511, apiserver: { service: { type: "ClusterIP" } } },
    };
    expect(validateDecided(other, decided).map(formatFinding)).toEqual([
      "error: clustermesh.maxConnectedClusters, membership: clustermesh.maxConnectedClusters is 511, the mesh decides it as 255; " +
        "leave clustermesh.maxConnectedClusters out and say it to the mesh, or write it in values, which wins [membership-decides]",
      'error: clustermesh.apiserver.service.type, membership: clustermesh.apiserver.service.type is "ClusterIP", the mesh decides it as "NodePort"; ' +
        "leave clustermesh.apiserver.service.type out and say it to the mesh, or write it in values, which wins [membership-decides]",
    ]);
  });
});

describe("B clustermesh.maxConnectedClusters of a running cluster", () => {
  const running = { "max-connected-clusters": "255" };

  it("stays as it is, and is free where no Cilium runs", () => {
    expect(judgeMeshSize(running, 255)).toEqual([]);
    expect(judgeMeshSize(running, undefined)).toEqual([]);
    expect(judgeMeshSize({}, 255)).toEqual([]);
    expect(judgeMeshSize(undefined, 511)).toEqual([]);
  });

  it("is not changed, nor by leaving it out", () => {
    expect(judgeMeshSize({ "max-connected-clusters": "511" }, undefined)).toHaveLength(1);
    expect(judgeMeshSize(running, 511).map(formatFinding)).toEqual([
      "error: clustermesh.maxConnectedClusters: clustermesh.maxConnectedClusters would go from 255, which runs, to 511: it decides which part of an identity's number is the cluster's, " +
        "so that running pods would be taken for others; leave it at 255; a cluster gets another number only with a new installation [mesh-size-changed]",
    ]);
  });
});
