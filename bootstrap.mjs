// First thing that every npm script runs: needs nothing but Node, installs the
// packages when that is due, and hands over to the program proper.
//
//   node bootstrap.mjs COMMAND [ARGUMENT...]
//
// COMMAND "test" and "bench" run test/run.ts and test/bench/run.ts, "tools" runs
// tools/main.ts, and anything else is a command of cli/main.ts.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(root, "node_modules");
const stamp = path.join(modules, ".cilium-fabric-installed");
const PROGRAMS = { test: "test/run.ts", bench: "test/bench/run.ts", tools: "tools/main.ts" };

/** What a person has to do something about: told in one sentence, without a stack. */
class Failure extends Error {}

function fail(sentence) {
  throw new Failure(sentence);
}

function requireNode() {
  const wanted = [20, 19];
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < wanted[0] || (major === wanted[0] && minor < wanted[1]))
    fail(
      `Node ${process.versions.node} is too old for cilium-fabric, which needs ${wanted.join(".")} or newer: ` +
        `install a current one from https://nodejs.org/ and run this again.`,
    );
}

/** Changes when the packages have to be installed anew. */
function dueStamp() {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const kind = `${process.platform} ${process.arch} ${process.versions.modules}`;
  return createHash("sha256").update(lock).update(kind).digest("hex");
}

function isInstalled(due) {
  try {
    return fs.readFileSync(stamp, "utf8") === due;
  } catch {
    return false;
  }
}

/** Whether somebody ran npm by hand: its own record of what is there says what package-lock.json does. */
function isInstalledByHand() {
  try {
    const read = (file) => JSON.parse(fs.readFileSync(file, "utf8")).packages;
    const wanted = read(path.join(root, "package-lock.json"));
    const present = read(path.join(modules, ".package-lock.json"));
    const same = ([name, { version, integrity, optional }]) =>
      name === "" ||
      (present[name] === undefined
        ? optional
        : present[name].version === version && present[name].integrity === integrity);
    return Object.entries(wanted).every(same);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Makes the lock with its owner's number in it, at once; false when it is there already. */
function claim(lock) {
  const draft = `${lock}.${process.pid}`;
  fs.writeFileSync(draft, String(process.pid));
  try {
    fs.linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Removes a lock whose owner is dead, or which is older than this machine's start. */
function clearStale(lock) {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    const owner = fs.readFileSync(lock, "utf8");
    const booted = Date.now() - os.uptime() * 1000;
    if (isAlive(Number(owner)) && fs.statSync(lock).mtimeMs >= booted) return;
    fs.renameSync(lock, aside);
    // Between the two lines above another run may have done the same and gone on.
    if (fs.readFileSync(aside, "utf8") !== owner) fs.linkSync(aside, lock);
  } catch {
    // It changed hands just now: look again.
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** Runs the work while no other run does; beside the packages, which npm removes. */
async function alone(work) {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const lock = path.join(os.tmpdir(), `cilium-fabric-install-${os.userInfo().username}-${name}`);
  for (let told = false; !claim(lock);) {
    clearStale(lock);
    if (!fs.existsSync(lock)) continue;
    if (!told) console.error("Another run installs the Node packages; waiting for it.");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function install(due) {
  if (isInstalled(due)) return;
  if (isInstalledByHand()) {
    fs.writeFileSync(stamp, due);
    return;
  }
  console.error("Installing the Node packages (npm ci)…");
  const { status, error } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (error !== undefined)
    fail(`npm cannot be started (${error.message}): install npm, which comes with Node, and run this again.`);
  if (status !== 0)
    fail(
      "npm ci failed, see above: check the network, the registry in your npm settings and the disk, and run this again.",
    );
  fs.writeFileSync(stamp, due);
}

/** Runs a TypeScript program in this process's place: same terminal, same signals, same end. */
function become(program, programArguments) {
  const loader = pathToFileURL(createRequire(path.join(root, "package.json")).resolve("tsx")).href;
  const child = spawn(process.execPath, ["--import", loader, path.join(root, program), ...programArguments], {
    stdio: "inherit",
  });
  const relays = new Map();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    // What is typed at a terminal reaches the child by itself.
    const typed = process.stdin.isTTY === true && (signal === "SIGINT" || signal === "SIGQUIT");
    const relay = () => typed || child.kill(signal);
    relays.set(signal, relay);
    process.on(signal, relay);
  }
  child.on("error", (error) => {
    console.error(`${program} cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    for (const [name, relay] of relays) process.off(name, relay);
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
  });
}

async function main([command, ...rest]) {
  requireNode();
  const due = dueStamp();
  if (!isInstalled(due)) await alone(() => install(due));
  const program = Object.hasOwn(PROGRAMS, command ?? "") ? PROGRAMS[command] : undefined;
  if (program === undefined) become("cli/main.ts", command === undefined ? [] : [command, ...rest]);
  else become(program, rest);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(1);
});
