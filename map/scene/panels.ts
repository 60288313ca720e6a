import { Severity } from "../../components/internal/finding";
import { groupBy } from "../../components/bgp-fabric/plain";
import { Mark } from "../marks";
import { Card, MapModel } from "../model";
import { badges, badgesWidth, badgeWidth, Marks } from "./badges";
import { Box, Element, LINE, Look, moved, Shape, SMALL, textWidth, widest, wrapped } from "./shapes";

export interface Panel {
  readonly elements: readonly Element[];
  readonly height: number;
}

const PAD = 12;
const GAP = 14;
const CARD_TEXT = 420;

/** Services and the like, side by side, as many as fit. */
export function cardPanel(cards: readonly Card[], marks: Marks, width: number): Panel {
  let [x, y, below] = [0, 0, 0];
  const elements = cards.map((card): Element => {
    const made = cardElement(card, marks, Math.min(CARD_TEXT, width - 2 * PAD));
    if (x > 0 && x + made.box.width > width) [x, y] = [0, below + GAP];
    const block = { ...made.box, elements: [made.element], places: new Map<string, Box>() };
    const [placed = made.element] = moved(block, { x, y }).elements;
    x += made.box.width + GAP;
    below = Math.max(below, y + made.box.height);
    return placed;
  });
  return { elements, height: below };
}

function cardElement(card: Card, marks: Marks, most: number): { element: Element; box: Box } {
  const lines = card.lines.flatMap((line) => wrapped(line, most));
  const subtitle = wrapped(card.subtitle, most, SMALL);
  const title = textWidth(card.name) + badgesWidth(marks, card.id);
  const width = Math.max(title, widest(subtitle, SMALL), widest(lines)) + 2 * PAD;
  const box = { x: 0, y: 0, width, height: (lines.length + 1) * LINE + subtitle.length * 15 + 16 };
  const under = 8 + LINE + subtitle.length * 15;
  const shapes: Shape[] = [
    { type: "rect", box, look: "card", radius: 8 },
    { type: "text", at: { x: PAD, y: 22 }, text: card.name, look: "ink", bold: true },
    ...subtitle.map((text, i): Shape => ({
      type: "text",
      at: { x: PAD, y: 38 + i * 15 },
      text,
      look: "faint",
      size: SMALL,
    })),
    ...lines.map((text, i): Shape => ({
      type: "text",
      at: { x: PAD, y: under + 14 + i * LINE },
      text,
      look: "ink",
    })),
    ...badges(marks, card.id, { x: width - 8, y: 17 }),
  ];
  return {
    box,
    element: { id: card.id, hint: [card.name, card.subtitle, ...card.lines].join("\n"), box, shapes },
  };
}

/** Findings that a picture tells in full; more would be no picture. */
const TOLD = 100;
/** Longer lines are hard to read. */
const READABLE = 1100;

/** Every finding by its number: where, what, and what to change. */
export function findingPanel(marks: readonly Mark[], room: number): Panel {
  const width = Math.min(room, READABLE);
  if (marks.length === 0) return { elements: [], height: 0 };
  const errors = marks.filter(({ finding }) => finding.severity === Severity.Error).length;
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const counts = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(marks.length > errors ? [count(marks.length - errors, "warning")] : []),
  ];
  const elements: Element[] = [
    {
      id: "",
      hint: "",
      shapes: [
        {
          type: "text",
          at: { x: 0, y: 14 },
          text: `findings: ${counts.join(", ")}`,
          look: "ink",
          bold: true,
        },
      ],
    },
  ];
  const left = Math.max(...marks.map(({ number }) => badgeWidth(String(number)))) + 10;
  let y = 26;
  for (const mark of marks.slice(0, TOLD)) {
    const { element, height } = findingElement(mark, { left, y, width });
    elements.push(element);
    y += height + 7;
  }
  const rest = restLines(marks.slice(TOLD), width - left);
  rest.forEach((text, i) => {
    const at = { x: left, y: y + 14 + i * LINE };
    elements.push({ id: "", hint: "", shapes: [{ type: "text", at, text, look: "ink" }] });
  });
  return { elements, height: y - 7 + rest.length * LINE };
}

function findingElement(
  { number, finding }: Mark,
  { left, y, width }: { left: number; y: number; width: number },
): { element: Element; height: number } {
  const where = finding.paths.length === 0 ? "" : `${finding.paths.join(", ")}: `;
  const said = wrapped(`${where}${finding.message}`, width - left);
  const lines = [...said, ...wrapped(`fix: ${finding.fix} [${finding.code}]`, width - left)];
  const box = { x: 0, y, width, height: lines.length * LINE };
  const sign = String(number);
  const shapes: Shape[] = [
    {
      type: "badge",
      at: { x: badgeWidth(sign) / 2, y: y + LINE / 2 },
      number: sign,
      severity: finding.severity,
    },
    ...lines.map((text, i): Shape => ({
      type: "text",
      at: { x: left, y: y + 14 + i * LINE },
      text,
      look: i < said.length ? "ink" : "faint",
    })),
  ];
  return { element: { id: findingId(number), hint: "", box, shapes }, height: box.height };
}

