import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Suite, SUITES } from "./suites";

/**
 * `npm test`: every suite that this machine can run, one after the other, then what was skipped and why, and as the
 * last line the sum `N passed, N failed, N skipped`. Names as arguments choose suites: `npm test -- fast`.
 */
interface Outcome {
  passed: number;
  failed: number;
  skipped: string[];
  seconds: number;
}

const root = path.resolve(__dirname, "..");

async function main(chosen: readonly string[]): Promise<number> {
  const unknown = chosen.filter((name) => !SUITES.some((s) => s.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `no suite ${unknown.join(", ")}; there are ${SUITES.map((s) => s.name).join(", ")}\n`,
    );
    return 2;
  }
  const outcomes = new Map<string, Outcome>();
  for (const suite of SUITES.filter((s) => chosen.length === 0 || chosen.includes(s.name))) {
    const left = chosen.length === 0 ? suite.onlyWhenNamed : undefined;
    outcomes.set(suite.name, left === undefined ? await runSuite(suite) : skippedWhole(suite, left));
  }
  return report(outcomes);
}

async function runSuite(suite: Suite): Promise<Outcome> {
  const started = Date.now();
  const reason = await suite.unavailable();
  if (reason !== undefined)
    return { passed: 0, failed: 0, skipped: [`${suite.name}: ${reason}`], seconds: 0 };
  process.stdout.write(`\n— ${suite.name}: ${suite.about}\n`);
  const counted = suite.kind === "vitest" ? await vitest(suite) : await goTest(suite);
  return { ...counted, seconds: Math.round((Date.now() - started) / 1000) };
}

function skippedWhole(suite: Suite, reason: string): Outcome {
  return { passed: 0, failed: 0, skipped: [`${suite.name}, ${suite.about}: ${reason}`], seconds: 0 };
}

interface VitestResult {
  numPassedTests: number;
  numFailedTests: number;
  numTotalTests: number;
  success: boolean;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

async function vitest(suite: Suite): Promise<Omit<Outcome, "seconds">> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cilium-fabric-test-"));
  const file = path.join(folder, "result.json");
  const code = await run(process.execPath, [
    path.join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    "--config",
    suite.target,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  if (!fs.existsSync(file)) {
    fs.rmSync(folder, { recursive: true });
    return { passed: 0, failed: 1, skipped: [] };
  }
  const result = JSON.parse(fs.readFileSync(file, "utf8")) as VitestResult;
  fs.rmSync(folder, { recursive: true });
  const skipped = result.testResults
    .flatMap((f) => f.assertionResults)
    .filter((t) => t.status === "skipped" || t.status === "pending" || t.status === "todo")
    .map((t) => `${suite.name}: ${t.fullName}`);
  // A file that does not even load, or an error outside any test, fails the run without a failed test.
  const failed = result.numFailedTests + (code !== 0 && result.numFailedTests === 0 ? 1 : 0);
  return { passed: result.numPassedTests, failed, skipped };
}

async function goTest(suite: Suite): Promise<Omit<Outcome, "seconds">> {
  const counts = { passed: 0, failed: 0 };
  const code = await run("go", ["test", "-json", "./..."], path.join(root, suite.target), (line) => {
    const event = JSON.parse(line) as { Action: string; Test?: string; Output?: string };
    if (event.Action === "output" && event.Test === undefined) process.stdout.write(event.Output ?? "");
    if (event.Test === undefined) return;
    if (event.Action === "pass") counts.passed += 1;
    if (event.Action === "fail") counts.failed += 1;
  });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, skipped: [] };
}

function run(program: string, args: string[], cwd = root, onLine?: (line: string) => void): Promise<number> {
  return new Promise((resolve) => {
    const stdout = onLine === undefined ? ("inherit" as const) : ("pipe" as const);
    const child = spawn(program, args, { cwd, stdio: ["ignore", stdout, "inherit"] });
    let rest = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      lines.filter((l) => l !== "").forEach((l) => onLine?.(l));
    });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

function report(outcomes: Map<string, Outcome>): number {
  process.stdout.write("\n");
  for (const [name, o] of outcomes) {
    process.stdout.write(`${name}: ${o.passed} passed, ${o.failed} failed, ${o.seconds} s\n`);
  }
  const all = [...outcomes.values()];
  const skipped = all.flatMap((o) => o.skipped);
  if (skipped.length > 0) process.stdout.write(`\nSkipped:\n${skipped.map((s) => `  ${s}\n`).join("")}`);
  const passed = all.reduce((sum, o) => sum + o.passed, 0);
  const failed = all.reduce((sum, o) => sum + o.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
