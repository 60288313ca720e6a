import * as fs from "node:fs";
import * as path from "node:path";
import { packageSchema } from "./package-schema";
import { stackSchema } from "./stack-schema";

/** `npm run schema` writes both schemas; with `--check` it says whether the committed ones are up to date. */
function main(check: boolean): number {
  const spec = packageSchema();
  const files: Record<string, unknown> = {
    "schema.json": spec,
    "schemas/stack-config.schema.json": stackSchema(spec),
  };
  let stale = 0;
  for (const [name, content] of Object.entries(files)) {
    const file = path.resolve(__dirname, "..", name);
    const text = `${JSON.stringify(content, undefined, 2)}\n`;
    if (!check) {
      fs.writeFileSync(file, text);
    } else if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text) {
      process.stderr.write(`${name} is not what the components say: run npm run schema and commit it\n`);
      stale += 1;
    }
  }
  return stale === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.includes("--check"));
