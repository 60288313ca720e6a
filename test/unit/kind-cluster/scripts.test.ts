import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planKindCluster } from "../../../components/kind-cluster/kind-config";
import { createEnvironment, kindFiles } from "../../../components/kind-cluster/runtime";
import {
  createScript,
  deleteScript,
  generationScript,
  nodesScript,
} from "../../../components/kind-cluster/scripts";
import { fakeDocker, fakeKind } from "./fake-engine";

let root: string;
let environment: Record<string, string>;
const marker = () => join(root, "own/west.kind");
const kubeconfig = () => join(root, "own/west.kubeconfig");
const containers = () => (existsSync(join(root, "c")) ? readdirSync(join(root, "c")).sort() : []);
const calls = () => readFileSync(join(root, "calls"), "utf8").trim().split("\n");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kind-scripts-"));
  mkdirSync(join(root, "bin"));
  for (const [tool, text] of [["docker", fakeDocker] as const, ["kind", fakeKind] as const]) {
    writeFileSync(join(root, "bin", tool), text);
    chmodSync(join(root, "bin", tool), 0o755);
  }
  writeFileSync(join(root, "calls"), "");
  const plan = planKindCluster("west", { podSubnet: "10.0.0.0/16", serviceSubnet: "10.2.0.0/16" });
  environment = {
    PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}`,
    ENGINE: root,
    FABRIC_GENERATION: "1",
    ...createEnvironment(plan, kindFiles(join(root, "own"), "west")),
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(script: string, extra: Record<string, string> = {}) {
  const done = spawnSync("sh", ["-c", script], {
    env: { ...environment, ...extra },
    input: "the document\n",
    encoding: "utf8",
  });
  return { code: done.status, out: done.stdout.trim(), err: done.stderr.trim() };
}

function start(
  script: string,
  extra: Record<string, string> = {},
): ChildProcessByStdio<Writable, null, null> {
  const child = spawn("sh", ["-c", script], {
    env: { ...environment, ...extra },
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin.end("the document\n");
  return child;
}

/** A process that has ended, but that nobody has asked about, does not run. */
function runs(pid: number): boolean {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("did not come about in 10 s");
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe("creating a kind cluster", () => {
  it("hands kind the document, keeps the files to the owner, and prints the cluster's id", () => {
    const done = run(createScript);
    expect(done).toStrictEqual({
      code: 0,
      err: "",
      out: readFileSync(join(root, "c/west-control-plane"), "utf8").trim(),
    });
    expect(readFileSync(join(root, "document"), "utf8")).toBe("the document\n");
    expect(statSync(join(root, "own")).mode & 0o777).toBe(0o700);
    expect(statSync(kubeconfig()).mode & 0o777).toBe(0o600);
    expect(statSync(marker()).mode & 0o777).toBe(0o600);
    expect(readFileSync(marker(), "utf8")).toContain("state=complete\n");
  });

  it("adopts a complete cluster of its own whose state was lost", () => {
    const first = run(createScript);
    rmSync(kubeconfig());
    expect(run(createScript)).toStrictEqual(first);
    expect(calls()).toStrictEqual(["create cluster west", "export kubeconfig west"]);
    expect(readFileSync(kubeconfig(), "utf8")).toBe("exported for west\n");
  });

  it("adopts by the state where the marker was lost", () => {
    const first = run(createScript);
    rmSync(join(root, "own"), { recursive: true });
    expect(run(createScript, { PULUMI_COMMAND_STDOUT: first.out })).toStrictEqual(first);
    expect(calls()).toStrictEqual(["create cluster west", "export kubeconfig west"]);
  });

  it("makes its own cluster again where the document has changed meanwhile", () => {
    run(createScript);
    expect(run(createScript, { FABRIC_DOCUMENT: "another" }).code).toBe(0);
    expect(calls()).toStrictEqual(["create cluster west", "delete cluster west", "create cluster west"]);
  });

  it("makes its own cluster again where a node is missing", () => {
    run(createScript);
    rmSync(join(root, "c/west-worker"));
    expect(run(createScript).code).toBe(0);
    expect(containers()).toStrictEqual(["west-control-plane", "west-worker"]);
  });

  it("refuses a cluster of the same name that somebody else made, and leaves it", () => {
    mkdirSync(join(root, "c"));
    writeFileSync(join(root, "c/west-control-plane"), "foreign\n");
    expect(run(createScript)).toStrictEqual({
      code: 1,
      out: "",
      err: "a kind cluster named west is there already, and this stack did not create it; it is left as it is: give clusterName another name, or remove that cluster with: kind delete cluster --name west",
    });
    expect(calls()).toStrictEqual([""]);
    expect(containers()).toStrictEqual(["west-control-plane"]);
  });

  it("refuses a cluster that took the place of its own", () => {
    run(createScript);
    writeFileSync(join(root, "c/west-control-plane"), "foreign\n");
    expect(run(createScript).err).toContain("this stack did not create it");
    expect(run(deleteScript).err).toBe(
      "the kind cluster named west is not the one that this stack created; it is left as it is",
    );
    expect(containers()).toStrictEqual(["west-control-plane", "west-worker"]);
  });

  it("leaves nothing behind where kind fails", () => {
    const done = run(createScript, { BREAK: "yes" });
    expect(done.code).toBe(1);
    expect(done.err).toBe("kubeadm failed\nkind cluster west could not be created; kind says why above");
    expect(containers()).toStrictEqual([]);
    expect(readdirSync(join(root, "own"))).toStrictEqual([]);
  });

  it("gives up in time", () => {
    const done = run(createScript, { SLOW: "30", FABRIC_TIMEOUT: "1" });
    expect(done.err).toContain(
      "kind cluster west was not there after 1 seconds and was removed again; raise timeoutSeconds",
    );
    expect(containers()).toStrictEqual([]);
  });

  it("needs an engine that answers, and takes none for an empty one", () => {
    run(createScript);
    writeFileSync(join(root, "down"), "");
    const message = "kind cluster west needs a Docker engine and none answers; start it and run again";
    expect(run(createScript)).toStrictEqual({ code: 1, out: "", err: message });
    expect(run(deleteScript)).toStrictEqual({ code: 1, out: "", err: message });
  });

  it("says which tool is missing", () => {
    const PATH = "/nowhere";
    const done = spawnSync("/bin/sh", ["-c", createScript], {
      env: { ...environment, PATH },
      input: "",
      encoding: "utf8",
    });
    expect(done.stderr.trim()).toMatch(/needs docker, which is not on PATH; install it and run again$/);
  });
});

describe("a run that was killed", () => {
  it("is repeated, after what is left of it is stopped and removed", async () => {
    const first = start(createScript, { SLOW: "60" });
    await until(() => containers().length === 1);
    const kindProcess = Number(/^kind=(\d+)$/m.exec(readFileSync(marker(), "utf8"))?.[1]);
    first.kill("SIGKILL");
    await until(() => first.signalCode !== null);
    expect(runs(kindProcess)).toBe(true);
    expect(run(createScript).code).toBe(0);
    expect(runs(kindProcess)).toBe(false);
    expect(calls()).toStrictEqual(["create cluster west", "delete cluster west", "create cluster west"]);
    expect(containers()).toStrictEqual(["west-control-plane", "west-worker"]);
  });

  it("is waited for where it lives on without its parent", async () => {
    const first = start(createScript, { SLOW: "2" });
    await until(() => containers().length === 1);
    expect(run(createScript).code).toBe(0);
    await until(() => first.exitCode !== null);
    expect(first.exitCode).toBe(0);
    expect(calls()).toStrictEqual(["create cluster west"]);
  });

  it("takes kind along when it is asked to end", async () => {
    const first = start(createScript, { SLOW: "60" });
    await until(() => containers().length === 1);
    const kindProcess = Number(/^kind=(\d+)$/m.exec(readFileSync(marker(), "utf8"))?.[1]);
    first.kill("SIGTERM");
    await until(() => first.exitCode !== null);
    await until(() => !runs(kindProcess));
    expect(readFileSync(marker(), "utf8")).toContain("state=creating\n");
  });

  it("is cleaned up by the delete script alone", async () => {
    const first = start(createScript, { SLOW: "60" });
    await until(() => containers().length === 1);
    first.kill("SIGKILL");
    expect(run(deleteScript).code).toBe(0);
    expect(containers()).toStrictEqual([]);
    expect(existsSync(join(root, "own"))).toBe(false);
  });
});

describe("deleting a kind cluster", () => {
  it("removes cluster, kubeconfig, marker and folder, and is content when they are gone", () => {
    run(createScript);
    expect(run(deleteScript)).toStrictEqual({ code: 0, out: "", err: "" });
    expect(containers()).toStrictEqual([]);
    expect(existsSync(join(root, "own"))).toBe(false);
    expect(run(deleteScript)).toStrictEqual({ code: 0, out: "", err: "" });
    expect(calls()).toStrictEqual(["create cluster west", "delete cluster west"]);
  });

  it("keeps a folder in which others have files", () => {
    run(createScript);
    writeFileSync(join(root, "own/east.kind"), "");
    run(deleteScript);
    expect(readdirSync(join(root, "own"))).toStrictEqual(["east.kind"]);
  });
});

describe("the generation", () => {
  it("grows when a complete cluster was removed by hand, so that the next update makes it again", () => {
    expect(run(generationScript).out).toBe("1");
    run(createScript);
    expect(run(generationScript).out).toBe("1");
    rmSync(join(root, "c"), { recursive: true });
    expect(run(generationScript).out).toBe("2");
    run(deleteScript);
    run(createScript, { FABRIC_GENERATION: "2" });
    expect(run(generationScript).out).toBe("2");
  });

  it("stays where the engine does not answer", () => {
    run(createScript);
    writeFileSync(join(root, "down"), "");
    expect(run(generationScript).out).toBe("1");
  });
});

describe("reading nodes", () => {
  it("says what is the matter where a container is gone", () => {
    expect(run(nodesScript)).toStrictEqual({
      code: 1,
      out: "",
      err: "the nodes of kind cluster west cannot be read; see that the Docker engine runs and its containers with it",
    });
  });
});
