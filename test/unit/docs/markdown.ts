/** A fenced block of a page. */
export interface Fence {
  /** First word after the fence, e.g. `yaml`. */
  language: string;
  /** The words after it. */
  words: string[];
  text: string;
  line: number;
}

/** What of a page can be held against something else. */
export interface Page {
  headings: { level: number; text: string }[];
  fences: Fence[];
  links: string[];
  /** Number of rows of each table. */
  tables: number[];
}

export function parsePage(markdown: string): Page {
  const { fences, prose } = splitFences(markdown);
  const lines = prose.split("\n");
  return {
    headings: lines.flatMap((line) => {
      const [, marks, text] = /^(#+) (.*)$/.exec(line) ?? [];
      return marks === undefined || text === undefined ? [] : [{ level: marks.length, text }];
    }),
    fences,
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? ""),
    tables: tableSizes(lines),
  };
}

function splitFences(markdown: string): { fences: Fence[]; prose: string } {
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: Fence | undefined;
  for (const [i, line] of markdown.split("\n").entries()) {
    const fence = /^\s*```(.*)$/.exec(line);
    if (fence === null) {
      if (open === undefined) prose.push(line);
      else open.text += `${line}\n`;
    } else if (open === undefined) {
      const [language = "", ...words] = (fence[1] ?? "").split(/\s+/).filter((word) => word !== "");
      open = { language, words, text: "", line: i + 1 };
    } else {
      fences.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the block of line ${open.line} has no end`);
  return { fences, prose: prose.join("\n") };
}

function tableSizes(lines: readonly string[]): number[] {
  const sizes: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (!line.startsWith("|")) continue;
    if (i > 0 && lines[i - 1]?.startsWith("|") === true) sizes.push((sizes.pop() ?? 0) + 1);
    else sizes.push(1);
  }
  return sizes;
}

/** The anchor that a heading has on a page, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/** The commands of a shell block: comments gone, continued lines joined. */
export function commandsOf(text: string): string[] {
  return text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}
