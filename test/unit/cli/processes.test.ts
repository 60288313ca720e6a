import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { endLeftoverEngine, STACK_MARKER, tidyBackend } from "../../../cli/recovery/leftover-engine";
import { systemProcesses, waitForEnd } from "../../../cli/recovery/processes";

const table = systemProcesses();
const children: ChildProcess[] = [];
const lines: string[] = [];
const report = { line: (text: string) => lines.push(text) };

/** A script with traps says itself when it has set them; any other is ready at once. */
async function start(script: string, stack: string): Promise<ChildProcess> {
  const child = spawn("sh", ["-c", script.includes("echo ready") ? script : `echo ready; ${script}`], {
    env: { ...process.env, [STACK_MARKER]: stack },
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

afterEach(() => {
  children.splice(0).forEach((child) => child.kill("SIGKILL"));
  lines.splice(0);
});

describe("the process table", () => {
  it("knows a process by number and start, and no process by a number that is free", async () => {
    const child = await start("sleep 60", "/a");
    const identity = table.identity(child.pid!);
    expect(identity).toEqual({
      pid: child.pid,
      start: expect.stringMatching(/./) as string,
      parent: process.pid,
    });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(table.identity(child.pid!)).toBeUndefined();
  });

  it("finds processes by a variable of their environment, and only by its whole value", async () => {
    const child = await start("sleep 60", "/tmp/x/.fabric/dev");
    const found = (value: string): number[] => table.withEnvironment(STACK_MARKER, value).map((p) => p.pid);
    expect(found("/tmp/x/.fabric/dev")).toContain(child.pid);
    expect(found("/tmp/x/.fabric/de")).toEqual([]);
    expect(found("/tmp/x/.fabric/dev2")).toEqual([]);
  });

  it("signals nobody who only has the number", async () => {
    const child = await start("sleep 60", "/a");
    table.signal({ pid: child.pid!, start: "another time" }, "SIGKILL");
    const still = await waitForEnd(table, [table.identity(child.pid!)!], 300);
    expect(still).toHaveLength(1);
  });
});

describe("what an interrupted run left running", () => {
  const wait = { afterInterrupt: 2_000, afterKill: 5_000 };

  it("is asked to end, and waited for while it writes down its work", async () => {
    const child = await start(
      "trap 'sleep 0.5; exit 7' INT; echo ready; while :; do sleep 0.05; done",
      "/s/1",
    );
    const exit = once(child, "exit");
    await endLeftoverEngine("/s/1", table, report, wait);
    expect(await exit).toEqual([7, null]);
    expect(lines).toEqual([
      expect.stringMatching(
        /^an interrupted run left \d+ processes; waiting for them to write down what they have made$/,
      ),
    ]);
  });

  it("is ended hard when it does not", async () => {
    const child = await start("trap '' INT; echo ready; while :; do sleep 0.05; done", "/s/2");
    const exit = once(child, "exit");
    await endLeftoverEngine("/s/2", table, report, { afterInterrupt: 300, afterKill: 5_000 });
    expect(await exit).toEqual([null, "SIGKILL"]);
  });

  it("tells only the engine, which tells its plugins", async () => {
    const script =
      "(trap 'exit 9' INT; while :; do sleep 0.05; done) & trap 'kill $!; wait $!; exit 3' INT; echo ready; wait $!";
    const child = await start(script, "/s/3");
    const exit = once(child, "exit");
    await endLeftoverEngine("/s/3", table, report, wait);
    expect(await exit).toEqual([3, null]);
    expect(table.withEnvironment(STACK_MARKER, "/s/3")).toEqual([]);
  });

  it("is nothing where no process has the stack's mark", async () => {
    const other = await start("sleep 60", "/s/other");
    await endLeftoverEngine("/s/4", table, report, wait);
    expect(lines).toEqual([]);
    expect(table.identity(other.pid!)).toBeDefined();
  });
});

it("the backend of a dead engine is rid of locks, drafts and notes, and of nothing else", () => {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-state-"));
  const write = (file: string): void => {
    fs.mkdirSync(path.dirname(path.join(state, file)), { recursive: true });
    fs.writeFileSync(path.join(state, file), "");
  };
  try {
    expect(tidyBackend(state)).toBe(false);
    const kept = [
      ".pulumi/meta.yaml",
      ".pulumi/stacks/cilium-fabric/dev.json",
      ".pulumi/stacks/cilium-fabric/dev.json.bak",
    ];
    kept.forEach(write);
    write(".pulumi/stacks/cilium-fabric/dev.json.attrs");
    write(".pulumi/stacks/cilium-fabric/dev.json.18ea0f15ac05ccc6.tmp");
    expect(tidyBackend(state)).toBe(false);
    write(".pulumi/locks/organization/cilium-fabric/dev/9b1.json");
    write(".pulumi/locks/organization/cilium-fabric/dev/9b1.json.attrs");
    expect(tidyBackend(state)).toBe(true);
    const left = fs
      .readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile());
    expect(left.map((e) => path.relative(state, path.join(e.parentPath, e.name))).sort()).toEqual(
      kept.sort(),
    );
  } finally {
    fs.rmSync(state, { recursive: true });
  }
});
