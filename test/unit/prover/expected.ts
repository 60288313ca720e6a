import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

const folder = path.join(__dirname, "expected");

/** What each case is told, by its name: the lines under `# name` in `expected/<file>.txt`. */
export function expectedLines(file: string): Map<string, string[]> {
  const sections = readFileSync(path.join(folder, `${file}.txt`), "utf8").split(/^# /m);
  return new Map(
    sections.slice(1).map((section): [string, string[]] => {
      const [name = "", ...lines] = section.split("\n");
      return [name, lines.filter((line) => line !== "")];
    }),
  );
}

/** Every code that some case here expects. */
export function expectedCodes(): Set<string> {
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\[([a-z0-9-]+)\]$/gm)].map((match) => match[1] ?? "")),
  );
}
