import { readFileSync } from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { HelmValues, valueAt } from "../../components/internal/helm-values";
import { loadStack, renderStack } from "../../stacks";
import { notesEtcdContainer } from "../helpers/notes";

const stack = (etcd: string, cilium = ""): Record<string, string> =>
  renderStack(
    loadStack(`config:
      cilium-fabric:clusters: [{ name: a, id: 1, existing: {}, etcd: ${etcd} }]
      cilium-fabric:cilium: { version: 1.16.19, identityAllocationMode: kvstore${cilium} }`).config!,
  );
const values = (files: Record<string, string>, cluster = "a"): HelmValues =>
  load(files[`clusters/${cluster}/cilium-values.yaml`]!) as HelmValues;
const manifest = (files: Record<string, string>, name: string): unknown =>
  load(files[`clusters/a/manifests/${name}.yaml`]!);

describe("G the notes' etcd", () => {
  const files = stack("{ mode: pod }");

  it.each([
    ["identityAllocationMode", "kvstore"],
    ["etcd.enabled", true],
    ["etcd.endpoints", ["http://etcd.kube-system.svc.cluster.local:2379"]],
    ["etcd.ssl", false],
  ])("G gives Cilium %s %s", (key, value) => {
    expect(valueAt(values(files), key)).toEqual(value);
  });

  it("G is a Pod of etcd v3.5.0 named etcd0 and a Service on 2379, in kube-system", () => {
    expect(manifest(files, "pod-kube-system-etcd")).toMatchObject({
      apiVersion: "v1",
      kind: "Pod",
      spec: {
        containers: [notesEtcdContainer],
      },
    });
    expect(manifest(files, "service-kube-system-etcd")).toMatchObject({
      spec: { selector: { app: "etcd" }, ports: [{ port: 2379, targetPort: 2379 }] },
    });
    expect(Object.keys(files).filter((name) => name.includes("secret"))).toEqual([]);
  });
});

describe("G the values of an etcd", () => {
  it("G are those of the repository's own stack, in one revision, with placeholders for what only a run knows", () => {
    const files = renderStack(
      loadStack(readFileSync(path.join(__dirname, "..", "..", "Pulumi.kvstore.yaml"), "utf8")).config!,
    );
    expect(valueAt(values(files, "kvstore"), "etcd")).toEqual({
      enabled: true,
      endpoints: ["https://${kvstore.nodes[0].address}:12379"],
      ssl: true,
    });
    const secret = files["clusters/kvstore/manifests/secret-kube-system-cilium-etcd-secrets.yaml"]!;
    expect(load(secret)).toMatchObject({
      stringData: {
        "etcd-client-ca.crt": "${kvstore.etcd.caCertificatePem}",
        "etcd-client.crt": "${kvstore.etcd.clientCertificatePem}",
        "etcd-client.key": "${kvstore.etcd.clientPrivateKeyPem}",
      },
    });
  });

  it("G are an outside etcd's addresses, as given", () => {
    const files = stack('{ mode: outside, endpoints: ["http://192.0.2.9:2379"], tls: { enabled: false } }');
    expect(valueAt(values(files), "etcd")).toEqual({
      enabled: true,
      endpoints: ["http://192.0.2.9:2379"],
      ssl: false,
    });
    expect(Object.keys(files).filter((name) => name.includes("manifests"))).toEqual([]);
  });

  it("G are left out while identities stay in the API server, and give way to settings of Cilium's own", () => {
    const own = stack("{}", ', etcd: { endpoints: ["https://192.0.2.1:2379"] }');
    expect(valueAt(values(own), "etcd")).toEqual({
      enabled: true,
      endpoints: ["https://192.0.2.1:2379"],
      ssl: true,
    });
    const stays = renderStack(
      loadStack(`config:
      cilium-fabric:clusters: [{ name: a, id: 1, existing: {}, etcd: {} }]
      cilium-fabric:cilium: { version: 1.18.1 }`).config!,
    );
    expect(valueAt(values(stays), "etcd")).toBeUndefined();
  });
});
