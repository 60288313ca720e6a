import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { contextOf, validateSource } from "../../../components/existing-cluster/source";
import { formatFinding } from "../../../components/internal/finding";

const config = (name: string): string => `
current-context: ${name}
contexts: [{name: ${name}, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "https://${name}.example:6443"}}]
users: [{name: u, user: {token: t}}]
`;
const server = (source: Parameters<typeof contextOf>[0]): unknown =>
  contextOf(source, "existing cluster").cluster["server"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "existing-"));
  writeFileSync(join(folder, "a"), config("a"));
  writeFileSync(join(folder, "b"), config("b"));
  vi.stubEnv("HOME", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("an existing cluster's kubeconfig", () => {
  it("is the text, or the file, also below the home folder", () => {
    expect(server({ kubeconfig: config("a") })).toBe("https://a.example:6443");
    expect(server({ kubeconfigPath: join(folder, "b") })).toBe("https://b.example:6443");
    expect(server({ kubeconfigPath: "~/b" })).toBe("https://b.example:6443");
  });

  it("is looked for as kubectl does where only the context is named", () => {
    vi.stubEnv("KUBECONFIG", `${join(folder, "none")}:${join(folder, "a")}:${join(folder, "b")}`);
    expect(server({ context: "b" })).toBe("https://b.example:6443");
    expect(() => server({ context: "c" })).toThrow(
      `${join(folder, "a")} has no context "c" (it has "a"); name one of these as context; ` +
        `${join(folder, "b")} has no context "c" (it has "b"); name one of these as context`,
    );
  });

  it("must be there", () => {
    vi.stubEnv("KUBECONFIG", "");
    expect(() => server({ context: "a" })).toThrow(
      "there is no kubeconfig at ~/.kube/config; name one as kubeconfigPath",
    );
    expect(() => server({ kubeconfigPath: "/no/file" })).toThrow(
      "kubeconfigPath /no/file cannot be read (ENOENT); name a kubeconfig file",
    );
  });
});

it.each<[Parameters<typeof validateSource>[0], string]>([
  [
    { kubeconfig: "a", kubeconfigPath: "b" },
    "error: kubeconfig, kubeconfigPath: a kubeconfig is given as text and as a file; remove one of them [kubeconfig-twice]",
  ],
  [
    {},
    "error: context: neither a kubeconfig nor a context is given, so any cluster that happens to be current would be taken; name the context [kubeconfig-no-context]",
  ],
  [
    { context: "a", timeoutSeconds: 0 },
    "error: timeoutSeconds: 0 is no whole number of seconds between 1 and 3600; leave it out for 30 [kubeconfig-timeout]",
  ],
])("refuses %j", (source, message) => {
  expect(validateSource(source).map(formatFinding)).toStrictEqual([message]);
});
