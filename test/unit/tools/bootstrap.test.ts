import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REPOSITORY } from "../../../tools/toolchain";

let root: string;
let env: NodeJS.ProcessEnv;

/** A small repository with the real bootstrap, and an npm that notes each call. */
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-bootstrap-"));
  const put = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text, { mode: 0o755 });
  };
  fs.copyFileSync(path.join(REPOSITORY, "bootstrap.mjs"), path.join(root, "bootstrap.mjs"));
  put("package.json", "{}");
  lockFile("1.0.0");
  put(
    "cli/main.ts",
    "const words: string[] = process.argv.slice(2); console.log(JSON.stringify(words)); process.exitCode = Number(words[1] ?? 0);",
  );
  put("test/run.ts", "console.log(`test ${process.argv.slice(2).join()}`);");
  put(
    "tools/main.ts",
    'process.on("SIGTERM", () => { console.log("told"); process.exit(7); }); setTimeout(() => undefined, 20000); console.log("up");',
  );
  put(
    "bin/npm",
    `#!/bin/sh\necho "$*" >>"${root}/npm-calls"\n[ -e "${root}/offline" ] && exit 1\nsleep 0.5\nmkdir -p node_modules\n` +
      `ln -sfn "${REPOSITORY}/node_modules/tsx" node_modules/tsx\n`,
  );
  env = { ...process.env, PATH: `${path.join(root, "bin")}:${process.env["PATH"] ?? ""}`, TMPDIR: root };
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function lockFile(version: string): void {
  const packages = {
    "": {},
    "node_modules/a": { version, integrity: "sha512-a" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };
  fs.writeFileSync(path.join(root, "package-lock.json"), JSON.stringify({ packages }));
}

const calls = (): string[] => {
  const file = path.join(root, "npm-calls");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
};

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

function start(words: string[], node: string[] = []): { child: ChildProcess; end: Promise<End> } {
  const child = spawn(process.execPath, [...node, path.join(root, "bootstrap.mjs"), ...words], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return {
    child,
    end: new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, out, err }))),
  };
}

const run = (...words: string[]): Promise<End> => start(words).end;

describe("packages", () => {
  it("are installed when they are not there, and again when package-lock.json changes", async () => {
    expect((await run("up")).err).toContain("Installing the Node packages (npm ci)…\n");
    expect((await run("up")).err).toBe("");
    expect(calls()).toEqual(["ci --no-audit --no-fund --loglevel=error"]);
    lockFile("1.0.1");
    await run("up");
    expect(calls()).toHaveLength(2);
    fs.rmSync(path.join(root, "node_modules"), { recursive: true });
    await run("up");
    expect(calls()).toHaveLength(3);
  });

  it("are installed once for two runs at once", async () => {
    const ends = await Promise.all([run("up"), run("up"), run("up")]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(calls()).toHaveLength(1);
    expect(ends.map(({ err }) => err).join("")).toContain(
      "Another run installs the Node packages; waiting for it.\n",
    );
    expect(fs.readdirSync(root).filter((name) => name.startsWith("cilium-fabric-install"))).toEqual([]);
  });

  it("are installed although a dead run left its lock", async () => {
    const first = start(["up"]);
    await expect
      .poll(() => fs.readdirSync(root).find((name) => name.startsWith("cilium-fabric-install")), {
        timeout: 10_000,
      })
      .toBeDefined();
    first.child.kill("SIGKILL");
    await first.end;
    expect((await run("up")).code).toBe(0);
  });

  it("are not installed again where npm was run by hand", async () => {
    await run("up");
    fs.rmSync(path.join(root, "node_modules", ".cilium-fabric-installed"));
    const record = path.join(root, "node_modules", ".package-lock.json");
    const note = (version: string): void =>
      fs.writeFileSync(
        record,
        JSON.stringify({ packages: { "node_modules/a": { version, integrity: "sha512-a" } } }),
      );
    note("1.0.0");
    await run("up");
    expect(calls()).toHaveLength(1);
    fs.rmSync(path.join(root, "node_modules", ".cilium-fabric-installed"));
    note("0.9.0");
    await run("up");
    expect(calls()).toHaveLength(2);
  });

  it("that cannot be installed are told in one sentence", async () => {
    fs.writeFileSync(path.join(root, "offline"), "");
    expect(await run("up")).toMatchObject({
      code: 1,
      out: "",
      err:
        "Installing the Node packages (npm ci)…\n" +
        "npm ci failed, see above: check the network, the registry in your npm settings and the disk, and run this again.\n",
    });
    expect(fs.readdirSync(root).filter((name) => name.startsWith("cilium-fabric-install"))).toEqual([]);
  });
});

describe("handing over", () => {
  beforeEach(() => run("up"));

  it("passes on words and the exit code", async () => {
    expect(await run("check", "3", "--flag", "a b")).toMatchObject({
      code: 3,
      out: '["check","3","--flag","a b"]\n',
    });
    expect((await run()).out).toBe("[]\n");
    expect((await run("test", "fast")).out).toBe("test fast\n");
  });

  it("passes on signals", async () => {
    const asked = start(["tools"]);
    await new Promise((resolve) => asked.child.stdout?.once("data", resolve));
    asked.child.kill("SIGTERM");
    expect(await asked.end).toMatchObject({ code: 7, out: "up\ntold\n" });
  });

  it("ends by the signal that ended the program", async () => {
    const killed = start(["tools"]);
    await new Promise((resolve) => killed.child.stdout?.once("data", resolve));
    killed.child.kill("SIGINT");
    expect(await killed.end).toMatchObject({ code: null, signal: "SIGINT" });
  });
});

it("refuses an old Node in one sentence", async () => {
  const old = path.join(root, "old.mjs");
  fs.writeFileSync(old, 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });');
  expect(await start(["up"], ["--import", old]).end).toMatchObject({
    code: 1,
    err: "Node 18.20.4 is too old for cilium-fabric, which needs 20.19 or newer: install a current one from https://nodejs.org/ and run this again.\n",
  });
});
