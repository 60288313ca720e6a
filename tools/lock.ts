import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Who holds a lock: a process on one boot of one machine, and perhaps a child that works for it. */
export interface LockOwner {
  readonly pid: number;
  /** When the process began, so that a later process with its number is not taken for it. */
  readonly began: string;
  readonly machine: string;
  readonly boot: string;
  /** A worker that outlives its killed owner: ended at take-over. */
  readonly child?: { readonly pid: number; readonly began: string };
}

export interface LockOptions {
  /** Called every poll with the owner and the seconds waited. */
  readonly waiting?: (owner: LockOwner, seconds: number) => void;
  readonly signal?: AbortSignal;
  readonly pollMilliseconds?: number;
  /** An owner on another machine counts as gone when its lock has not been touched for so long. */
  readonly silentMilliseconds?: number;
}

export interface Lock {
  readonly path: string;
  /** Notes the worker's process number in the lock. */
  setChild(pid: number | undefined): void;
  release(): void;
}

/** What tells a process from an earlier or later one with the same number; "" when there is none. */
export function processBegan(pid: number): string {
  try {
    if (process.platform === "linux") {
      const fields = fs
        .readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return fields[0] === "Z" ? "" : (fields[19] ?? "");
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** Process numbers mean the same thing only within one of these. */
function machineName(): string {
  try {
    return `${os.hostname()} ${fs.readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return os.hostname();
  }
}

function bootName(): string {
  try {
    return fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    // Whole minutes: the clock is set now and then.
    return String(Math.round((Date.now() / 1000 - os.uptime()) / 60));
  }
}

export function readOwner(file: string): LockOwner | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as LockOwner;
  } catch {
    return undefined;
  }
}

function isGone(file: string, owner: LockOwner, silent: number): boolean {
  if (owner.machine === machineName())
    return owner.boot !== bootName() || processBegan(owner.pid) !== owner.began || owner.began === "";
  try {
    return Date.now() - fs.statSync(file).mtimeMs > silent;
  } catch {
    return false;
  }
}

/** Ends the worker of an owner that is gone, if it still runs. */
function endChild(owner: LockOwner): void {
  const { child } = owner;
  if (child === undefined || owner.machine !== machineName() || processBegan(child.pid) !== child.began)
    return;
  try {
    process.kill(child.pid, "SIGINT");
  } catch {
    // It ended by itself just now.
  }
}

/** Moves a dead owner's lock out of the way; false when somebody else was faster. */
function takeOver(file: string, owner: LockOwner): boolean {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return false;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && (moved.pid !== owner.pid || moved.began !== owner.began)) {
    // That was a new owner's lock already: give it back.
    try {
      fs.linkSync(aside, file);
    } catch {
      // A third run has it now; both work in folders of their own, so nothing breaks.
    }
    fs.rmSync(aside, { force: true });
    return false;
  }
  fs.rmSync(aside, { force: true });
  endChild(owner);
  return true;
}

/** A lock without an owner is what a machine leaves that lost its power. */
function removeEmpty(file: string): void {
  try {
    if (Date.now() - fs.statSync(file).mtimeMs > 5000) fs.rmSync(file, { force: true });
  } catch {
    // Gone: the next claim will tell.
  }
}

function claim(file: string, owner: LockOwner): boolean {
  // A link appears with its content, all at once, or not at all.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  fs.writeFileSync(draft, JSON.stringify(owner), { mode: 0o644 });
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function held(file: string, self: LockOwner): Lock {
  const mine = (): boolean => {
    const owner = readOwner(file);
    return owner?.pid === self.pid && owner.began === self.began && owner.machine === self.machine;
  };
  const touch = setInterval(() => {
    if (mine()) fs.utimesSync(file, new Date(), new Date());
  }, 10_000);
  touch.unref();
  return {
    path: file,
    setChild(pid) {
      if (!mine()) return;
      const draft = `${file}.${process.pid}.child`;
      const owner = pid === undefined ? self : { ...self, child: { pid, began: processBegan(pid) } };
      fs.writeFileSync(draft, JSON.stringify(owner), { mode: 0o644 });
      fs.renameSync(draft, file);
    },
    release() {
      clearInterval(touch);
      if (mine()) fs.rmSync(file, { force: true });
    },
  };
}

/**
 * Waits until this process is the only one that holds `file`. A lock whose owner
 * is dead, or is of another boot, is taken over.
 */
export async function acquireLock(file: string, options: LockOptions = {}): Promise<Lock> {
  const { waiting, signal, pollMilliseconds = 300, silentMilliseconds = 60_000 } = options;
  const self: LockOwner = {
    pid: process.pid,
    began: processBegan(process.pid),
    machine: machineName(),
    boot: bootName(),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const started = Date.now();
  while (!claim(file, self)) {
    signal?.throwIfAborted();
    const owner = readOwner(file);
    if (owner === undefined) removeEmpty(file);
    else if (isGone(file, owner, silentMilliseconds) && takeOver(file, owner)) continue;
    if (owner !== undefined) waiting?.(owner, (Date.now() - started) / 1000);
    await sleep(pollMilliseconds, undefined, { signal });
  }
  return held(file, self);
}
