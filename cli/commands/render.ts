import { Command } from "commander";
import { renderStack } from "../../stacks/render";
import { CommandContext } from "../context";
import { addStackOptions, StackOptions, stackSelection } from "../options";
import { writeRendered } from "../render-output";
import { readStack, requireStack } from "../stack-input";

interface RenderOptions extends StackOptions {
  readonly out: string;
}

export function renderCommand(context: CommandContext): Command {
  const command = new Command("render")
    .description(
      "write what a stack comes to as files: kind documents, Helm values, manifests; needs no cluster",
    )
    .requiredOption(
      "--out <folder>",
      "folder to write to; files of an earlier render in it are brought up to date",
    );
  return addStackOptions(command).action((stack: string, options: RenderOptions) => {
    const { report } = context;
    const config = requireStack(readStack(stackSelection(stack, options)), report);
    const { written, unchanged, removed } = writeRendered(options.out, renderStack(config));
    report.line(`${options.out}: ${written} files written, ${unchanged} as they were, ${removed} removed`);
  });
}
