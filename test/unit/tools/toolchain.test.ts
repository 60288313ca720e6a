import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureTools, toolEnvironment, toolNames, toolSpec } from "../../../tools";
import { groupBuilds } from "../../../tools/build";
import { contentKey } from "../../../tools/cache";
import { buildsAtOnce, REPOSITORY } from "../../../tools/toolchain";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
beforeEach(() => (machine = fakeMachine()));
afterEach(() => machine.remove());

const ensure = (...names: Parameters<typeof ensureTools>[0]): Promise<Record<string, string>> =>
  ensureTools(names, machine.options);

describe("building", () => {
  it("builds what is missing, once, and gives absolute paths", async () => {
    const first = await ensure("kwok", "charts");
    expect(Object.keys(first)).toEqual(["kwok", "charts"]);
    for (const [name, file] of Object.entries(first)) {
      expect(path.basename(file)).toBe(name);
      expect(file.startsWith(path.join(machine.cache, "tools", name))).toBe(true);
      fs.accessSync(file, fs.constants.X_OK);
    }
    const calls = machine.calls();
    expect(await ensure("charts", "kwok")).toEqual({ charts: first["charts"], kwok: first["kwok"] });
    expect(machine.calls()).toEqual(calls);
    expect(fs.readdirSync(path.join(machine.cache, "tools", "tmp"))).toEqual([]);
    expect(fs.readdirSync(path.join(machine.cache, "tools", "locks"))).toEqual([]);
  });

  it("takes nothing from the user's settings that would change the result", async () => {
    await ensure("kwok");
    expect(machine.calls()[0]).toMatch(
      /^-mod=readonly -buildvcs=false off 0: build -v -trimpath -ldflags=-s -w -o \S+\/ sigs\.k8s\.io\/kwok\/cmd\/kwok$/,
    );
  });

  it("builds programs of one module in one go, the longest first", async () => {
    await ensure("charts", "kube-scheduler", "kubectl");
    expect(machine.calls()).toHaveLength(2);
    expect(machine.calls()[0]).toMatch(
      /gitVersion=v1\.33\.13 .*kube-scheduler k8s\.io\/kubernetes\/cmd\/kubectl$/,
    );
  });

  it("hands on build tags, and renames programs that go names after their module", async () => {
    const { "pulumi-resource-kubernetes": file } = await ensure("pulumi-resource-kubernetes");
    expect(path.basename(file ?? "")).toBe("pulumi-resource-kubernetes");
    const groups = groupBuilds([
      { name: "cilium-dbg", spec: toolSpec("cilium-dbg"), key: "k" },
      { name: "etcd", spec: toolSpec("etcd"), key: "k" },
      { name: "cilium-sim-agent", spec: toolSpec("cilium-sim-agent"), key: "k" },
    ]);
    expect(groups.map(({ tools }) => tools.map(({ name }) => name))).toEqual([
      ["cilium-dbg", "cilium-sim-agent"],
      ["etcd"],
    ]);
  });

  it("builds anew for another Go, and without any Go takes what is there", async () => {
    const { charts: first } = await ensure("charts");
    machine.env["FAKE_GO"] = "go1.27.1";
    const { charts: second } = await ensure("charts");
    expect(second).not.toBe(first);
    fs.rmSync(path.join(machine.folder, "bin", "go"));
    machine.env["PATH"] = path.join(machine.folder, "bin");
    expect([first, second]).toContain((await ensure("charts"))["charts"]);
  });

  it("reports progress for people", async () => {
    machine.behave('echo "go: downloading example.com/a v1.0.0" >&2; echo k8s.io/api; make "$@"');
    await ensure("kwok");
    expect(machine.events.map(({ tool, phase }) => `${tool} ${phase}`)).toEqual([
      "tools plan",
      "kwok modules",
      "kwok ready",
    ]);
    expect(machine.events[0]?.detail).toBe("kwok to be built, this once: about 2 minutes on two idle cores");
    expect(machine.events[1]?.expected).toBe(65);
  });

  it("stops when asked to", async () => {
    machine.behave("echo $$ >$FAKE/pid; exec sleep 20");
    const stop = new AbortController();
    const work = ensureTools(["kwok"], { ...machine.options, signal: stop.signal });
    const pid = path.join(machine.folder, "pid");
    await expect.poll(() => fs.existsSync(pid), { timeout: 10_000 }).toBe(true);
    stop.abort(new Error("enough"));
    await expect(work).rejects.toThrow("enough");
    expect(() => process.kill(Number(fs.readFileSync(pid, "utf8")), 0)).toThrow();
  });
});

