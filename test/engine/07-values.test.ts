import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderValues } from "../../components/cilium-install/values";
import { HelmValues, mergeValues } from "../../components/internal/helm-values";
import { unknownSettings } from "../../components/internal/versions";
import { ensureChart, ensureTools } from "../../tools";
import { REQUIREMENTS_B } from "../helpers/requirements-b";

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec?: { type?: string; ports?: { nodePort?: number }[] };
}

const quiet = { report: () => undefined };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "values-"));
let helm = "";
beforeAll(async () => {
  ({ helm } = await ensureTools(["helm"], quiet));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function rendered(version: string, values: HelmValues): Promise<Manifest[]> {
  const file = path.join(folder, "values.json");
  fs.writeFileSync(file, JSON.stringify(values));
  const chart = await ensureChart(version, quiet);
  const out = execFileSync(
    helm,
    ["template", "cilium", chart, "-n", "kube-system", "--kube-version", "1.33.2", "-f", file],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return (loadAll(out) as (Manifest | null)[]).filter((manifest) => manifest !== null);
}

describe("B the keys of real charts", () => {
  it.each(["1.14.1", "1.15.19", "1.16.19", "1.17.6", "1.18.1", "1.19.6", "1.20.2"])(
    "raise no alarm over what chart %s itself says",
    async (version) => {
      const chart = await ensureChart(version, quiet);
      const text = execFileSync("tar", ["-xzOf", chart, "cilium/values.yaml"], { encoding: "utf8" });
      const told = unknownSettings(load(text) as HelmValues, version, (key) => key);
      expect(told.filter(({ code }) => code !== "setting-wrong-value")).toEqual([]);
    },
  );
});

describe("B the documents' settings in the real chart", () => {
  const together = REQUIREMENTS_B.filter(({ alone }) => alone !== true);

  it("B all together show in cilium-config of 1.18.1", async () => {
    const settings = together.reduce<HelmValues>((all, row) => mergeValues(all, row.settings), {});
    const manifests = await rendered("1.18.1", renderValues({ settings }, "1.18.1"));
    const config = manifests.find(
      ({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "cilium-config",
    );
    const expected = together.flatMap((row) => (row.config === undefined ? [] : [row.config]));
    const shown = expected.map(([key]) => [key, config?.data?.[key]]);
    expect(shown).toEqual(expected);
  });
});

describe("C5 Hubble in the real chart", () => {
  it.each(["1.14.1", "1.17.6", "1.18.1", "1.20.2"])(
    "C5 %s gives relay and page their NodePorts",
    async (version) => {
      const settings = {
        hubble: {
          relay: { enabled: true, service: { type: "NodePort", nodePort: 30002 } },
          ui: { enabled: true, service: { type: "NodePort", nodePort: 30001 } },
        },
      };
      const manifests = await rendered(version, renderValues({ settings }, version));
      const port = (name: string): unknown => {
        const service = manifests.find(({ kind, metadata }) => kind === "Service" && metadata.name === name);
        return [service?.spec?.type, service?.spec?.ports?.[0]?.nodePort];
      };
      expect(port("hubble-ui")).toEqual(["NodePort", 30001]);
      expect(port("hubble-relay")).toEqual(["NodePort", 30002]);
    },
  );
});