/** What is not told in full, by kind. */
function restLines(rest: readonly Mark[], width: number): string[] {
  if (rest.length === 0) return [];
  const byCode = groupBy(rest, ({ finding }) => finding.code);
  const kinds = [...byCode].map(([code, { length }]) => `${length} × ${code}`);
  return wrapped(`and ${rest.length} more, which the page and "check" tell: ${kinds.join(", ")}`, width);
}

export const findingId = (number: number): string => `finding-${number}`;

interface Sign {
  readonly label: string;
  readonly width: number;
  readonly shapes: readonly Shape[];
}

/** What signs mean, only those that are there. */
export function legendPanel(model: MapModel, marks: readonly Mark[], nodes: string, width: number): Panel {
  const signs = signsOf(model, marks, nodes);
  let [x, y] = [0, 0];
  const shapes = signs.flatMap(({ label, width: room, shapes: sign }) => {
    const whole = room + 8 + textWidth(label, SMALL);
    if (x > 0 && x + whole > width) [x, y] = [0, y + LINE];
    const at = { x, y };
    x += whole + 22;
    const text: Shape = {
      type: "text",
      at: { x: at.x + room + 8, y: at.y + 13 },
      text: label,
      look: "faint",
      size: SMALL,
    };
    return [...sign.map((shape) => shiftedSign(shape, at)), text];
  });
  return { elements: [{ id: "", hint: "", shapes }], height: signs.length === 0 ? 0 : y + LINE };
}

/** Signs are made of straight lines alone, whose paths can be moved as text. */
function shiftedSign(shape: Shape, by: { x: number; y: number }): Shape {
  if (shape.type === "rect")
    return { ...shape, box: { ...shape.box, x: shape.box.x + by.x, y: shape.box.y + by.y } };
  if (shape.type === "path") return { ...shape, d: `M${by.x} ${by.y + 9} L${by.x + 30} ${by.y + 9}` };
  return { ...shape, at: { x: shape.at.x + by.x, y: shape.at.y + by.y } };
}

function signsOf({ clusters, fabric, meshNets }: MapModel, marks: readonly Mark[], nodes: string): Sign[] {
  const line = (label: string, look: Look): Sign => ({
    label,
    width: 30,
    shapes: [{ type: "path", d: "", look }],
  });
  const square = (label: string, look: Look, size: number): Sign => ({
    label,
    width: size,
    shapes: [
      {
        type: "rect",
        box: { x: 0, y: 9 - size / 2, width: size, height: size },
        look,
        radius: size > 11 ? 4 : 2,
      },
    ],
  });
  const sign = (label: string, severity: Severity): Sign => ({
    label,
    width: 18,
    shapes: [{ type: "badge", at: { x: 9, y: 9 }, number: "1", severity }],
  });
  const families = new Set(fabric.sessions.map(({ family }) => family));
  const severities = new Set(marks.map(({ finding }) => finding.severity));
  const groups = clusters.flatMap(({ groups: own }) => own);
  const all = groups.flatMap((group) => group.nodes);
  const small = nodes === "counted";
  return [
    ...(all.some(({ controlPlane }) => controlPlane)
      ? [square("control plane", small ? "cell-control" : "control", small ? 11 : 14)]
      : []),
    ...(all.some(({ controlPlane }) => !controlPlane)
      ? [square("worker", small ? "cell" : "node", small ? 11 : 14)]
      : []),
    ...(groups.some(({ rack }) => rack !== undefined)
      ? [square("rack: a network of nodes", "rack", 14)]
      : []),
    ...(fabric.cables.length > 0 ? [line("network", "wire")] : []),
    ...(families.has("ipv4") ? [line("BGP session, IPv4", "session4")] : []),
    ...(families.has("ipv6") ? [line("BGP session, IPv6", "session6")] : []),
    ...(meshNets.length > 0 ? [line("mesh: every cluster on it connects to every other", "mesh-line")] : []),
    ...(meshNets.some(({ oneWay }) => oneWay) ? [line("mesh link in one direction", "mesh-one-way")] : []),
    ...(severities.has(Severity.Error) ? [sign("error", Severity.Error)] : []),
    ...(severities.has(Severity.Warning) ? [sign("warning", Severity.Warning)] : []),
  ];
}
