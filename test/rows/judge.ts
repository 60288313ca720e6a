import { NamedTest } from "./collect";

/** One row of docs/requirements.md. */
export interface Requirement {
  id: string;
  what: string;
  /** Only packets can show it, so that a test on kind has to. */
  needsTraffic: boolean;
}

export interface Coverage {
  requirement: Requirement;
  tests: NamedTest[];
}

/** Rows of every table whose first column is headed `row`. */
export function readRequirements(page: string): Requirement[] {
  return page.split("\n").flatMap((line) => {
    const [, id = "", what = "", , traffic = ""] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^[A-I]\d*$/.test(id) ? [{ id, what, needsTraffic: traffic === "kind" }] : [];
  });
}

/** The row ids that a title begins with: `E4 …`, `D1–D4, D6 …`. */
export function rowsOf(title: string): string[] {
  const rows: string[] = [];
  for (const word of title.split(/[\s,:]+/)) {
    const [, letter = "", first = "", last] = /^([A-I])(\d*)(?:[–-]\1?(\d+))?$/.exec(word) ?? [];
    // A word of one letter is a row only where a row has no number: "A router …" is a sentence.
    if (letter === "" || (first === "" && !"BFGHI".includes(letter))) break;
    if (last === undefined) rows.push(letter + first);
    else for (let n = Number(first); n <= Number(last); n++) rows.push(`${letter}${n}`);
  }
  return rows;
}

/** Each row with the tests that name it, themselves or by a group around them. */
export function cover(requirements: readonly Requirement[], tests: readonly NamedTest[]): Coverage[] {
  return requirements.map((requirement) => ({
    requirement,
    tests: tests.filter(({ titles }) => titles.some((title) => rowsOf(title).includes(requirement.id))),
  }));
}

/** What is wrong: rows without a test, rows of traffic without one on kind, names of rows that are none. */
export function faults(coverage: readonly Coverage[], tests: readonly NamedTest[]): string[] {
  const known = new Set(coverage.map(({ requirement }) => requirement.id));
  const lacking = coverage.flatMap(({ requirement: { id, needsTraffic }, tests: own }) => {
    if (own.length === 0) return [`${id}: no test's name begins with ${id}`];
    const onKind = own.some(({ file, saysWhySkipped }) => file.startsWith("test/e2e/") && saysWhySkipped);
    return needsTraffic && !onKind
      ? [`${id}: only traffic shows it, but no test in test/e2e that says why it is skipped names it`]
      : [];
  });
  const foreign = tests.flatMap(({ file, titles }) =>
    titles
      .flatMap(rowsOf)
      .filter((row) => !known.has(row))
      .map((row) => `${file}: "${titles.at(-1) ?? ""}" names row ${row}, which docs/requirements.md has not`),
  );
  return [...lacking, ...new Set(foreign)];
}
