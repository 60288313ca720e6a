import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { acquireLock, readOwner } from "../../../tools";
import { processBegan } from "../../../tools/lock";

let folder: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-lock-"));
  file = path.join(folder, "a.lock");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  fs.rmSync(folder, { recursive: true, force: true });
});

const FAST = { pollMilliseconds: 10 };

function living(): ChildProcess & { pid: number } {
  const child = spawn("sleep", ["60"]);
  children.push(child);
  return child as ChildProcess & { pid: number };
}

/** Writes a lock as this machine would, with changes. */
async function leaveLock(change: object): Promise<void> {
  const lock = await acquireLock(file);
  const owner = readOwner(file);
  lock.release();
  fs.writeFileSync(file, JSON.stringify({ ...owner, ...change }));
}

it("is held by one at a time and leaves no file", async () => {
  const first = await acquireLock(file, FAST);
  expect(readOwner(file)?.pid).toBe(process.pid);
  const order: string[] = [];
  const second = acquireLock(file, {
    ...FAST,
    waiting: ({ pid }) => order.push(`waits for ${pid === process.pid}`),
  }).then((lock) => {
    order.push("second");
    return lock;
  });
  await sleep(50);
  order.push("first lets go");
  first.release();
  (await second).release();
  expect([...new Set(order)]).toEqual(["waits for true", "first lets go", "second"]);
  expect(fs.readdirSync(folder)).toEqual([]);
});

it("lets only one of many in", async () => {
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const lock = await acquireLock(file, FAST);
      most = Math.max(most, ++inside);
      await sleep(5);
      inside -= 1;
      lock.release();
    }),
  );
  expect(most).toBe(1);
});

it("waits while the owner lives", async () => {
  const { pid } = living();
  await leaveLock({ pid, began: processBegan(pid) });
  await expect(acquireLock(file, { ...FAST, signal: AbortSignal.timeout(200) })).rejects.toThrow();
  expect(readOwner(file)?.pid).toBe(pid);
});

it.each([
  ["whose owner is dead", (): object => ({ pid: 2 ** 22 + 1, began: "1" })],
  ["whose owner's number went to another process", (): object => ({ pid: living().pid, began: "1" })],
  ["of another boot", (): object => ({ boot: "00000000-0000-0000-0000-000000000000" })],
])("takes over a lock %s", async (_, change) => {
  await leaveLock(change());
  const lock = await acquireLock(file, { ...FAST, signal: AbortSignal.timeout(2000) });
  expect(readOwner(file)).toMatchObject({ pid: process.pid, began: processBegan(process.pid) });
  lock.release();
  expect(fs.readdirSync(folder)).toEqual([]);
});

it("ends the dead owner's worker when it takes over, and no other process", async () => {
  const worker = living();
  const stranger = living();
  await leaveLock({
    pid: 2 ** 22 + 1,
    began: "1",
    child: { pid: worker.pid, began: processBegan(worker.pid) },
  });
  const ended = new Promise((resolve) => worker.once("exit", (_, signal) => resolve(signal)));
  (await acquireLock(file, FAST)).release();
  expect(await ended).toBe("SIGINT");
  await leaveLock({ pid: 2 ** 22 + 1, began: "1", child: { pid: stranger.pid, began: "1" } });
  (await acquireLock(file, FAST)).release();
  await sleep(50);
  expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
});

it("trusts an owner on another machine until it has been silent for long", async () => {
  await leaveLock({ machine: "elsewhere pid:[1]" });
  await expect(acquireLock(file, { ...FAST, signal: AbortSignal.timeout(200) })).rejects.toThrow();
  const past = new Date(Date.now() - 120_000);
  fs.utimesSync(file, past, past);
  (await acquireLock(file, { ...FAST, signal: AbortSignal.timeout(2000) })).release();
});

it("removes an empty lock that a crash of the machine left", async () => {
  fs.writeFileSync(file, "");
  const past = new Date(Date.now() - 60_000);
  fs.utimesSync(file, past, past);
  (await acquireLock(file, { ...FAST, signal: AbortSignal.timeout(2000) })).release();
});

it("leaves a lock alone that is no longer its own", async () => {
  const lock = await acquireLock(file);
  const { pid } = living();
  fs.writeFileSync(file, JSON.stringify({ ...readOwner(file), pid, began: processBegan(pid) }));
  lock.setChild(1);
  lock.release();
  expect(readOwner(file)?.pid).toBe(pid);
});
