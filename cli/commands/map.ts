import * as fs from "node:fs";
import * as path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { mapHtml, mapStack, mapSvg, StackMap } from "../../map";
import { CommandContext } from "../context";
import { ExitCode, messageOf, UserError } from "../errors";
import { addStackOptions, StackOptions, stackSelection } from "../options";
import { readStack, requireNoErrors } from "../stack-input";

const Format = { Svg: "svg", Html: "html" } as const;
type Format = (typeof Format)[keyof typeof Format];

const write: Readonly<Record<Format, (map: StackMap) => string>> = { svg: mapSvg, html: mapHtml };

interface MapOptions extends StackOptions {
  readonly out?: string;
  readonly format?: Format;
}

export function mapCommand(context: CommandContext): Command {
  const command = new Command("map").description(
    "draw what a stack declares, with what is wrong with it marked where it is; needs no cluster",
  );
  return addStackOptions(command)
    .option("--out <file>", "file to write to, or - for standard output", "-")
    .option<Format>(
      "--format <format>",
      "svg, a picture, or html, a page to move and search in; by the file's ending unless given, else svg",
      parseFormat,
    )
    .action((stack: string, options: MapOptions) => drawMap(stack, options, context));
}

function drawMap(stack: string, options: MapOptions, { report }: CommandContext): void {
  const { config, findings } = readStack(stackSelection(stack, options));
  if (config === undefined) {
    report.findings(findings);
    requireNoErrors(findings, "the stack", "correct them", "nothing was drawn");
    throw new Error("a stack without errors has no configuration");
  }
  const map = mapStack(stack, config, findings);
  const out = options.out ?? "-";
  const text = write[options.format ?? formatOf(out)](map);
  if (out === "-") {
    process.stdout.write(text);
    return;
  }
  writeWhole(out, text);
  const marked = map.marks.length === 0 ? "no findings" : `${map.marks.length} findings`;
  report.line(`${out}: ${map.model.summary}; ${marked}`);
}

/** By the ending that everybody gives a page; whatever else is a picture. */
function formatOf(file: string): Format {
  return /\.html?$/i.test(file) ? Format.Html : Format.Svg;
}

function parseFormat(value: string): Format {
  const format = Object.values(Format).find((known) => known === value);
  if (format === undefined) throw new InvalidArgumentError(`expected ${Object.values(Format).join(" or ")}.`);
  return format;
}

/** A viewer that has the file open sees the old map or the new one. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, file);
  } catch (error) {
    if (fs.existsSync(draft)) fs.rmSync(draft);
    throw new UserError(
      `${file} cannot be written: ${messageOf(error)}`,
      "give --out a file that can be written",
      ExitCode.Usage,
    );
  }
}
