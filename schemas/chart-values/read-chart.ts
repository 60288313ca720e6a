import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";

/** A chart's folder as far as its values are concerned. */
export interface Chart {
  readonly version: string;
  readonly values: unknown;
  /** From 1.16 on. */
  readonly schema: unknown;
  /** Every text that Helm runs as a template. */
  readonly templates: readonly string[];
}

export function readChart(folder: string, version: string): Chart {
  const schema = path.join(folder, "values.schema.json");
  return {
    version,
    values: load(fs.readFileSync(path.join(folder, "values.yaml"), "utf8")),
    schema: fs.existsSync(schema) ? (JSON.parse(fs.readFileSync(schema, "utf8")) as unknown) : undefined,
    // Some files beside the templates are run through `tpl`.
    templates: ["templates", "files"].flatMap((name) => texts(path.join(folder, name))),
  };
}

const IS_TEMPLATE = /\.(ya?ml|tpl|txt|json|bash)$/;
/** Reads keys of old only to refuse them. */
const REFUSES = "validate.yaml";

function texts(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && IS_TEMPLATE.test(entry.name) && entry.name !== REFUSES)
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => fs.readFileSync(file, "utf8"));
}
