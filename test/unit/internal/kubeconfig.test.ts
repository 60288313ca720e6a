import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { load } from "js-yaml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  KubeconfigError,
  mergeKubeconfigs,
  minimalKubeconfig,
  serverOf,
} from "../../../components/internal/kubeconfig";

const two = `
apiVersion: v1
kind: Config
current-context: CLUSTER1
contexts:
- {name: CLUSTER1, context: {cluster: one, user: admin, namespace: song}}
- {name: CLUSTER2, context: {cluster: two, user: admin}}
- {name: broken, context: {cluster: nowhere, user: admin}}
- {name: open, context: {cluster: two}}
clusters:
- {name: one, cluster: {server: "https://192.0.2.1:6443", certificate-authority-data: Q0E=}}
- {name: two, cluster: {server: "https://192.0.2.2:6443", insecure-skip-tls-verify: true}}
users:
- {name: admin, user: {client-certificate-data: Q0VSVA==, client-key-data: S0VZ}}
`;
const single = (context: string): string => minimalKubeconfig(two, { context });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a minimal kubeconfig", () => {
  it("has the current context and nothing of the others", () => {
    expect(load(minimalKubeconfig(two))).toStrictEqual({
      apiVersion: "v1",
      kind: "Config",
      preferences: {},
      "current-context": "CLUSTER1",
      contexts: [{ name: "CLUSTER1", context: { cluster: "CLUSTER1", user: "CLUSTER1", namespace: "song" } }],
      clusters: [
        {
          name: "CLUSTER1",
          cluster: { server: "https://192.0.2.1:6443", "certificate-authority-data": "Q0E=" },
        },
      ],
      users: [
        { name: "CLUSTER1", user: { "client-certificate-data": "Q0VSVA==", "client-key-data": "S0VZ" } },
      ],
    });
  });

  it("has the context that is named, and is one to the Kubernetes client", () => {
    const config = new KubeConfig();
    config.loadFromString(single("CLUSTER2"));
    expect(config.getCurrentCluster()?.server).toBe("https://192.0.2.2:6443");
    expect(config.getCurrentCluster()?.skipTLSVerify).toBe(true);
    expect(config.getCurrentUser()?.keyData).toBe("S0VZ");
    expect(serverOf(single("CLUSTER2"))).toBe("https://192.0.2.2:6443");
  });

  it("stands alone: files that it refers to are read from its own folder and embedded", () => {
    mkdirSync(join(folder, "pki"));
    for (const name of ["ca", "cert", "key"]) writeFileSync(join(folder, "pki", `${name}.pem`), name);
    writeFileSync(join(folder, "token"), "secret-token\n");
    const text = `
current-context: a
contexts: [{name: a, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "https://x", certificate-authority: pki/ca.pem}}]
users: [{name: u, user: {client-certificate: pki/cert.pem, client-key: ${join(folder, "pki/key.pem")}, tokenFile: token,
  exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/login}}}]
`;
    const plain = load(minimalKubeconfig(text, { folder })) as { clusters: object[]; users: object[] };
    const base64 = (value: string): string => Buffer.from(value).toString("base64");
    expect(plain.clusters).toStrictEqual([
      { name: "a", cluster: { server: "https://x", "certificate-authority-data": base64("ca") } },
    ]);
    expect(plain.users).toStrictEqual([
      {
        name: "a",
        user: {
          "client-certificate-data": base64("cert"),
          "client-key-data": base64("key"),
          token: "secret-token",
          exec: { apiVersion: "client.authentication.k8s.io/v1", command: join(folder, "bin/login") },
        },
      },
    ]);
  });

  it("may do without a user", () => {
    expect(load(single("open"))).toMatchObject({ users: [{ name: "open", user: {} }] });
  });

  it.each<[string, () => string, string]>([
    [
      "is unknown",
      () => single("CLUSTER3"),
      'kubeconfig has no context "CLUSTER3" (it has "CLUSTER1", "CLUSTER2", "broken", "open"); name one of these as context',
    ],
    [
      "is not named",
      () => minimalKubeconfig("contexts: []"),
      "kubeconfig names no current context (it has none); name one as context",
    ],
    [
      "leads nowhere",
      () => single("broken"),
      'context "broken" in kubeconfig refers to cluster "nowhere", which is not there',
    ],
    [
      "is in no kubeconfig",
      () => minimalKubeconfig("a: b"),
      "kubeconfig is no kubeconfig: it has no contexts",
    ],
    [
      "has no server",
      () =>
        minimalKubeconfig(
          "{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {}}]}",
        ),
      'the cluster of context "a" in kubeconfig has no server address',
    ],
    [
      "refers to a file that is not there",
      () =>
        minimalKubeconfig(
          "{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {server: x, certificate-authority: /no/ca}}]}",
          { source: "config" },
        ),
      "config refers to /no/ca, which cannot be read (ENOENT)",
    ],
  ])("is refused where its context %s", (_, read, message) => {
    expect(read).toThrow(new KubeconfigError(message));
  });

  it("never quotes a text that is not YAML, for it may hold keys", () => {
    const read = (): string => minimalKubeconfig("client-key-data: {S0VZ", { source: "west" });
    expect(read).toThrow(new KubeconfigError("west is not YAML"));
  });
});

describe("a merged kubeconfig", () => {
  it("has a context for each cluster, whatever they were called before", () => {
    const kind = (context: string) =>
      minimalKubeconfig(two.replaceAll(context, "kind-same"), { context: "kind-same" });
    const merged = mergeKubeconfigs([
      { name: "west", kubeconfig: kind("CLUSTER1") },
      { name: "east", kubeconfig: kind("CLUSTER2") },
    ]);
    const config = new KubeConfig();
    config.loadFromString(merged);
    expect(config.getContexts().map((context) => context.name)).toStrictEqual(["west", "east"]);
    expect(config.getCurrentContext()).toBe("west");
    expect(config.getCluster("east")?.server).toBe("https://192.0.2.2:6443");
    expect(serverOf(minimalKubeconfig(merged, { context: "east" }))).toBe("https://192.0.2.2:6443");
  });

  it("may have another context current", () => {
    const members = ["west", "east"].map((name) => ({ name, kubeconfig: two }));
    expect(mergeKubeconfigs(members, "east")).toContain("current-context: east\n");
    expect(() => mergeKubeconfigs(members, "north")).toThrow(
      'the merged kubeconfig has no context "north" (it has "west", "east")',
    );
  });

  it("refuses two of one name, and says which kubeconfig is at fault", () => {
    const west = { name: "west", kubeconfig: two };
    expect(() => mergeKubeconfigs([west, west])).toThrow(
      'two clusters of the merged kubeconfig are called "west"; rename one',
    );
    expect(() => mergeKubeconfigs([{ name: "east", kubeconfig: "a: b" }])).toThrow(
      'kubeconfig of "east" is no kubeconfig: it has no contexts',
    );
  });
});
