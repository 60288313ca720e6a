import { Problem, ProblemCode } from "./report";

/** Something wrong with one of many alike things, before those with the same cause are put together. */
export interface Cause {
  readonly code: ProblemCode;
  /** What all of them belong to, e.g. `router tor`. */
  readonly subject: string;
  /** The one that it is about, e.g. `bgp/worker`. */
  readonly member: string;
  /** The sentence, with `%` where the members stand. */
  readonly message: string;
  readonly fix: string;
}

const NAMED = 6;

/** One problem for each cause, naming all that share it, in the order first met. */
export function grouped(causes: readonly Cause[]): Problem[] {
  const groups = new Map<string, Cause[]>();
  for (const cause of causes) {
    const key = JSON.stringify([cause.code, cause.subject, cause.message, cause.fix]);
    groups.set(key, [...(groups.get(key) ?? []), cause]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const members = [...new Set(group.map((cause) => cause.member))];
    // A function, as a name might hold what `replace` takes for a pattern.
    const message = first.message.replace("%", () => listed(members));
    return [{ code: first.code, subject: first.subject, message, fix: first.fix }];
  });
}

/** `a, b and c`; of many the first few and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > NAMED + 1) return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1] ?? ""}`;
}
