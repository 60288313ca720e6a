/** What a chart's templates do with one path of its values. */
export interface TemplateUse {
  /** Read at all. */
  readonly paths: ReadonlySet<string>;
  /** Written out, ranged over or handed on as a whole: whatever stands below it reaches the cluster. */
  readonly whole: ReadonlySet<string>;
}

/**
 * What a term stands for: the root of everything, or what its named template was given; one of some paths of the values;
 * or something of no interest.
 */
type Dot = { readonly at: "root" } | { readonly at: "values"; readonly paths: readonly string[] } | undefined;

interface Scope {
  readonly dot: Dot;
  readonly variables: Map<string, Dot>;
}

interface Found {
  readonly paths: Set<string>;
  readonly whole: Set<string>;
  /** Fields that a named template reads of what it is given. */
  readonly fields: Map<string, Set<string>>;
  /** Paths given to a named template. */
  readonly given: (readonly [template: string, path: string])[];
  /** The named template that is being read. */
  define: string;
}

const root: Dot = { at: "root" };
const ACTION = /\{\{-?([\s\S]*?)-?\}\}/g;
/** A text, a variable or `.` with fields, a word. */
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|\$?\w*(?:\.\w+)+|\$\w*|\.(?!\w)|:=|=|\(|\)|\||,|[\w-]+/g;

/** Reads templates as Go's text/template does, as far as needed to tell which values they look at. */
export function templateUse(templates: readonly string[]): TemplateUse {
  const found: Found = { paths: new Set(), whole: new Set(), fields: new Map(), given: [], define: "" };
  for (const text of templates) readTemplate(text, found);
  for (const [template, path] of found.given) {
    for (const field of found.fields.get(template) ?? []) found.paths.add(`${path}.${field}`);
  }
  return found;
}

function readTemplate(text: string, found: Found): void {
  let scopes: Scope[] = [{ dot: root, variables: new Map() }];
  found.define = "";
  for (const [, action = ""] of text.matchAll(ACTION)) {
    if (action.trimStart().startsWith("/*")) continue;
    const tokens = action.match(TOKEN) ?? [];
    scopes = readAction(tokens, scopes, found);
  }
}

function readAction(tokens: readonly string[], scopes: Scope[], found: Found): Scope[] {
  const [keyword = "", second] = tokens;
  const here = scopes.at(-1) ?? { dot: root, variables: new Map<string, Dot>() };
  const inner = (dot: Dot): Scope => ({ dot, variables: new Map(here.variables) });
  switch (keyword) {
    case "end":
      return scopes.length > 1 ? scopes.slice(0, -1) : scopes;
    case "else": {
      const outer = scopes.at(-2) ?? here;
      const rest = tokens.slice(2);
      if (second === "with") return [...scopes.slice(0, -1), opened(rest, outer, found)];
      if (second === "if") note(rest, outer, found, "looks");
      return [...scopes.slice(0, -1), { dot: outer.dot, variables: new Map(outer.variables) }];
    }
    case "if":
      note(tokens.slice(1), here, found, "looks");
      return [...scopes, inner(here.dot)];
    case "define":
    case "block":
      found.define = second ?? "";
      return [...scopes, inner(root)];
    case "with":
      return [...scopes, opened(tokens.slice(1), here, found)];
    case "range":
      return [...scopes, ranged(tokens.slice(1), here, found)];
    default:
      assign(tokens, here, found);
      return scopes;
  }
}

/** The scope inside `with`, which may name a variable too. */
function opened(tokens: readonly string[], here: Scope, found: Found): Scope {
  const named = tokens[1] === ":=" ? tokens[0] : undefined;
  const expression = named === undefined ? tokens : tokens.slice(2);
  const dot = single(expression, here);
  note(expression, here, found, dot !== undefined ? "looks" : "writes");
  const variables = new Map(here.variables);
  if (named !== undefined) variables.set(named, dot);
  return { dot, variables };
}

/** An action that writes something, or sets a variable. */
function assign(tokens: readonly string[], here: Scope, found: Found): void {
  const sets = tokens[1] === ":=" || tokens[1] === "=";
  const expression = sets ? tokens.slice(2) : tokens;
  const dot = sets ? single(expression, here) : undefined;
  note(expression, here, found, dot !== undefined ? "looks" : "writes");
  if (sets) here.variables.set(tokens[0] ?? "", dot);
}

/** The scope inside `range`; over a list made on the spot, `.` and the variable are each of its members. */
function ranged(tokens: readonly string[], here: Scope, found: Found): Scope {
  const assigned = tokens.indexOf(":=");
  const expression = tokens.slice(assigned + 1);
  const [first = ""] = expression.filter((token) => token !== "(");
  const members = first === "list" || first === "tuple" ? oneOf(expression, here) : undefined;
  note(expression, here, found, members === undefined ? "ranges" : "looks");
  const variables = new Map(here.variables);
  if (assigned > 0) variables.set(tokens[assigned - 1] ?? "", members);
  return { dot: members, variables };
}

