import { describe, expect, it } from "vitest";
import { InstallFacts, validateIdentity, validateInstall } from "../../../components/cilium-install/validate";
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
