import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { expect, it } from "vitest";
import { anchorOf, parsePage } from "./markdown";
import { root } from "./snippets";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
].sort();
const parsed = new Map(pages.map((page) => [page, parsePage(readFileSync(path.join(root, page), "utf8"))]));

it.each(pages)("the links of %s lead somewhere", (page) => {
  const broken = (parsed.get(page)?.links ?? []).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const name = file === "" ? page : path.join(path.dirname(page), decodeURI(file));
    if (!existsSync(path.join(root, name))) return true;
    const headings = parsed.get(name)?.headings.map(({ text }) => anchorOf(text));
    return anchor !== undefined && headings?.includes(decodeURI(anchor)) !== true;
  });
  expect(broken).toEqual([]);
});

it("every page is reached from the README", () => {
  const seen = new Set(["README.md"]);
  for (const page of seen)
    for (const link of parsed.get(page)?.links ?? []) {
      const name = path.join(path.dirname(page), decodeURI(link.split("#")[0] ?? ""));
      if (parsed.has(name)) seen.add(name);
    }
  expect(pages.filter((page) => !seen.has(page) && !page.startsWith("docs/decisions/"))).toEqual([]);
});
