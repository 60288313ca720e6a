import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProcessTable } from "../../../cli/recovery/processes";
import { acquireRunLock } from "../../../cli/recovery/run-lock";

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-lock-"));
  file = path.join(folder, ".fabric", "dev.lock");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function table(living: Record<number, string>, boot = "boot-1"): ProcessTable {
  return {
    identity: (pid) => (living[pid] === undefined ? undefined : { pid, start: living[pid] }),
    withEnvironment: () => [],
    bootId: () => boot,
    signal: () => undefined,
  };
}

function write(holder: object | string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify(holder));
}

const own = { [process.pid]: "own" };

describe("the run lock", () => {
  it("is a file of its owner alone that goes with its release", () => {
    const lock = acquireRunLock(file, "dev", "up", table(own));
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual({
      pid: process.pid,
      start: "own",
      boot: "boot-1",
      command: "up",
    });
    expect(fs.statSync(file).mode & 0o077).toBe(0);
    expect(lock.interrupted).toBeUndefined();
    lock.release();
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });

  it("is refused while its holder lives, naming the process", () => {
    write({ pid: 4711, start: "then", boot: "boot-1", command: "up" });
    expect(() => acquireRunLock(file, "dev", "down", table({ ...own, 4711: "then" }))).toThrow(
      "stack dev is in the hands of another run: up, process 4711",
    );
    expect(fs.existsSync(file)).toBe(true);
  });

  it.each([
    ["has ended", table(own), "then", "boot-1"],
    ["is another process by now", table({ ...own, 4711: "later" }), "then", "boot-1"],
    ["was before the machine's last boot", table({ ...own, 4711: "then" }, "boot-2"), "then", "boot-1"],
  ])("is taken over from a holder that %s", (_, living, start, boot) => {
    const holder = { pid: 4711, start, boot, command: "up" };
    write(holder);
    const lock = acquireRunLock(file, "dev", "down", living);
    expect(lock.interrupted).toEqual(holder);
    lock.release();
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });

  it.each(["", "{", "[]", '{"pid":"x"}'])("is taken over from a file that no run wrote: %j", (text) => {
    write(text);
    acquireRunLock(file, "dev", "up", table(own)).release();
    expect(fs.existsSync(file)).toBe(false);
  });

  it("is not removed by a run that has lost it", () => {
    const lock = acquireRunLock(file, "dev", "up", table(own));
    write({ pid: 1, start: "x", boot: "boot-1", command: "up" });
    lock.release();
    expect(fs.existsSync(file)).toBe(true);
  });
});
