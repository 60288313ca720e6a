/** What the command line's exit code says; documented in docs/decisions/0005-cli-keeps-to-itself.md. */
export const ExitCode = {
  Ok: 0,
  /** The stack or the host is not fit: findings were printed, nothing was created. */
  Refused: 1,
  /** The command line itself was not understood. */
  Usage: 2,
  /** Something failed on the way; running the same command again goes on from there. */
  Failed: 3,
  /** Another run works on this stack. */
  Busy: 4,
  /** Stopped by Ctrl-C or a signal. */
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A failure that is the user's to mend: one clear sentence and what to do. */
export class UserError extends Error {
  readonly fix: string;
  readonly exitCode: ExitCode;

  constructor(message: string, fix: string, exitCode: ExitCode = ExitCode.Failed) {
    super(message);
    this.name = "UserError";
    this.fix = fix;
    this.exitCode = exitCode;
  }
}

/** The text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** True for a file-system error with this code, e.g. `ENOENT`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === code;
}
