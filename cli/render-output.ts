import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "./errors";

/** Lists what an earlier render wrote, one path a line, sorted; what is not in it is never removed. */
const MANIFEST = ".cilium-fabric-render";

export interface RenderResult {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** Makes a folder hold exactly these files of ours, beside whatever else is in it. */
export function writeRendered(folder: string, files: Readonly<Record<string, string>>): RenderResult {
  const before = readManifest(folder);
  refuseForeign(folder, Object.keys(files), before);
  fs.mkdirSync(folder, { recursive: true });
  // First the manifest of both: a run that is cut short leaves nothing that the next one does not know as its own.
  const stale = before.filter((file) => !(file in files));
  writeManifest(folder, [...Object.keys(files), ...stale]);
  let written = 0;
  for (const [file, text] of Object.entries(files)) {
    if (writeIfChanged(path.join(folder, file), text)) written += 1;
  }
  stale.forEach((file) => removeWithEmptyFolders(folder, file));
  writeManifest(folder, Object.keys(files));
  return { written, unchanged: Object.keys(files).length - written, removed: stale.length };
}

function refuseForeign(folder: string, files: readonly string[], own: readonly string[]): void {
  const foreign = files.filter((file) => !own.includes(file) && fs.existsSync(path.join(folder, file)));
  if (foreign.length === 0) return;
  throw new UserError(
    `${foreign.sort().join(", ")} in ${folder} did not come from an earlier render and would be overwritten`,
    "choose another folder with --out, or move these files away",
  );
}

function readManifest(folder: string): string[] {
  const file = path.join(folder, MANIFEST);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n");
  // Only below the folder, whatever somebody may have written into the list.
  return lines.filter((line) => line !== "" && !path.isAbsolute(line) && !line.split("/").includes(".."));
}

function writeManifest(folder: string, files: readonly string[]): void {
  writeIfChanged(
    path.join(folder, MANIFEST),
    [...files]
      .sort()
      .map((file) => `${file}\n`)
      .join(""),
  );
}

function writeIfChanged(file: string, text: string): boolean {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
  return true;
}

function removeWithEmptyFolders(folder: string, file: string): void {
  fs.rmSync(path.join(folder, file), { force: true });
  for (let at = path.dirname(file); at !== "."; at = path.dirname(at)) {
    const full = path.join(folder, at);
    if (!fs.existsSync(full) || fs.readdirSync(full).length > 0) return;
    fs.rmdirSync(full);
  }
}
