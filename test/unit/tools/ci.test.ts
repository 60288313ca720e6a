import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REPOSITORY } from "../../../tools/toolchain";

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-ci-"));
  fs.mkdirSync(path.join(root, ".ci"));
  fs.mkdirSync(path.join(root, "bin"));
  fs.copyFileSync(path.join(REPOSITORY, ".ci/run"), path.join(root, ".ci/run"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function program(name: string, script: string): void {
  fs.writeFileSync(path.join(root, "bin", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Runs it with an npm whose phases do as told; nothing is installed on this machine. */
function ci(npm: { ci?: string; check?: string; test?: string }): {
  code: number | null;
  last: string;
  out: string;
} {
  program(
    "npm",
    `case "$1 $2" in "ci "*) ${npm.ci ?? ":"};; "run check") ${npm.check ?? ":"};; "test "*) ${npm.test ?? ":"};; esac`,
  );
  program("apt-get", `echo "$*" >>"${root}/apt"; exit 1`);
  const env = { ...process.env, PATH: `${path.join(root, "bin")}:${process.env["PATH"] ?? ""}` };
  const { status, stdout } = spawnSync("bash", [path.join(root, ".ci/run")], { env, encoding: "utf8" });
  return { code: status, last: stdout.trimEnd().split("\n").at(-1) ?? "", out: stdout };
}

it("ends with the tests' own sum", () => {
  const { code, last, out } = ci({ test: "echo noise; echo '12 passed, 0 failed, 3 skipped'" });
  expect([code, last]).toEqual([0, "12 passed, 0 failed, 3 skipped"]);
  expect(out).toMatch(/=== times\npackages +\d+ s\ninstall +\d+ s\ncheck +\d+ s\ntests +\d+ s\nall +\d+ s\n/);
});

it.each([
  ["a failed test", { test: "echo '11 passed, 1 failed'; exit 1" }, "11 passed, 1 failed"],
  [
    "a failed check, and runs the tests all the same",
    { check: "exit 1", test: "echo '12 passed, 0 failed'" },
    "12 passed, 1 failed",
  ],
  ["tests that die before their sum", { test: "exit 137" }, "0 passed, 1 failed"],
  [
    "tests that fail in spite of their sum",
    { test: "echo '12 passed, 0 failed'; exit 1" },
    "12 passed, 1 failed",
  ],
  [
    "packages that cannot be installed",
    { ci: "exit 1", test: "echo '12 passed, 0 failed'" },
    "0 passed, 1 failed",
  ],
])("fails for %s", (_, npm, sum) => {
  const { code, last } = ci(npm);
  expect([code, last]).toEqual([1, sum]);
});
