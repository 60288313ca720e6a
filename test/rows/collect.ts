import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

/** A test as its source names it. */
export interface NamedTest {
  /** Relative to the root of the repository. */
  file: string;
  /** Titles of the groups around it and its own. */
  titles: string[];
  /** A group around it runs only where the machine allows it, and its title says why not. */
  saysWhySkipped: boolean;
}

interface Group {
  titles: string[];
  saysWhySkipped: boolean;
  skipped: boolean;
}

const GROUPS = new Set(["describe", "suite"]);
const TESTS = new Set(["it", "test"]);

/** Every test under a folder whose file vitest runs, or which such a file imports. */
export function collectTests(root: string, folder: string): NamedTest[] {
  const files = fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(folder, file))
    .sort();
  const sources = new Map(files.map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]));
  const runs = reached(sources);
  return files.filter((file) => runs.has(file)).flatMap((file) => testsIn(file, sources.get(file) ?? ""));
}

/** The test files and all that they import: a test in a file that nobody imports never runs. */
function reached(sources: ReadonlyMap<string, string>): Set<string> {
  const seen = new Set([...sources.keys()].filter((file) => file.endsWith(".test.ts")));
  for (const file of seen) {
    for (const [, name = ""] of (sources.get(file) ?? "").matchAll(/from "(\.[^"]*)"/g)) {
      const at = path.join(path.dirname(file), name);
      for (const candidate of [`${at}.ts`, path.join(at, "index.ts")])
        if (sources.has(candidate)) seen.add(candidate);
    }
  }
  return seen;
}

/** The tests of one file, by its text alone. */
export function testsIn(file: string, text: string): NamedTest[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: NamedTest[] = [];
  const visit = (node: ts.Node, group: Group): void => {
    const call = ts.isCallExpression(node) ? namedCall(node) : undefined;
    if (call === undefined) return ts.forEachChild(node, (child) => visit(child, group));
    for (const title of titlesOf(call, source)) {
      const inner = entered(group, call, title);
      if (inner.skipped) continue;
      if (TESTS.has(call.function))
        found.push({ file, titles: inner.titles, saysWhySkipped: inner.saysWhySkipped });
      else call.rest.forEach((argument) => visit(argument, inner));
    }
  };
  visit(source, { titles: [], saysWhySkipped: false, skipped: false });
  return found;
}

interface NamedCall {
  function: string;
  /** Properties and calls between the function's name and the title: `skipIf`, `each`, … */
  modifiers: string[];
  table?: ts.Expression;
  title: ts.Expression;
  rest: ts.Expression[];
}

/** `describe("…", …)`, `it.each(table)("%s", …)`, `describe.skipIf(reason)("…", …)`. */
function namedCall(node: ts.CallExpression): NamedCall | undefined {
  const [title, ...rest] = node.arguments;
  const modifiers: string[] = [];
  let table: ts.Expression | undefined;
  let callee: ts.Expression = node.expression;
  while (!ts.isIdentifier(callee)) {
    if (ts.isPropertyAccessExpression(callee)) modifiers.push(callee.name.text);
    else if (!ts.isCallExpression(callee)) return undefined;
    else if (ts.isPropertyAccessExpression(callee.expression) && callee.expression.name.text === "each")
      table = callee.arguments[0];
    callee = callee.expression;
  }
  if ((!GROUPS.has(callee.text) && !TESTS.has(callee.text)) || title === undefined || rest.length === 0)
    return undefined;
  return { function: callee.text, modifiers, title, rest, ...(table !== undefined ? { table } : {}) };
}

function entered(group: Group, call: NamedCall, title: string): Group {
  const conditional = call.modifiers.includes("skipIf") || call.modifiers.includes("runIf");
  const says = conditional && ts.isTemplateExpression(call.title);
  return {
    titles: [...group.titles, title],
    saysWhySkipped: group.saysWhySkipped || says,
    skipped: group.skipped || call.modifiers.includes("skip") || call.modifiers.includes("todo"),
  };
}

/** The title, or for a table the title of every case where the title is the case's own name. */
function titlesOf(call: NamedCall, source: ts.SourceFile): string[] {
  const title = textOf(call.title);
  if (title === undefined) return ["?"];
  if (!/^(%s|\$name)/.test(title) || call.table === undefined) return [title];
  const cases = arrayOf(call.table, source);
  return cases === undefined ? [title] : cases.map((element) => caseName(element) ?? title);
}

function textOf(expression: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (!ts.isTemplateExpression(expression)) return undefined;
  return expression.head.text + expression.templateSpans.map((span) => `…${span.literal.text}`).join("");
}

/** The elements of an array that is written there, or of a constant of the same file. */
function arrayOf(expression: ts.Expression, source: ts.SourceFile): ts.Expression[] | undefined {
  if (ts.isArrayLiteralExpression(expression)) return [...expression.elements];
  if (ts.isAsExpression(expression)) return arrayOf(expression.expression, source);
  if (!ts.isIdentifier(expression)) return undefined;
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find(({ name }) => ts.isIdentifier(name) && name.text === expression.text);
  return declared?.initializer === undefined ? undefined : arrayOf(declared.initializer, source);
}

function caseName(element: ts.Expression): string | undefined {
  if (ts.isArrayLiteralExpression(element))
    return element.elements[0] === undefined ? undefined : textOf(element.elements[0]);
  if (!ts.isObjectLiteralExpression(element)) return textOf(element);
  const name = element.properties
    .filter(ts.isPropertyAssignment)
    .find((property) => property.name.getText() === "name");
  return name === undefined ? undefined : textOf(name.initializer);
}
