import * as fs from "node:fs";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Finding, formatFinding, Severity, sortFindings } from "../components/internal/finding";
import { colors } from "./colors";
import { privateDirectory } from "./paths";

/** Everything that is said to the user goes through here, and from here also to the log of the run. */
export interface Reporter {
  /** A step begins or a fact is known: one plain line. */
  line(text: string): void;
  /** A step of the story, set off from the lines below it. */
  step(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  findings(findings: readonly Finding[]): void;
  /** Passes a program's own output through as it is. */
  raw(chunk: string): void;
  /** From now on also writes to this folder; only the last few runs' logs are kept. */
  logTo(directory: string, command: string): void;
  close(): void;
}

export interface ReporterOptions {
  /** Where lines go; the process' standard output unless a command's result goes there (`--json`). */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const keptLogs = 5;

export function createReporter(options: ReporterOptions): Reporter {
  let log: number | undefined;
  const record = (text: string): void => {
    if (log !== undefined) fs.writeSync(log, redact(stripColor(text)));
  };
  const out = (text: string): void => {
    options.out(text);
    record(text);
  };
  const err = (text: string): void => {
    options.err(text);
    record(text);
  };
  return {
    line: (text) => out(`${text}\n`),
    step: (text) => out(`${colors.bold(text)}\n`),
    warn: (text) => err(`${colors.yellow("warning:")} ${text}\n`),
    error: (text) => err(`${colors.red("error:")} ${text}\n`),
    findings: (findings) => sortFindings(findings).forEach((finding) => err(`${colored(finding)}\n`)),
    raw: (chunk) => out(chunk),
    logTo: (directory, command) => {
      log ??= openLog(directory, command);
    },
    close: () => {
      if (log !== undefined) fs.closeSync(log);
      log = undefined;
    },
  };
}

/** A reporter on the process' own streams; with `quiet` standard output stays free for a result. */
export function terminalReporter(quiet = false): Reporter {
  const err = (text: string): void => void process.stderr.write(text);
  return createReporter({ out: quiet ? err : (text) => void process.stdout.write(text), err });
}

function colored(finding: Finding): string {
  const text = formatFinding(finding);
  const paint = finding.severity === Severity.Error ? colors.red : colors.yellow;
  return `${paint(`${finding.severity}:`)}${text.slice(finding.severity.length + 1)}`;
}

function openLog(directory: string, command: string): number {
  privateDirectory(directory);
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const old = fs.readdirSync(directory).filter((name) => name.endsWith(".log"));
  for (const name of old.sort().slice(0, Math.max(0, old.length - keptLogs + 1))) {
    fs.rmSync(path.join(directory, name), { force: true });
  }
  return fs.openSync(path.join(directory, `${stamp}-${command}.log`), "a", 0o600);
}

/** Takes terminal colours out of a text. */
export function stripColor(text: string): string {
  return stripVTControlCharacters(text);
}

/**
 * Takes out what must not be in a log, should a program print it in spite of everything: private keys in PEM, and a
 * kubeconfig's keys, tokens and passwords. The engine masks secrets itself; this is the second line.
 */
export function redact(text: string): string {
  return text
    .replace(
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
      "[private key]",
    )
    .replace(/((?:client-key-data|token|password|passphrase)"?\s*[:=]\s*)"?[^\s",}]+"?/gi, "$1[secret]");
}
