/** The few shapes that the pictures are made of, as SVG text. Widths are counted, not measured, so every machine draws the same. */

export const FONT_SIZE = 13;
/** Advance of a monospaced character: 0.6 of the size in every common face. */
const CHARACTER = FONT_SIZE * 0.6;
export const LINE = 19;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly bold?: boolean;
  readonly color?: string;
  readonly anchor?: "start" | "middle";
}

export const colors = {
  ink: "#1f2933",
  faint: "#616e7c",
  wire: "#9aa5b1",
  router: "#fff3c4",
  routerLine: "#b44d12",
  rack: "#f5f7fa",
  rackLine: "#cbd2d9",
  node: "#ffffff",
  nodeLine: "#0b69a3",
  cluster: "#e3f8ff",
  session: "#0b69a3",
  session6: "#7b2cbf",
  link: "#b44d12",
  pool: "#e3f9e5",
  poolLine: "#207227",
} as const;

export function textWidth(text: string): number {
  return Math.ceil(text.length * CHARACTER);
}

export function widest(lines: readonly string[]): number {
  return lines.reduce((width, line) => Math.max(width, textWidth(line)), 0);
}

export function text(at: Point, content: string, style: TextStyle = {}): string {
  const { bold = false, color = colors.ink, anchor = "middle" } = style;
  const weight = bold ? ` font-weight="bold"` : "";
  return `<text x="${round(at.x)}" y="${round(at.y)}" fill="${color}" text-anchor="${anchor}"${weight}>${escape(content)}</text>`;
}

export function rectangle(box: Box, fill: string, line: string, radius = 6): string {
  return `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${radius}" fill="${fill}" stroke="${line}" stroke-width="1.5"/>`;
}

/** A box with centred lines in it, the first in bold. */
export function labelled(box: Box, lines: readonly string[], fill: string, line: string): string[] {
  const first = box.y + (box.height - lines.length * LINE) / 2 + LINE * 0.72;
  return [
    rectangle(box, fill, line),
    ...lines.map((content, i) =>
      text({ x: box.x + box.width / 2, y: first + i * LINE }, content, {
        bold: i === 0,
        color: i === 0 ? colors.ink : colors.faint,
      }),
    ),
  ];
}

export function line(corners: readonly Point[], color: string, width = 3): string {
  return `<path d="M${corners.map(point).join(" L")}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"/>`;
}

/** A dashed line that leaves and arrives upright. */
export function curve(from: Point, to: Point, color: string): string {
  const middle = (from.y + to.y) / 2;
  const path = `M${point(from)} C${point({ x: from.x, y: middle })} ${point({ x: to.x, y: middle })} ${point(to)}`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.8" stroke-dasharray="6 4"/>`;
}

/** A text on a white ground, so that lines may pass behind it. */
export function tag(center: Point, content: string, color: string = colors.faint): string[] {
  const width = textWidth(content) + 10;
  const box = { x: center.x - width / 2, y: center.y - LINE / 2, width, height: LINE };
  return [
    `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="4" fill="#ffffff" fill-opacity="0.92"/>`,
    text({ x: center.x, y: center.y + LINE * 0.24 }, content, { color }),
  ];
}

export function document(title: string, width: number, height: number, shapes: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${FONT_SIZE}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" rx="10" fill="#ffffff"/>`,
    ...shapes,
    "</svg>",
    "",
  ].join("\n");
}

function point({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(content: string): string {
  return content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
