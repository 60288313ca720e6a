import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { Finding, formatFinding, Severity, sortFindings } from "../../components/internal/finding";
import { checkStack, loadStack } from "../../stacks";

const cases = readdirSync(__dirname)
  .filter((name) => name.startsWith("invalid-"))
  .sort();

/** What a stack file is told, form first: what has no form cannot be proved. */
function findingsOf(text: string): Finding[] {
  const { config, findings } = loadStack(text);
  return sortFindings(config === undefined ? findings : checkStack(config));
}

// Each case is a whole stack file with one fault (or several) and exactly what its author is told.
describe("invalid stacks", () => {
  it("has at least forty cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases)("%s", async (name) => {
    const folder = path.join(__dirname, name);
    const findings = findingsOf(readFileSync(path.join(folder, "stack.yaml"), "utf8"));
    expect(findings.some(({ severity }) => severity === Severity.Error)).toBe(true);
    const told = findings.map((finding) => `${formatFinding(finding)}\n`).join("");
    await expect(told).toMatchFileSnapshot(path.join(folder, "expected.txt"));
  });
});