/** Functions that give back one of what they are given. */
const CHOOSES = new Set(["coalesce", "default", "or", "ternary"]);

/** What an expression stands for: one term, or one of several. */
function single(tokens: readonly string[], here: Scope): Dot {
  const terms = tokens.filter((token) => token !== "(" && token !== ")");
  if (CHOOSES.has(terms[0] ?? "")) return oneOf(terms, here);
  const plain = terms.length === 1 || (terms[1] === "|" && terms[2] === "default");
  return plain ? resolve(terms[0] ?? "", here) : undefined;
}

function oneOf(tokens: readonly string[], here: Scope): Dot {
  const paths = tokens.flatMap((token) => {
    const dot = resolve(token, here);
    return dot?.at === "values" ? dot.paths : [];
  });
  return paths.length === 0 ? undefined : { at: "values", paths };
}

function resolve(token: string, here: Scope): Dot {
  const [head = "", ...fields] = token.split(".");
  if (head !== "" && !head.startsWith("$")) return undefined;
  const start = head === "$" ? root : head === "" ? here.dot : here.variables.get(head);
  const steps = fields.filter((field) => field !== "");
  if (start === undefined) return undefined;
  if (start.at === "values") {
    return { at: "values", paths: start.paths.map((path) => [path, ...steps].filter(Boolean).join(".")) };
  }
  const [values, ...rest] = steps;
  if (values === undefined) return root;
  return values === "Values" ? { at: "values", paths: [rest.join(".")] } : undefined;
}

/** What Helm itself gives to every template. */
const HELM = new Set(["Values", "Release", "Chart", "Capabilities", "Files", "Template"]);

/** A field of what a named template was given. */
function noteField(token: string, here: Scope, found: Found): void {
  const [head, field] = token.split(".");
  if (found.define === "" || head !== "" || field === undefined || field === "" || HELM.has(field)) return;
  if (here.dot?.at !== "root") return;
  found.fields.set(found.define, (found.fields.get(found.define) ?? new Set()).add(token.slice(1)));
}

/** Functions that look at one key of a map: `get .Values.x "y"`. */
const LOOKS_AT_KEY = new Set(["get", "hasKey", "index", "set", "unset"]);
/** Functions whose result holds all of a map that they are given. */
const TAKES_WHOLE = new Set([
  ...["toYaml", "toJson", "toRawJson", "toPrettyJson", "toToml", "tpl", "deepCopy", "pick", "omit", "values", "keys"],
  ...["merge", "mustMerge", "mergeOverwrite", "mustMergeOverwrite", "dict"],
]);
/** How an action treats the terms in it: `if` only looks, `range` takes the one term that it goes over. */
type Manner = "looks" | "writes" | "ranges";

function note(tokens: readonly string[], here: Scope, found: Found, manner: Manner): void {
  const takesWhole = tokens.some((token) => TAKES_WHOLE.has(token));
  const alone = tokens.filter((token) => !/^([()|,]|:=|\$\w+)$/.test(token) || here.variables.has(token)).length === 1;
  tokens.forEach((token, i) => {
    noteField(token, here, found);
    const dot = resolve(token, here);
    const paths = dot?.at === "values" ? dot.paths.filter(isPath) : [];
    const keys = keysLookedAt(tokens, i);
    for (const path of paths) {
      found.paths.add(path);
      if (keys !== undefined && keys.length > 0) found.paths.add([path, ...keys].join("."));
      if (tokens[i - 2] === "include") found.given.push([tokens[i - 1] ?? "", path]);
      const handsOn = keys?.length === 0 || takesWhole || alone;
      if (manner !== "looks" && keys?.length !== 1 && handsOn) found.whole.add(path);
    }
  });
}

/** A path of the values; a mistake in a chart can make something else of it. */
function isPath(path: string): boolean {
  return path !== "" && path !== "AsMap" && !path.split(".").includes("Values");
}

/** Keys that a function takes from the map at a place among the tokens, or undefined where none stands there. */
function keysLookedAt(tokens: readonly string[], index: number): string[] | undefined {
  const before = tokens[index - 1] ?? "";
  if (LOOKS_AT_KEY.has(before)) {
    const keys = quoted(tokens.slice(index + 1));
    return before === "index" ? keys : keys.slice(0, 1);
  }
  // `dig "a" "b" default map`
  const dig = tokens.lastIndexOf("dig", index);
  return dig < 0 ? undefined : quoted(tokens.slice(dig + 1));
}

function quoted(tokens: readonly string[]): string[] {
  const end = tokens.findIndex((token) => !/^"[\w-]+"$/.test(token));
  return (end < 0 ? tokens : tokens.slice(0, end)).map((text) => text.slice(1, -1));
}
