import * as path from "node:path";
import { load } from "js-yaml";
import { program } from "../../../cli/main";
import { terminalReporter } from "../../../cli/output";
import { Finding, Severity } from "../../../components/internal/finding";
import packageJson from "../../../package.json";
import { checkStack } from "../../../stacks/check";
import { loadStack, readStackFile, stackFilePath } from "../../../stacks/load";
import { commandsOf, Fence, Page } from "./markdown";

export const root = path.resolve(__dirname, "../../..");

/**
 * What the words behind a block's `yaml` say:
 * `yaml dev`: an overlay that goes over stack dev and passes its checks; `yaml dev refused CODE`: one that they refuse;
 * `yaml dev warns CODE`: one that they warn of; `yaml of dev`: a part of the stack's own file.
 */
export interface Overlay {
  stack: string;
  file: string;
  text: string;
  expected: string[];
  refused: boolean;
  line: number;
}

const findingsOf = new Map<string, Finding[]>();

/** What is found in a stack with overlays over it. */
export function check(stack: string, overlays: readonly string[]): Finding[] {
  const key = JSON.stringify([stack, overlays]);
  const known = findingsOf.get(key);
  if (known !== undefined) return known;
  const { config, findings } = loadStack(readStackFile(stackFilePath(stack, root)), overlays);
  const all = config === undefined ? findings : [...findings, ...checkStack(config)];
  findingsOf.set(key, all);
  return all;
}

export function codes(findings: readonly Finding[], severity: Severity): string[] {
  return [...new Set(findings.filter((f) => f.severity === severity).map(({ code }) => code))].sort();
}

export function overlaysOf(page: Page): Overlay[] {
  return page.fences.filter(isConfig).flatMap(({ words: [stack = "", verb, ...expected], text, line }) => {
    if (stack === "of") return [];
    const file = /^# (\S+\.yaml)$/m.exec(text)?.[1] ?? "";
    return [{ stack, file, text, expected, refused: verb === "refused", line }];
  });
}

/** Blocks that say which part of a stack's file they show. */
export function partsOf(page: Page): { stack: string; text: string; line: number }[] {
  return page.fences
    .filter((fence) => isConfig(fence) && fence.words[0] === "of")
    .map(({ words, text, line }) => ({ stack: words[1] ?? "", text, line }));
}

function isConfig({ language, words }: Fence): boolean {
  return language === "yaml" && words.length > 0;
}

/** Whether everything that a part says is said by the whole; a list's entries may stand beside others. */
export function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((entry) => whole.some((other) => contains(other, entry)));
  if (typeof part !== "object" || part === null) return whole === part;
  if (typeof whole !== "object" || whole === null) return false;
  const fields = whole as Record<string, unknown>;
  return Object.entries(part).every(([key, value]) => key in fields && contains(fields[key], value));
}

/** A stack's own settings, keys as in its file. */
export function stackFile(stack: string): unknown {
  return (load(readStackFile(stackFilePath(stack, root))) as { config: unknown }).config;
}

export interface StackCommand {
  command: string;
  stack: string;
  overlays: string[];
}

/** What is wrong with the commands of a page; those that are about a stack are handed on. */
export function commandFaults(page: Page): { faults: string[]; stacks: StackCommand[] } {
  const faults: string[] = [];
  const stacks: StackCommand[] = [];
  const commands = page.fences
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => commandsOf(text));
  for (const command of commands) {
    if (/^(npx )?(cilium-fabric|tsx?)\b/.test(command)) faults.push(`${command}: say it with npm run`);
    const words = ownCommand(command);
    if (words === undefined) continue;
    if (typeof words === "string") faults.push(words);
    else {
      const { fault, used } = understood(command, words);
      if (fault !== undefined) faults.push(fault);
      if (used !== undefined) stacks.push(used);
    }
  }
  return { faults, stacks };
}

/** The words behind `cilium-fabric`, undefined for another program, a sentence for a script that is none. */
function ownCommand(command: string): string[] | string | undefined {
  const [npm, run, name = "", ...rest] = command.split(/\s+/);
  if (npm !== "npm" || run !== "run") return undefined;
  const script = (packageJson.scripts as Record<string, string>)[name];
  if (script === undefined) return `${command}: package.json has no script ${name}`;
  const [, own] = /^node bootstrap\.mjs ?(.*)$/.exec(script) ?? [];
  if (own === undefined || ["test", "test e2e", "bench"].includes(own)) return undefined;
  const passed = rest[0] === "--" ? rest.slice(1) : rest;
  if (rest.length > 0 && rest[0] !== "--") return `${command}: npm keeps what does not stand after --`;
  return [...own.split(" ").filter((word) => word !== ""), ...passed];
}

const cli = program({
  report: terminalReporter(false),
  interruption: { signal: new AbortController().signal } as never,
  processes: {} as never,
});

function understood(command: string, words: string[]): { fault?: string; used?: StackCommand } {
  const [name = "", ...rest] = words;
  const known = cli.commands.find((c) => c.name() === name);
  if (known === undefined) return { fault: `${command}: cilium-fabric has no command ${name}` };
  const { operands, unknown } = known.parseOptions(rest);
  if (unknown.length > 0) return { fault: `${command}: ${name} has no ${unknown.join(" ")}` };
  const overlays = rest.flatMap((word, i) => (rest[i - 1] === "--overlay" ? [word] : []));
  return { used: { command, stack: operands[0] ?? "dev", overlays } };
}
