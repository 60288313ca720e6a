import * as fs from "node:fs";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLines, filesBelow } from "../helpers/census";
import { Workspace } from "../helpers/workspace";

/** Nothing secret stands anywhere where somebody else, or a log's reader, could see it. */
describe("secrets of a stack that is up", () => {
  let workspace: Workspace;
  let output = "";
  let commands = "";
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    workspace = Workspace.withStack("dev");
    const run = workspace.start("up", "dev", "--simulator");
    const watch = setInterval(() => (commands += commandLines()), 200);
    const done = await run.finished;
    clearInterval(watch);
    expect(done.code, done.output).toBe(0);
    output = done.output;
    collect();
  });
  afterAll(() => workspace.dispose("dev"));

  /** A line from the middle of each key, raw and in the base64 that kubeconfigs and Helm values hold. */
  function collect(): void {
    const caKey = workspace.read(".fabric/dev/ca.key");
    secrets.set("CA key", middle(caKey));
    secrets.set("CA key in base64", Buffer.from(caKey).toString("base64").slice(40, 100));
    const merged = load(workspace.read(".fabric/dev/kubeconfig")) as {
      users: { name: string; user: Record<string, string> }[];
    };
    for (const { name, user } of merged.users) {
      const key = user["client-key-data"];
      if (key !== undefined) secrets.set(`client key of ${name}`, key.slice(40, 100));
      if (user["token"] !== undefined) secrets.set(`token of ${name}`, user["token"]);
    }
    secrets.set("passphrase", workspace.read(".fabric/dev/passphrase").trim());
  }

  function middle(pem: string): string {
    return pem.split("\n")[1]?.slice(10, 50) ?? "";
  }

  const found = (text: string): string[] =>
    [...secrets].flatMap(([what, s]) => (text.includes(s) ? [what] : []));

  it("are really there to be looked for", () => {
    expect([...secrets.keys()]).toEqual(
      expect.arrayContaining(["CA key", "client key of west", "client key of east", "passphrase"]),
    );
    for (const secret of secrets.values()) expect(secret.length).toBeGreaterThan(30);
  });

  it("are not in the state", () => {
    const state = filesBelow(workspace.path(".fabric/dev/state")).map(({ file }) =>
      fs.readFileSync(file, "utf8"),
    );
    expect(state.length).toBeGreaterThan(0);
    expect(state.join("\n")).toContain("cilium-fabric:index:CiliumInstall");
    expect(found(state.join("\n"))).toEqual([]);
  });

  it("are not in the output or the logs", () => {
    const logs = filesBelow(workspace.path(".fabric/dev/logs")).map(({ file }) =>
      fs.readFileSync(file, "utf8"),
    );
    expect(found([output, ...logs].join("\n"))).toEqual([]);
  });

  it("are in no process's arguments", () => {
    expect(commands).toContain("kube-apiserver");
    expect(found(commands)).toEqual([]);
  });

  it("are in no file that group or others can read", () => {
    const open = filesBelow(workspace.folder).filter(({ mode }) => (mode & 0o077) !== 0);
    const holding = open.filter(({ file }) => found(fs.readFileSync(file, "utf8")).length > 0);
    expect(holding).toEqual([]);
    // The folder that holds them all is closed as well.
    expect(fs.statSync(workspace.path(".fabric/dev")).mode & 0o077).toBe(0);
  });
});
