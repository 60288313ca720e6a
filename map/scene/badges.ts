import { Mark, marksById } from "../marks";
import { Severity } from "../../components/internal/finding";
import { Point, Shape, textWidth, SMALL } from "./shapes";

export type Marks = ReturnType<typeof marksById>;

export const BADGE = 18;
const MOST = 3;

/** What is shown of the marks at one place: the first numbers, and how many there are besides. */
function shown(marks: readonly Mark[]): { number: string; severity: Severity }[] {
  const numbers = marks.map(({ number, finding }) => ({
    number: String(number),
    severity: finding.severity,
  }));
  if (numbers.length <= MOST) return numbers;
  const rest = numbers.slice(MOST - 1);
  const severity = rest.some((mark) => mark.severity === Severity.Error) ? Severity.Error : Severity.Warning;
  return [...numbers.slice(0, MOST - 1), { number: `+${rest.length}`, severity }];
}

export const badgeWidth = (number: string): number => Math.max(BADGE, textWidth(number, SMALL) + 8);

/** Room that the marks of a thing take beside it. */
export function badgesWidth(marks: Marks, id: string): number {
  return shown(marks.get(id) ?? []).reduce((sum, { number }) => sum + badgeWidth(number) + 3, 0);
}

/** The marks of a thing, in a row that ends at a point. */
export function badges(marks: Marks, id: string, end: Point): Shape[] {
  let right = end.x;
  return shown(marks.get(id) ?? [])
    .reverse()
    .map(({ number, severity }) => {
      const width = badgeWidth(number);
      const at = { x: right - width / 2, y: end.y };
      right -= width + 3;
      return { type: "badge", at, number, severity };
    });
}
