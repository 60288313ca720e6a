import * as path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { Depth } from "./hosting";
import { StackSelection } from "./stack-input";

export const DEFAULT_STACK = "dev";

/** Options of every command that reads a stack. */
export interface StackOptions {
  readonly overlay: string[];
  readonly config?: string;
  readonly simulator?: Depth | true;
}

export function addStackOptions(command: Command): Command {
  return command
    .argument("[stack]", "name of the stack, whose file is Pulumi.<stack>.yaml", DEFAULT_STACK)
    .option("--config <file>", "the stack's file, if it has another name")
    .option<string[]>(
      "--overlay <file>",
      "a YAML file that goes over the stack's settings; may be given several times (or CILIUM_FABRIC_OVERLAY)",
      (file, files) => [...files, file],
      [],
    );
}

export function addSimulatorOption(command: Command): Command {
  return command.option<Depth | true>(
    "--simulator [depth]",
    "simulate the clusters even if a Docker engine is there; depth control-plane or full",
    parseDepth,
  );
}

function parseDepth(value: string): Depth {
  const depth = Object.values(Depth).find((known) => known === value);
  if (depth === undefined)
    throw new InvalidArgumentError(
      `expected ${Object.values(Depth).join(" or ")}; a stack's name goes before it, or write --simulator=full.`,
    );
  return depth;
}

export function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0 && Number.isFinite(seconds)))
    throw new InvalidArgumentError("expected a number of seconds.");
  return seconds;
}

/** Overlays of the environment come first, so that those of the command line win. */
export function stackSelection(stack: string, options: StackOptions, env = process.env): StackSelection {
  const fromEnvironment = (env["CILIUM_FABRIC_OVERLAY"] ?? "")
    .split(path.delimiter)
    .filter((file) => file !== "");
  return {
    stack,
    ...(options.config !== undefined ? { config: options.config } : {}),
    overlay: [...fromEnvironment, ...options.overlay],
  };
}