describe("programs on PATH", () => {
  it("are used when their version will do", async () => {
    const file = machine.program("helm", "#!/bin/sh\necho v3.16.4+g7877b45\n");
    expect((await ensure("helm"))["helm"]).toBe(file);
    expect(machine.events).toEqual([{ tool: "helm", phase: "found", detail: file, elapsed: 0 }]);
    expect(machine.calls()).toEqual([]);
  });

  it.each([
    ["another major version", "echo v4.0.1"],
    ["too old", "echo v3.9.0"],
    ["broken", "echo v3.16.4; exit 3"],
    ["silent", ":"],
  ])("are passed over when %s", async (_, script) => {
    machine.program("helm", `#!/bin/sh\n${script}\n`);
    expect((await ensure("helm"))["helm"]).toContain(machine.cache);
  });

  it("are not ours, put there for a child", async () => {
    const paths = await ensure("helm");
    machine.env["PATH"] = toolEnvironment(paths, machine.env)["PATH"];
    expect(await ensure("helm")).toEqual(paths);
    expect(machine.events.filter(({ phase }) => phase === "found")).toEqual([]);
  });
});

describe("the table", () => {
  it("names modules and own packages that exist, with their checksums", () => {
    for (const name of toolNames) {
      const spec = toolSpec(name);
      const folder = path.join(REPOSITORY, spec.module);
      expect(fs.existsSync(path.join(folder, "go.sum")), name).toBe(true);
      if (spec.package.startsWith("."))
        expect(fs.existsSync(path.join(folder, spec.package, "main.go")), name).toBe(true);
    }
  });

  it("has the versions that the modules pin", () => {
    const modules: Record<string, string> = {
      pulumi: "github.com/pulumi/pulumi/pkg/v3",
      kind: "sigs.k8s.io/kind",
      kindcheck: "sigs.k8s.io/kind",
      helm: "helm.sh/helm/v3",
      kwok: "sigs.k8s.io/kwok",
      etcd: "go.etcd.io/etcd/server/v3",
      etcdctl: "go.etcd.io/etcd/etcdctl/v3",
      coredns: "github.com/coredns/coredns",
      kubectl: "k8s.io/kubernetes",
      "cilium-dbg": "github.com/cilium/cilium",
    };
    for (const [name, module] of Object.entries(modules)) {
      const spec = toolSpec(name as (typeof toolNames)[number]);
      const text = fs.readFileSync(path.join(REPOSITORY, spec.module, "go.mod"), "utf8");
      expect(text, name).toMatch(
        new RegExp(`${module.replaceAll(".", "\\.")} v${spec.version.replaceAll(".", "\\.")}(\\s|$)`),
      );
    }
  });

  it("gives another key when a source, a checksum or a flag changes", () => {
    const root = path.join(machine.folder, "repository");
    const spec = { ...toolSpec("charts"), module: "m" };
    fs.mkdirSync(path.join(root, "m"), { recursive: true });
    fs.writeFileSync(path.join(root, "m", "go.mod"), "module m\n");
    const first = contentKey(root, spec);
    fs.writeFileSync(path.join(root, "m", "main_test.go"), "package main\n");
    expect(contentKey(root, spec)).toBe(first);
    fs.writeFileSync(path.join(root, "m", "main.go"), "package main\n");
    const keys = new Set([first, contentKey(root, spec), contentKey(root, { ...spec, tags: ["x"] })]);
    keys.add(contentKey(root, { ...spec, ldflags: ["-X a=b"] }));
    expect(keys.size).toBe(4);
  });

  it("lets the machine decide how many builds run at once", () => {
    expect([
      buildsAtOnce(1, 2e9),
      buildsAtOnce(2, 25e9),
      buildsAtOnce(8, 32e9),
      buildsAtOnce(64, 8e9),
      buildsAtOnce(64, 256e9),
    ]).toEqual([1, 1, 2, 1, 3]);
  });
});
