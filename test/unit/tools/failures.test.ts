import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureTools, ToolchainError } from "../../../tools";
import { requireSpace } from "../../../tools/failures";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
beforeEach(() => (machine = fakeMachine()));
afterEach(() => machine.remove());

async function failure(): Promise<string> {
  const error: unknown = await ensureTools(["kwok"], machine.options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolchainError);
  return (error as Error).message.replaceAll(machine.folder, "HOME");
}

const LOG = " (all of its output: HOME/cache/cilium-fabric/tools/log/tools-go-kwok.log)";

const INSTALL = "Install Go 1.26 or newer from https://go.dev/dl/ and run this again.";

describe("before a build", () => {
  it("says that there is no Go", async () => {
    fs.rmSync(path.join(machine.folder, "bin", "go"));
    machine.env["PATH"] = path.join(machine.folder, "bin");
    expect(await failure()).toBe(`Go is needed to build kwok, and there is no "go" on PATH. ${INSTALL}`);
  });

  it("says that Go is too old", async () => {
    machine.env["FAKE_GO"] = "go1.24.4";
    expect(await failure()).toBe(
      `Go 1.24.4 (HOME/bin/go) is too old to build kwok, which needs 1.26.0. ${INSTALL}`,
    );
  });

  it("says that Go is broken", async () => {
    machine.program("go", "#!/bin/sh\necho 'cannot find GOROOT' >&2\nexit 2\n");
    expect(await failure()).toBe(
      "Go at HOME/bin/go does not say its version (cannot find GOROOT): repair that installation or take it off PATH.",
    );
  });

  it("says that the cache cannot be written", async () => {
    fs.writeFileSync(path.join(machine.folder, "cache"), "");
    expect(await failure()).toBe(
      "The cache folder HOME/cache/cilium-fabric cannot be written (ENOTDIR): make it writable for this user, or set XDG_CACHE_HOME to a folder that is.",
    );
  });

  it("says that the disk is too small", () => {
    const small = (folder: string): { device: number; free: number } => ({
      device: 1,
      free: folder === "/b" ? 1.26e9 : 9e9,
    });
    expect(() => requireSpace("pulumi 3.228.0", 2000, ["/a"], small)).not.toThrow();
    expect(() => requireSpace("pulumi 3.228.0", 2000, ["/a", "/b"], small)).toThrow(
      new ToolchainError(
        "Building pulumi 3.228.0 takes about 2.0 GB of disk, and /b has 1.3 GB left: " +
          "free some space, or set XDG_CACHE_HOME, GOCACHE and GOMODCACHE to a larger disk.",
      ),
    );
  });
});

describe("a failed build", () => {
  const says = async (output: string): Promise<string> => {
    machine.behave(`echo k8s.io/api; cat >&2 <<'END'\n${output}\nEND\nexit 1`);
    return failure();
  };

  it("for want of a network", async () => {
    const line =
      'go: sigs.k8s.io/kwok@v0.8.0: Get "https://goproxy.example/sigs.k8s.io/kwok/@v/v0.8.0.zip": dial tcp: lookup goproxy.example: no such host';
    expect(await says(line)).toBe(
      `The Go module proxy cannot be reached to build kwok 0.8.0 (${line}): check the network, HTTPS_PROXY and GOPROXY, and run this again.${LOG}`,
    );
  });

  it("as the proxy does not serve a module", async () => {
    const line =
      "go: a.example/b@v1.0.0: reading https://goproxy.example/a.example/b/@v/v1.0.0.mod: 404 Not Found";
    expect(await says(line)).toBe(
      `The Go module proxy does not serve a module that kwok 0.8.0 needs (${line}): set GOPROXY to one that does (go help goproxy).${LOG}`,
    );
  });

  it("with a wrong checksum", async () => {
    expect(
      await says(
        "go: downloading a.example/b v1.0.0\nverifying a.example/b@v1.0.0: checksum mismatch\n\tdownloaded: h1:x\n\tgo.sum: h1:y",
      ),
    ).toBe(
      "A module for kwok 0.8.0 is not the one whose checksum is in go.sum (verifying a.example/b@v1.0.0: checksum mismatch): " +
        `a proxy or the module cache holds something else; run "go clean -modcache", check GOPROXY, and try again.${LOG}`,
    );
  });

  it("on a full disk", async () => {
    expect(
      await says("# k8s.io/api/core/v1\nwrite /tmp/go-build1/b001/_pkg_.a: no space left on device"),
    ).toBe(
      `The disk filled up while building kwok 0.8.0: free some space, or set XDG_CACHE_HOME, GOCACHE and GOMODCACHE to a larger disk.${LOG}`,
    );
  });

  it("without permission", async () => {
    const line = "go: could not create module cache: mkdir /srv/mod: permission denied";
    expect(await says(line)).toBe(
      `Go may not write one of its folders while building kwok 0.8.0 (${line}): make "go env GOCACHE GOMODCACHE" writable for this user, or set them elsewhere.${LOG}`,
    );
  });

  it("for a reason of its own", async () => {
    expect(await says("# sigs.k8s.io/kwok/cmd/kwok\nmain.go:1:1: undefined: x")).toBe(
      `Go failed to build kwok 0.8.0: main.go:1:1: undefined: x.${LOG}`,
    );
  });

  it("leaves nothing but its log", async () => {
    await says("anything");
    const tools = path.join(machine.cache, "tools");
    expect(fs.readdirSync(tools).sort()).toEqual(["locks", "log", "tmp"]);
    expect([
      ...fs.readdirSync(path.join(tools, "tmp")),
      ...fs.readdirSync(path.join(tools, "locks")),
    ]).toEqual([]);
    expect(fs.readFileSync(path.join(tools, "log", "tools-go-kwok.log"), "utf8")).toContain("anything\n");
  });
});

describe("a killed compiler", () => {
  const killed = 'echo "# k8s.io/api" >&2; echo "k8s.io/api: /sdk/compile: signal: killed" >&2; exit 1';

  it("gets a second try with one package at a time", async () => {
    machine.behave(`if grep -q -- '-p 1' "$FAKE/calls"; then make "$@"; else ${killed}; fi`);
    await ensureTools(["kwok"], machine.options);
    expect(machine.events.map(({ detail }) => detail)).toContain(
      "the compiler was killed for want of memory: once more, one package at a time",
    );
  });

  it("is told when that does not help", async () => {
    machine.behave(killed);
    expect(await failure()).toBe(
      "The compiler was killed while building kwok 0.8.0, most likely for want of memory: " +
        `about 3 GB must be free; close other programs, add swap, or set GOMAXPROCS=1, and run this again.${LOG}`,
    );
    expect(machine.calls()).toHaveLength(2);
  });

  it("is told when go itself is killed", async () => {
    machine.behave("kill -9 $$");
    expect(await failure()).toMatch(/^The compiler was killed while building kwok 0\.8\.0/);
  });
});
