/** How bad a finding is: an error stops before anything is created, a warning is printed. */
export const Severity = { Error: "error", Warning: "warning" } as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** One thing wrong with the input, said so that its reader can mend it without looking anything up. */
export interface Finding {
  readonly severity: Severity;
  /** Stable kebab-case name of the rule, e.g. `pod-cidr-overlap`; documentation and tests refer to it. */
  readonly code: string;
  /** Every input that is part of the fault, as a reader finds it in the stack file: `clusters[0].kind.podSubnet`. */
  readonly paths: readonly string[];
  /** What is wrong: the culprits by name, the value found and what was expected. No full stop. */
  readonly message: string;
  /** What to change. No full stop. */
  readonly fix: string;
}

/** One line per finding: `error clusters[0].id, clusters[1].id: … (fix: …) [code]`. */
export function formatFinding(finding: Finding): string {
  const where = finding.paths.length > 0 ? `${finding.paths.join(", ")}: ` : "";
  return `${finding.severity}: ${where}${finding.message}; ${finding.fix} [${finding.code}]`;
}

/** Errors first, then by path, code and message, so that the same input always prints the same list. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (f: Finding): string => [f.severity, f.paths.join(","), f.code, f.message].join("\u0000");
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Thrown where input cannot be used; carries every finding, not just the first. */
export class InvalidInputError extends Error {
  readonly findings: readonly Finding[];

  constructor(subject: string, findings: readonly Finding[]) {
    const sorted = sortFindings(findings);
    super(`${subject} is not valid:\n${sorted.map((f) => `  ${formatFinding(f)}`).join("\n")}`);
    this.name = "InvalidInputError";
    this.findings = sorted;
  }
}
