import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readOwner } from "../../../tools";
import { REPOSITORY } from "../../../tools/toolchain";
import { fakeMachine, type Fake } from "./fake";

let machine: Fake;
beforeEach(() => (machine = fakeMachine()));
afterEach(() => machine.remove());

interface Run {
  readonly child: ChildProcess;
  readonly end: Promise<{ code: number | null; out: string; err: string }>;
}

/** The tools' command line in a process of its own. */
function start(...words: string[]): Run {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(REPOSITORY, "tools/main.ts"), ...words],
    {
      cwd: REPOSITORY,
      env: machine.env,
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return { child, end: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err }))) };
}

const lockFile = (): string => path.join(machine.cache, "tools/locks/tools-go-kwok.lock");
const leftOver = (): string[] => fs.readdirSync(path.join(machine.cache, "tools/tmp"));

it("builds once for two runs at once", async () => {
  machine.behave('sleep 2; make "$@"');
  const runs = [start("path", "kwok"), start("path", "kwok")];
  const ends = await Promise.all(runs.map(({ end }) => end));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(ends[0]?.out).toBe(ends[1]?.out);
  expect(ends[0]?.out.trim()).toMatch(/\/kwok$/);
  expect(machine.calls()).toHaveLength(1);
  const waiter = runs.findIndex(
    ({ child }) => !(ends[runs.findIndex((run) => run.child === child)]?.err ?? "").includes("built in"),
  );
  const builder = runs[1 - waiter];
  expect(ends[waiter]?.err).toMatch(
    new RegExp(
      `^tools: kwok to be built, .*\nkwok: process ${builder?.child.pid} builds from tools/go/kwok already, \\d s so far \\(0:0\\d of about 1:05 on two idle cores\\)`,
    ),
  );
});

it("recovers from kill -9 in the middle of a build", async () => {
  machine.behave(
    'echo x >"${out}half"; echo $$ >"$FAKE/worker"; trap "echo told >$FAKE/told; exit 1" INT; while :; do sleep 0.1; done',
  );
  const { child, end } = start("ensure", "kwok");
  const worker = path.join(machine.folder, "worker");
  await expect
    .poll(() => fs.existsSync(worker) && readOwner(lockFile())?.child?.pid !== undefined, { timeout: 10_000 })
    .toBe(true);
  child.kill("SIGKILL");
  // The killed run's go lives on and holds its output open.
  child.stdout?.destroy();
  child.stderr?.destroy();
  await end;
  expect(leftOver()).toHaveLength(1);
  expect(fs.existsSync(lockFile())).toBe(true);

  machine.behave('make "$@"');
  const again = await start("ensure", "kwok").end;
  expect(again.code).toBe(0);
  await expect.poll(() => fs.existsSync(path.join(machine.folder, "told")), { timeout: 10_000 }).toBe(true);
  expect(leftOver()).toEqual([]);
  expect(fs.existsSync(lockFile())).toBe(false);
});

it("answers wrong words with what there is", async () => {
  expect(await start("ensure", "kwok", "nonsense").end).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(
      /^No tool is named nonsense; there are pulumi, pulumi-resource-kubernetes, kind, /,
    ) as string,
  });
  expect((await start().end).err).toMatch(/^usage: tsx tools\/main\.ts COMMAND\n/);
});

it("lists, finds and clears", async () => {
  expect((await start("list").end).out).toContain("kwok 0.8.0 tools/go/kwok\n");
  expect((await start("ensure", "charts").end).out).toMatch(/^charts \S+\/charts\n$/);
  expect((await start("clean").end).code).toBe(0);
  expect(fs.readdirSync(machine.cache)).toEqual([]);
});
