import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { collectTests, testsIn } from "../../rows/collect";
import { cover, faults, readRequirements, rowsOf } from "../../rows/judge";

const titlesOf = (text: string): string[][] => testsIn("a.test.ts", text).map(({ titles }) => titles);

describe("the rows in a title", () => {
  it.each([
    ["E4 has a session", ["E4"]],
    ["D1–D4, D6 services", ["D1", "D2", "D3", "D4", "D6"]],
    ["A3-A5: networks", ["A3", "A4", "A5"]],
    ["F has a pool", ["F"]],
    ["A router has E4 in it", []],
    ["DNS answers", []],
    ["has (E7) elsewhere", []],
  ])("are read: %s", (title, rows) => expect(rowsOf(title)).toEqual(rows));
});

describe("the tests of a file", () => {
  it("have the titles of the groups around them, templates with their holes, tables with their cases", () => {
    const text = `
      const cases = [["D3 affinity local", 1], ["D4 shared", 2]];
      describe("group", () => {
        it("one", () => {});
        it(\`two of \${n}\`, () => {});
        it.each(cases)("%s", (_, x) => {});
        it.each([{ name: "E1 first" }])("$name", () => {});
      });`;
    expect(titlesOf(text)).toEqual([
      ["group", "one"],
      ["group", "two of …"],
      ["group", "D3 affinity local"],
      ["group", "D4 shared"],
      ["group", "E1 first"],
    ]);
  });

  it("are none that never run", () => {
    const never = [
      ["it", "skip"],
      ["it", "todo"],
      ["describe", "skip"],
    ].map(([of, what]) => `${of}.${what}`);
    for (const call of never)
      expect([call, titlesOf(`${call}("a", () => { it("b", f); });`)]).toEqual([call, []]);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rows-"));
    fs.writeFileSync(path.join(folder, "used.ts"), `export const f = () => it("E1", g);`);
    fs.writeFileSync(path.join(folder, "unused.ts"), `export const f = () => it("E2", g);`);
    fs.writeFileSync(path.join(folder, "a.test.ts"), `import { f } from "./used"; f();`);
    expect(collectTests(folder, ".").map(({ titles }) => titles)).toEqual([["E1"]]);
    fs.rmSync(folder, { recursive: true });
  });

  it("say why they are skipped where the title of their group does", () => {
    const said = "describe.skipIf(reason)(`stack (${reason})`, () => { it('E1 a', f); });";
    const unsaid = "describe.skipIf(reason)('stack', () => { it('E1 a', f); });";
    expect(testsIn("a", said).map((test) => test.saysWhySkipped)).toEqual([true]);
    expect(testsIn("a", unsaid).map((test) => test.saysWhySkipped)).toEqual([false]);
  });
});

describe("the judgement", () => {
  const page = `
| row | what     | where | traffic |
| --- | -------- | ----- | ------- |
| E1  | a router | \`X\` | kind    |
| F   | the rest | \`Y\` |         |
`;
  const requirements = readRequirements(page);
  const test = (file: string, title: string, saysWhySkipped = false) => ({
    file,
    titles: ["group", title],
    saysWhySkipped,
  });
  const judge = (...tests: ReturnType<typeof test>[]): string[] => faults(cover(requirements, tests), tests);

  it("reads every row of the page", () => {
    expect(requirements).toEqual([
      { id: "E1", what: "a router", needsTraffic: true },
      { id: "F", what: "the rest", needsTraffic: false },
    ]);
  });

  it("is content with a test for each, on kind where only traffic shows it", () => {
    expect(judge(test("test/e2e/a.test.ts", "E1 a", true), test("test/unit/b.test.ts", "F b"))).toEqual([]);
  });

  it("names a row without a test, or with one that shows no traffic or is skipped in silence", () => {
    expect(judge(test("test/e2e/a.test.ts", "E1 a", true))).toEqual(["F: no test's name begins with F"]);
    const noTraffic = [
      "E1: only traffic shows it, but no test in test/e2e that says why it is skipped names it",
    ];
    expect(judge(test("test/unit/a.test.ts", "E1 F a", true))).toEqual(noTraffic);
    expect(judge(test("test/e2e/a.test.ts", "E1 F a"))).toEqual(noTraffic);
  });

  it("names a test of a row that is none", () => {
    const fine = test("test/e2e/a.test.ts", "E1 F a", true);
    expect(judge(fine, test("test/unit/b.test.ts", "E2 b"))).toEqual([
      'test/unit/b.test.ts: "E2 b" names row E2, which docs/requirements.md has not',
    ]);
  });
});
