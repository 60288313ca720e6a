import { Severity } from "../../components/internal/finding";

/** A picture as data: what is where, in which style; no SVG yet, so that tests can look for what overlaps. */
export interface Scene {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** From the back to the front. */
  readonly elements: readonly Element[];
}

/** Shapes that belong together: they are what one points at. */
export interface Element {
  /** Id of the thing it shows; empty for what is no thing, as the legend. */
  readonly id: string;
  /** Told by viewers when the pointer rests on it. */
  readonly hint: string;
  readonly shapes: readonly Shape[];
  /** The place that it takes; lines take none. */
  readonly box?: Box;
  /** Id of the element whose box this one's is in. */
  readonly inside?: string;
}

export type Shape =
  | { readonly type: "rect"; readonly box: Box; readonly look: Look; readonly radius: number }
  | ({ readonly type: "text"; readonly at: Point; readonly text: string; readonly look: Look } & TextStyle)
  | { readonly type: "path"; readonly d: string; readonly look: Look }
  | { readonly type: "dot"; readonly at: Point; readonly radius: number; readonly look: Look }
  | { readonly type: "badge"; readonly at: Point; readonly number: string; readonly severity: Severity };

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
}

/** Names of the styles that svg.ts has colours for. */
export type Look =
  | "paper"
  | "ink"
  | "faint"
  | "label"
  | "cluster"
  | "group"
  | "rack"
  | "node"
  | "control"
  | "cell"
  | "cell-control"
  | "cell-marked"
  | "router"
  | "network"
  | "wire"
  | "tag"
  | "session4"
  | "session6"
  | "mesh"
  | "mesh-line"
  | "mesh-one-way"
  | "mesh-dot"
  | "fabric-line"
  | "fabric-dot"
  | "card"
  | "panel"
  | "error"
  | "warning";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

export const FONT = 13;
export const SMALL = 11;
export const LINE = 19;
/** Advance of a monospaced character, as a part of the font's size: no common face is wider. */
const ADVANCE = 0.604;
/** Characters that take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

/** Width of a text, counted and not measured, so that every machine draws the same. */
export function textWidth(text: string, size = FONT): number {
  const columns = text.length + (text.match(WIDE)?.length ?? 0);
  return Math.ceil(columns * size * ADVANCE);
}

export function widest(lines: readonly string[], size = FONT): number {
  return lines.reduce((width, line) => Math.max(width, textWidth(line, size)), 0);
}

/** The text, or as much of it as fits with an ellipsis for the rest. */
export function fitted(text: string, width: number, size = FONT): string {
  if (textWidth(text, size) <= width) return text;
  let kept = text;
  while (kept !== "" && textWidth(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** A text in lines that fit, broken between words where words fit. */
export function wrapped(text: string, width: number, size = FONT): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => pieces(part, width, size))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, width: number, size: number): string[] {
  const columns = Math.max(1, Math.floor(width / (size * ADVANCE)) - 1);
  if (textWidth(word, size) <= width) return [word];
  return [word.slice(0, columns), ...pieces(word.slice(columns), width, size)];
}

/** Elements with a place of their own, which can be put anywhere. */
export interface Block extends Size {
  readonly elements: readonly Element[];
  /** Boxes that lines lead to, by id. */
  readonly places: ReadonlyMap<string, Box>;
}

export function moved(block: Block, by: Point): Block {
  const shift = <T extends Point>(point: T): T => ({ ...point, x: point.x + by.x, y: point.y + by.y });
  const elements = block.elements.map((element) => ({
    ...element,
    ...(element.box === undefined ? {} : { box: shift(element.box) }),
    shapes: element.shapes.map((shape): Shape => {
      if (shape.type === "rect") return { ...shape, box: shift(shape.box) };
      // Paths are drawn last, between places that do not move any more.
      return shape.type === "path" ? shape : { ...shape, at: shift(shape.at) };
    }),
  }));
  return {
    ...block,
    elements,
    places: new Map([...block.places].map(([id, box]) => [id, shift(box)])),
  };
}

export const centerX = ({ x, width }: Box): number => x + width / 2;
export const centerY = ({ y, height }: Box): number => y + height / 2;
export const bottomOf = ({ y, height }: Box): number => y + height;
export const rightOf = ({ x, width }: Box): number => x + width;
