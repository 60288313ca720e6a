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

/** Errors that were thrown, by what they are about and what they say. */
const thrown = new Map<string, InvalidInputError>();

/**
 * Judges a component's findings: errors end the program, warnings are said once however often they are found. Where
 * several components find the same of one thing, `about` names it: Pulumi tells an error once that all of them throw.
 */
export function judgeFor(
  component: pulumi.Resource,
  subject: string,
): (findings: readonly Finding[], about?: string) => void {
  const said = new Set<string>();
  return (findings, about) => {
    const errors = findings.filter((finding) => finding.severity === Severity.Error);
    if (errors.length > 0) throw errorOf(subject, errors, about);
    const news = findings.filter((finding) => !told.has(subjectOf(finding)));
    for (const text of news.map(formatFinding).filter((line) => !said.has(line))) {
      said.add(text);
      void pulumi.log.warn(text.replace(/^warning: /, ""), component);
    }
  };
}

function errorOf(subject: string, errors: readonly Finding[], about: string | undefined): InvalidInputError {
  const made = withoutStack(new InvalidInputError(subject, errors));
  if (about === undefined) return made;
  const key = [about, ...errors.map(formatFinding)].join("\n");
  const known = thrown.get(key) ?? withFixedMessage(made);
  thrown.set(key, known);
  return known;
}

/** Pulumi writes into an error's message which property it met it in, and the others that throw it would repeat that. */
function withFixedMessage(error: InvalidInputError): InvalidInputError {
  const { message } = error;
  return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}

/** Marks an error as Pulumi's own `RunError`: a reader who mistyped an input is shown the message and no stack. */
export function withoutStack(error: InvalidInputError): InvalidInputError {
  return Object.assign(error, { __pulumiRunError: true });
}
