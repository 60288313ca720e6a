import * as fs from "node:fs";
import * as path from "node:path";
import { collectTests } from "./collect";
import { cover, Coverage, faults, readRequirements } from "./judge";

/**
 * `npm run rows`: every row of docs/requirements.md with the tests that name it; fails where a row has none.
 * `--all` lists every test, otherwise how many there are in each file.
 */
const root = path.resolve(__dirname, "../..");

function describeRow({ requirement, tests }: Coverage, all: boolean): string {
  const head = `${requirement.id.padEnd(4)}${requirement.what}${requirement.needsTraffic ? " (traffic: test/e2e)" : ""}`;
  const files = new Map<string, number>();
  for (const { file } of tests) files.set(file, (files.get(file) ?? 0) + 1);
  const lines = all
    ? tests.map(({ file, titles }) => `${file}: ${titles.join(" › ")}`)
    : [...files].map(([file, count]) => `${file}${count > 1 ? ` (${count})` : ""}`);
  return [head, ...lines.map((line) => `      ${line}`)].join("\n");
}

function main(options: readonly string[]): void {
  const requirements = readRequirements(fs.readFileSync(path.join(root, "docs/requirements.md"), "utf8"));
  const tests = collectTests(root, "test");
  const coverage = cover(requirements, tests);
  const wrong = faults(coverage, tests);
  process.stdout.write(`${coverage.map((row) => describeRow(row, options.includes("--all"))).join("\n")}\n`);
  for (const fault of wrong) process.stderr.write(`${fault}\n`);
  process.stdout.write(`\n${coverage.length} rows, ${tests.length} tests, ${wrong.length} faults\n`);
  if (wrong.length > 0 || requirements.length === 0) process.exitCode = 1;
}

main(process.argv.slice(2));
