import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCertificateAuthority } from "../../cli/certificate-authority";
import { HelmValues, mergeValues, valueAt } from "../../components/internal/helm-values";
import {
  loadStack,
  readStackFile,
  renderStack,
  resolveClusters,
  stackFilePath,
  StackConfig,
} from "../../stacks";
import { ensureChart, ensureTools } from "../../tools";

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec?: { type?: string; ports?: { nodePort?: number }[] };
}

const root = path.resolve(__dirname, "..", "..");
const quiet = { report: () => undefined };

/** Values of every stack through the real chart of its version: what Helm would send to the cluster. */
describe.each(["dev", "mesh-notes", "k3s"])("the chart's rendering of stack %s", (stack) => {
  const config = loadStack(readStackFile(stackFilePath(stack, root))).config as StackConfig;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "charts-"));
  const rendered = new Map<string, Manifest[]>();
  const certificates = { certificate: "", privateKey: "" };

  beforeAll(async () => {
    Object.assign(certificates, await createCertificateAuthority());
    const { helm } = await ensureTools(["helm"], quiet);
    const files = renderStack(config);
    for (const cluster of resolveClusters(config)) {
      const text = files[`clusters/${cluster.name}/cilium-values.yaml`] ?? "";
      const ca = Object.fromEntries(
        Object.entries({ cert: certificates.certificate, key: certificates.privateKey }).map(([k, pem]) => [
          k,
          Buffer.from(pem).toString("base64"),
        ]),
      );
      const values = mergeValues(load(text) as HelmValues, { tls: { ca } });
      const file = path.join(folder, `${cluster.name}.json`);
      fs.writeFileSync(file, JSON.stringify(values));
      const chart = await ensureChart(cluster.version, quiet);
      const out = execFileSync(
        helm,
        ["template", "cilium", chart, "-n", "kube-system", "--kube-version", "1.33.2", "-f", file],
        {
          encoding: "utf8",
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      rendered.set(
        cluster.name,
        (loadAll(out) as (Manifest | null)[]).filter((m) => m !== null),
      );
    }
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const find = (cluster: string, kind: string, name: string): Manifest | undefined =>
    rendered.get(cluster)?.find((m) => m.kind === kind && m.metadata.name === name);

  it.each(config.clusters.map((c) => [c.name, c.id] as const))("B %s has its name and id", (name, id) => {
    const map = find(name, "ConfigMap", "cilium-config");
    expect(map?.data).toMatchObject({ "cluster-name": name, "cluster-id": String(id) });
  });

  it.each(config.clusters.map((c) => c.name))("B %s has the settings asked for", (name) => {
    const map = find(name, "ConfigMap", "cilium-config")?.data ?? {};
    const cluster = resolveClusters(config).find((c) => c.name === name)!;
    const asked: [string, string][] = [
      ["routingMode", "routing-mode"],
      ["autoDirectNodeRoutes", "auto-direct-node-routes"],
      ["ipv4NativeRoutingCIDR", "ipv4-native-routing-cidr"],
      ["bpf.masquerade", "enable-bpf-masquerade"],
      ["ipam.mode", "ipam"],
      ["debug.enabled", "debug"],
      ["ipMasqAgent.enabled", "enable-ip-masq-agent"],
    ];
    for (const [input, key] of asked) {
      const value = valueAt(cluster.settings, input);
      if (value !== undefined)
        expect([key, map[key]]).toEqual([key, JSON.stringify(value).replaceAll('"', "")]);
    }
  });

  it.each(config.clusters.map((c) => c.name))("C1 %s carries the mesh's CA", (name) => {
    const secret = find(name, "Secret", "cilium-ca");
    expect(Buffer.from(secret?.data?.["ca.crt"] ?? "", "base64").toString()).toBe(certificates.certificate);
  });

  it.each(config.clusters.map((c) => c.name))(
    "C2 %s knows every peer and its port, and not itself",
    (name) => {
      const kvstoreMesh = config.mesh?.kvstoreMesh?.enabled !== false;
      const secret = find(name, "Secret", kvstoreMesh ? "cilium-kvstoremesh" : "cilium-clustermesh");
      const others = config.clusters.map((c) => c.name).filter((other) => other !== name);
      const peers = Object.keys(secret?.data ?? {}).filter((key) => !key.includes("."));
      expect(peers).toEqual(others);
      for (const other of others) {
        const port = find(other, "Service", "clustermesh-apiserver")?.spec?.ports?.[0]?.nodePort;
        const configuration = Buffer.from(secret?.data?.[other] ?? "", "base64").toString();
        expect(configuration).toContain(`https://${other}.mesh.cilium.io:${String(port)}`);
      }
    },
  );

  it.each(config.clusters.map((c) => c.name))("C2 %s offers its state on a NodePort", (name) => {
    expect(find(name, "Service", "clustermesh-apiserver")?.spec?.type).toBe("NodePort");
  });
});
