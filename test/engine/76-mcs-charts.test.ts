import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCertificateAuthority } from "../../cli/certificate-authority";
import { HelmValues, mergeValues } from "../../components/internal/helm-values";
import { loadStack, readStackFile, renderStack, stackFilePath } from "../../stacks";
import { ensureChart, ensureTools } from "../../tools";

interface Manifest {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  data?: Record<string, string>;
}

const root = path.resolve(__dirname, "..", "..");
const quiet = { report: () => undefined };
const JOB = "cilium-coredns-mcsapi-autoconfig";

/** The stack with another version of Cilium, and with the chart's own way to CoreDNS. */
function stackFile(version: string, chartDns: boolean): string {
  const text = readStackFile(stackFilePath("mcs", root)).replace("version: 1.18.1", `version: ${version}`);
  return chartDns ? text.replace(/( {4}exports:\n)/, "    coreDns: { mode: chart }\n$1") : text;
}

/** What the real chart of each version makes of `mcs`. */
describe.each([
  ["1.17.6", { enabled: "true", installs: undefined, kinds: 2 }],
  ["1.18.1", { enabled: "true", installs: undefined, kinds: 2 }],
  ["1.19.6", { enabled: "true", installs: "true", kinds: 0 }],
  ["1.20.0", { enabled: "true", installs: "false", kinds: 2 }],
] as const)("H the chart %s under stack mcs", (version, { enabled, installs, kinds }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mcs-charts-"));
  let helm: string;
  let chart: string;
  let ca: Record<string, string>;

  beforeAll(async () => {
    const { certificate, privateKey } = await createCertificateAuthority();
    const base64 = (pem: string): string => Buffer.from(pem).toString("base64");
    ca = { cert: base64(certificate), key: base64(privateKey) };
    ({ helm } = await ensureTools(["helm"], quiet));
    chart = await ensureChart(version, quiet);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const rendered = (chartDns: boolean): Record<string, string> => {
    const { config, findings } = loadStack(stackFile(version, chartDns));
    if (config === undefined) throw new Error(JSON.stringify(findings));
    return renderStack(config);
  };
  const manifests = (chartDns = false): Manifest[] => {
    const own = load(rendered(chartDns)["clusters/west/cilium-values.yaml"] ?? "") as HelmValues;
    const file = path.join(folder, "west.json");
    fs.writeFileSync(file, JSON.stringify(mergeValues(own, { tls: { ca } })));
    const args = ["template", "cilium", chart, "-n", "kube-system", "--kube-version", "1.35.0", "-f", file];
    const out = execFileSync(helm, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    return (loadAll(out) as (Manifest | null)[]).filter((manifest) => manifest !== null);
  };

  it("H switches the API on by the key that it knows, in its one revision", () => {
    const config = manifests().find(({ metadata }) => metadata.name === "cilium-config");
    expect(config?.data?.["clustermesh-enable-mcs-api"]).toBe(enabled);
    expect(config?.data?.["clustermesh-mcs-api-install-crds"]).toBe(installs);
  });

  it("H has the kinds made exactly once: before it, or by its operator", () => {
    const files = Object.keys(rendered(false));
    expect(
      files.filter((file) => /^clusters\/west\/manifests\/customresourcedefinition-/.test(file)),
    ).toHaveLength(kinds);
  });

  it("H teaches CoreDNS by a hook only from 1.19 on, and only when asked", () => {
    const jobs = (chartDns: boolean): string[] =>
      manifests(chartDns)
        .filter(({ kind, metadata }) => kind === "Job" && metadata.name === JOB)
        .map(({ metadata }) => metadata.annotations?.["helm.sh/hook"] ?? "");
    expect(jobs(false)).toEqual([]);
    expect(jobs(true)).toEqual(installs === undefined ? [] : ["post-install,post-upgrade"]);
    const own = Object.keys(rendered(true)).filter((file) => file.includes("coredns"));
    expect(own).toEqual([]);
  });
});
