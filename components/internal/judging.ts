import * as pulumi from "@pulumi/pulumi";
import { Finding, formatFinding, InvalidInputError, Severity } from "./finding";

const told = new Set<string>();

/** Whoever has told findings about a whole stack already spares its components from saying them again. */
export function alreadyTold(findings: readonly Finding[]): void {
  findings.forEach((finding) => told.add(subjectOf(finding)));
}

/** What it is about; a component and a stack name the same input by different paths. */
function subjectOf({ code, message }: Finding): string {
  return `${code} ${message}`;
}

/** Judges a component's findings: errors end the program, warnings are said once however often they are found. */
export function judgeFor(
  component: pulumi.Resource,
  subject: string,
): (findings: readonly Finding[]) => void {
  const said = new Set<string>();
  return (findings) => {
    const errors = findings.filter((finding) => finding.severity === Severity.Error);
    if (errors.length > 0) throw withoutStack(new InvalidInputError(subject, errors));
    const news = findings.filter((finding) => !told.has(subjectOf(finding)));
    for (const text of news.map(formatFinding).filter((line) => !said.has(line))) {
      said.add(text);
      void pulumi.log.warn(text.replace(/^warning: /, ""), component);
    }
  };
}

/** Marks an error as Pulumi's own `RunError`: a reader who mistyped an input is shown the message and no stack. */
function withoutStack(error: InvalidInputError): InvalidInputError {
  return Object.assign(error, { __pulumiRunError: true });
}
