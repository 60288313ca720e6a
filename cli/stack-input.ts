import { Finding, Severity, sortFindings } from "../components/internal/finding";
import { checkStack } from "../stacks/check";
import { StackConfig } from "../stacks/config";
import { loadStack, readOverlays, readStackFile, stackFilePath } from "../stacks/load";
import { ExitCode, messageOf, UserError } from "./errors";
import { Reporter } from "./output";

/** Which stack, and what goes over its file. */
export interface StackSelection {
  readonly stack: string;
  /** Path of the stack's file; `Pulumi.<stack>.yaml` unless given. */
  readonly config?: string;
  readonly overlay: readonly string[];
}

/** A stack's texts as read, and its configuration if they are good for one. */
export interface StackInput {
  readonly text: string;
  readonly overlays: readonly string[];
  readonly config?: StackConfig;
  /** Form and meaning, errors first. */
  readonly findings: readonly Finding[];
}

/** Reads a stack's file and overlays, and has the prover look at what they say. */
export function readStack(selection: StackSelection): StackInput {
  const text = readOrExplain(
    () => readStackFile(selection.config ?? stackFilePath(selection.stack)),
    selection.config === undefined
      ? "give the name of a stack whose file Pulumi.<stack>.yaml is in this folder"
      : "give --config the path of a stack file that exists",
  );
  const overlays = readOrExplain(
    () => readOverlays(selection.overlay),
    "give --overlay and CILIUM_FABRIC_OVERLAY paths of files that exist",
  );
  const { config, findings } = loadStack(text, overlays);
  const errors = findings.some(isError);
  const proved = config === undefined || errors ? [] : checkStack(config);
  return {
    text,
    overlays,
    ...(config !== undefined && !errors ? { config } : {}),
    findings: sortFindings([...findings, ...proved]),
  };
}

/** The stack's configuration, with all findings printed; errors end the command before anything is touched. */
export function requireStack(input: StackInput, report: Reporter): StackConfig {
  report.findings(input.findings);
  requireNoErrors(input.findings, "the stack", "correct them");
  if (input.config === undefined) throw new Error("a stack without errors has no configuration");
  return input.config;
}

/** The same stack with one more overlay, which this program made itself. */
export function withOverlay(input: StackInput, overlay: string): StackConfig {
  const { config, findings } = loadStack(input.text, [...input.overlays, overlay]);
  const error = findings.find(isError);
  if (config === undefined || error !== undefined) {
    throw new Error(`the generated overlay does not fit: ${error?.message ?? "no configuration"}`);
  }
  return config;
}

export function requireNoErrors(
  findings: readonly Finding[],
  subject: string,
  fix: string,
  undone = "nothing was created",
): void {
  const count = findings.filter(isError).length;
  if (count === 0) return;
  const errors = count === 1 ? "an error" : `${count} errors`;
  throw new UserError(`${subject} has ${errors}, see above; ${undone}`, fix, ExitCode.Refused);
}

export function isError(finding: Finding): boolean {
  return finding.severity === Severity.Error;
}

function readOrExplain<T>(read: () => T, fix: string): T {
  try {
    return read();
  } catch (error) {
    throw new UserError(messageOf(error), fix, ExitCode.Usage);
  }
}
