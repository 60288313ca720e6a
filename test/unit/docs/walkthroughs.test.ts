import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { formatFinding, Severity } from "../../../components/internal/finding";
import { commandsOf, Page, parsePage } from "./markdown";
import { check, codes, commandFaults, contains, overlaysOf, partsOf, root, stackFile } from "./snippets";

const folder = (language: string): string => path.join(root, "docs/walkthroughs", language);
const names = readdirSync(folder("en")).sort();
const read = (language: string, name: string): Page =>
  parsePage(readFileSync(path.join(folder(language), name), "utf8"));
const checked: [string, Page][] = [
  ...["en", "ko"].flatMap((language) =>
    names.map((name): [string, Page] => [`walkthroughs/${language}/${name}`, read(language, name)]),
  ),
  ["use-cases.md", parsePage(readFileSync(path.join(root, "docs/use-cases.md"), "utf8"))],
];

describe("the walkthroughs", () => {
  it("are there in both languages", () => {
    expect(readdirSync(folder("ko")).sort()).toEqual(names);
    expect(names.length).toBeGreaterThan(0);
  });

  it.each(names)("say the same in both: %s", (name) => {
    const english = read("en", name);
    const korean = read("ko", name);
    const levels = (page: Page): number[] => page.headings.map(({ level }) => level);
    expect(levels(korean)).toEqual(levels(english));
    expect(korean.tables).toEqual(english.tables);
    expect(new Set(korean.links.map(target))).toEqual(new Set(english.links.map(target)));
    const essence = (page: Page): unknown[] =>
      page.fences.map(({ language, words, text }) => [
        language,
        ...words,
        language === "sh" ? commandsOf(text) : language === "yaml" ? load(text) : text,
      ]);
    expect(essence(korean)).toEqual(essence(english));
  });

  it("are really in two languages", () => {
    for (const name of names) {
      const letters = (language: string): number =>
        [...readFileSync(path.join(folder(language), name), "utf8").matchAll(/[가-힣]/g)].length;
      expect(letters("en"), `Hangul in en/${name}`).toBeLessThanOrEqual("한국어".length);
      expect(letters("ko"), `Hangul in ko/${name}`).toBeGreaterThan(500);
    }
  });
});

/** Where a link leads, without its anchor and whichever page of the two it is on. */
const target = (link: string): string => link.replace(/#.*$/, "").replace(/^\.\.\/(en|ko)\//, "../");

describe.each(checked)("D7 the snippets of docs/%s", (_, page) => {
  it("name a stack in every block of settings", () => {
    for (const { language, words, line } of page.fences)
      if (language === "yaml") expect(words, `line ${line}`).not.toEqual([]);
  });

  it("are parts of the stack's own file where they say so", () => {
    for (const { stack, text, line } of partsOf(page))
      expect(contains(stackFile(stack), load(text)), `line ${line} is not in Pulumi.${stack}.yaml`).toBe(
        true,
      );
  });

  it("quote findings as they are told", () => {
    const stacks = commandFaults(page).stacks.map(({ stack }) => ({ stack, text: "" }));
    const told = [...stacks, ...overlaysOf(page)].flatMap(({ stack, text }) =>
      check(stack, text === "" ? [] : [text]).map(formatFinding),
    );
    const quoted = page.fences
      .filter(({ language }) => language === "text")
      .flatMap(({ text }) => text.split("\n").filter((line) => /^(error|warning): /.test(line)));
    for (const line of quoted) expect(told).toContain(line);
  });

  it("pass the stack's checks as overlays, or are told what they say they are told", () => {
    for (const { stack, text, expected, refused, line } of overlaysOf(page)) {
      const found = check(stack, [text]);
      const errors = codes(found, Severity.Error);
      const before = codes(check(stack, []), Severity.Warning);
      const warnings = codes(found, Severity.Warning).filter((code) => !before.includes(code));
      const what = `line ${line}: ${found.map(({ message, paths }) => `${paths.join(" ")} ${message}`).join("\n")}`;
      if (refused) expect(errors, what).toEqual(expected);
      else expect([errors, warnings], what).toEqual([[], expected]);
    }
  });
});

describe.each(checked)("the commands of docs/%s", (_, page) => {
  const { faults, stacks } = commandFaults(page);
  const overlays = overlaysOf(page);

  it("exist, with the options that they are given", () => expect(faults).toEqual([]));

  it("use overlays that the page shows, over the stack that they are for, and all of them", () => {
    for (const { command, stack, overlays: used } of stacks) {
      const shown = used.map((file) => overlays.find((o) => o.file === file));
      expect(shown, command).not.toContain(undefined);
      for (const overlay of shown) expect(overlay?.stack, command).toBe(stack);
      const texts = shown.map((overlay) => overlay?.text ?? "");
      const refused = shown.some((overlay) => overlay?.refused);
      expect(codes(check(stack, texts), Severity.Error).length > 0, command).toBe(refused);
    }
    const used = new Set(stacks.flatMap((command) => command.overlays));
    for (const { file, line } of overlays) expect(used.has(file), `line ${line}: ${file}`).toBe(true);
  });
});
