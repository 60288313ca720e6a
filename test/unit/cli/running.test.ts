import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kubeconfigsBefore } from "../../../cli/preflight/running";
import { RunRecord } from "../../../cli/run-record";
import { Finding, formatFinding, Severity } from "../../../components/internal/finding";
import { HelmValues, valueAt } from "../../../components/internal/helm-values";
import { loadSettings, StackConfig } from "../../../stacks";
import { runningFindings } from "../../../stacks/running-cilium";
import { kubeconfigFor } from "../../helpers/kube-api";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-running-"));
  ["west", "east"].forEach((name, i) => fs.writeFileSync(fileOf(name), kubeconfigFor(i + 1)));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => path.join(folder, name);

const kind = (name: string, id: number, more: object = {}): HelmValues => ({
  name,
  id,
  kind: { podSubnet: `10.${id}.0.0/16`, serviceSubnet: `10.10${id}.0.0/16` },
  ...more,
});
function stackOf(...clusters: HelmValues[]): StackConfig {
  const cilium = { version: "1.18.1", identityAllocationMode: "doublewrite-readcrd" };
  const { config, findings } = loadSettings({ clusters, cilium, mesh: {} });
  if (config === undefined) throw new Error(findings.map(formatFinding).join("\n"));
  return config;
}
const record = (...names: string[]): RunRecord => ({
  hosting: "simulator",
  clusters: names.map((name) => ({ name, own: true, kubeconfigPath: fileOf(name) })),
  since: "2030-01-01T00:00:00Z",
  finished: true,
});

const refusal = (path: string, severity: Severity = Severity.Error): Finding => ({
  severity,
  code: "some-code",
  paths: [path],
  message: "the rest of it",
  fix: "do otherwise",
});
/** Whom it was asked of, by the port of its kubeconfig. */
const portOf = (kubeconfig: string): string => /127\.0\.0\.1:(\d+)/.exec(kubeconfig)?.[1] ?? "";

describe("G what runs already, before anything is made", () => {
  it("G asks each cluster of the last run for what is to be its final values, and names the inputs behind them", async () => {
    const asked: unknown[] = [];
    const found = await runningFindings(
      stackOf(kind("west", 1), kind("east", 2, { cilium: { identityAllocationMode: "crd" } })),
      kubeconfigsBefore(record("west", "east")),
      (kubeconfig, values) => {
        asked.push([portOf(kubeconfig), values["identityAllocationMode"], valueAt(values, "cluster.name")]);
        return Promise.resolve([
          refusal("identityAllocationMode"),
          refusal("clustermesh.maxConnectedClusters"),
        ]);
      },
    );
    expect(asked).toEqual([
      ["1", "doublewrite-readcrd", "west"],
      ["2", "crd", "east"],
    ]);
    expect(found.map(formatFinding)).toEqual([
      "error: cilium.identityAllocationMode: in cluster west the rest of it; do otherwise [some-code]",
      "error: mesh.maxConnectedClusters: in cluster west the rest of it; do otherwise [some-code]",
      "error: clusters[1].cilium.identityAllocationMode: in cluster east the rest of it; do otherwise [some-code]",
      "error: mesh.maxConnectedClusters: in cluster east the rest of it; do otherwise [some-code]",
    ]);
  });

  it("G asks a cluster that is there already by its own kubeconfig, also before the first run", async () => {
    const existing = { kubeconfigPath: fileOf("east"), context: "c" };
    const ports: string[] = [];
    const ask = (kubeconfig: string): Promise<Finding[]> => {
      ports.push(portOf(kubeconfig));
      return Promise.resolve([]);
    };
    await runningFindings(stackOf({ name: "north", id: 3, existing }), kubeconfigsBefore(undefined), ask);
    expect(ports).toEqual(["2"]);
  });

  it("G leaves to the components a cluster that is new, cannot be reached or does not answer, and all warnings", async () => {
    const stack = stackOf(kind("west", 1), kind("new", 3), {
      name: "north",
      id: 4,
      existing: { kubeconfigPath: fileOf("none") },
    });
    const before = kubeconfigsBefore(record("west"));
    let asked = 0;
    const fails = (): Promise<Finding[]> => {
      asked += 1;
      return Promise.reject(new Error("no route"));
    };
    expect(await runningFindings(stack, before, fails)).toEqual([]);
    expect(asked).toBe(1);
    const warns = (): Promise<Finding[]> =>
      Promise.resolve([refusal("identityAllocationMode", Severity.Warning)]);
    expect(await runningFindings(stack, before, warns)).toEqual([]);
    expect(
      await runningFindings(stack, kubeconfigsBefore(undefined), () =>
        Promise.reject(new Error("nobody to ask")),
      ),
    ).toEqual([]);
  });
});
