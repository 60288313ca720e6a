import { createHash } from "node:crypto";
import { Severity } from "../components/internal/finding";
import { badgeWidth } from "./scene/badges";
import { Element, FONT, Look, Scene, Shape, SMALL } from "./scene";

/** Light and dark of every colour that a picture uses. Hues are told apart without red and green, and by shade in grey. */
export const colors = {
  paper: ["#ffffff", "#14181d"],
  ink: ["#17212b", "#e8edf2"],
  faint: ["#52606d", "#a7b4c2"],
  label: ["#3e5c76", "#8fb3d1"],
  cluster: ["#f2f7fb", "#1c232b"],
  clusterLine: ["#4a6f8f", "#6c93b5"],
  group: ["#ffffff", "#232c36"],
  groupLine: ["#c3ced9", "#3d4a58"],
  rack: ["#e9edf1", "#2b343e"],
  rackLine: ["#8894a0", "#7b8895"],
  node: ["#ffffff", "#14181d"],
  control: ["#cfe5f5", "#213f57"],
  nodeLine: ["#0b5c94", "#74b4e6"],
  dark: ["#0b5c94", "#74b4e6"],
  router: ["#fdeccb", "#4a3714"],
  routerLine: ["#9a5a00", "#e6b154"],
  network: ["#e9edf1", "#2b343e"],
  wire: ["#8d99a6", "#66727f"],
  session4: ["#0b5c94", "#74b4e6"],
  session6: ["#8a3b7f", "#dc9bd2"],
  mesh: ["#dff3ec", "#143a30"],
  meshLine: ["#00735c", "#43c6a5"],
  card: ["#f6f2ea", "#26241f"],
  cardLine: ["#a89464", "#8f8159"],
  error: ["#a4161a", "#ff8a80"],
  errorText: ["#ffffff", "#14181d"],
  warning: ["#ffd54f", "#3d3200"],
  warningLine: ["#5c4400", "#ffd54f"],
  warningText: ["#1d1600", "#ffe082"],
} as const satisfies Record<string, readonly [string, string]>;
export type ColorName = keyof typeof colors;

/** How a colour is written: as itself in a picture, as a variable in a page with two sets of them. */
export type Paint = (name: ColorName) => string;
const light: Paint = (name) => colors[name][0];

interface Style {
  readonly fill?: ColorName;
  readonly line?: ColorName;
  readonly width?: number;
  readonly dashes?: string;
}

const styles: Readonly<Record<Look, Style>> = {
  paper: { fill: "paper" },
  ink: { fill: "ink" },
  faint: { fill: "faint" },
  label: { fill: "label" },
  cluster: { fill: "cluster", line: "clusterLine", width: 1.6 },
  group: { fill: "group", line: "groupLine", width: 1 },
  rack: { fill: "rack", line: "rackLine", width: 1.2 },
  node: { fill: "node", line: "nodeLine", width: 1.4 },
  control: { fill: "control", line: "nodeLine", width: 1.4 },
  cell: { fill: "node", line: "nodeLine", width: 1.2 },
  "cell-control": { fill: "dark", line: "nodeLine", width: 1.2 },
  "cell-marked": { fill: "warning", line: "error", width: 2.4 },
  router: { fill: "router", line: "routerLine", width: 1.6 },
  network: { fill: "network", line: "rackLine", width: 1.2 },
  wire: { line: "wire", width: 3 },
  tag: { fill: "paper" },
  session4: { line: "session4", width: 1.7, dashes: "7 4" },
  session6: { line: "session6", width: 1.9, dashes: "2 4" },
  mesh: { fill: "mesh", line: "meshLine", width: 1.8 },
  "mesh-line": { line: "meshLine", width: 2.2 },
  "mesh-one-way": { line: "meshLine", width: 2, dashes: "10 5" },
  "mesh-dot": { fill: "meshLine" },
  "fabric-line": { line: "session4", width: 1.7, dashes: "7 4" },
  "fabric-dot": { fill: "session4" },
  card: { fill: "card", line: "cardLine", width: 1.2 },
  panel: { fill: "paper", line: "groupLine", width: 1 },
  error: { fill: "error", line: "paper", width: 1.2 },
  warning: { fill: "warning", line: "warningLine", width: 1.4 },
};

/** The style sheet of a picture. */
export function styleSheet(paint: Paint): string {
  const rules = Object.entries(styles).map(([look, { fill, line, width, dashes }]) => {
    const parts = [
      `fill:${fill === undefined ? "none" : paint(fill)}`,
      ...(line === undefined ? [] : [`stroke:${paint(line)}`, `stroke-width:${width ?? 1}`]),
      ...(dashes === undefined ? [] : [`stroke-dasharray:${dashes}`]),
    ];
    return `.${look}{${parts.join(";")}}`;
  });
  return [
    ...rules,
    `.on-error{fill:${paint("errorText")}}`,
    `.on-warning{fill:${paint("warningText")}}`,
    ".b{font-weight:bold}",
    `.s{font-size:${SMALL}px}`,
    ".m{text-anchor:middle}",
    ".e{text-anchor:end}",
  ].join("\n");
}

/** A picture as a file of its own, in light colours. */
export function svgOf(scene: Scene): string {
  return svgDocument(scene, `<style>\n${styleSheet(light)}\n</style>\n`);
}

/** The picture with the given head; ids of things are in `data-id`, so that a page can find them. */
export function svgDocument({ title, description, width, height, elements }: Scene, head: string): string {
  const font = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${font}" font-size="${FONT}">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    `${head}<rect class="paper" width="${width}" height="${height}"/>`,
    ...elements.map(elementSvg),
    "</svg>",
    "",
  ].join("\n");
}

function elementSvg({ id, hint, shapes }: Element): string {
  const attribute = id === "" ? "" : ` data-id="${escapeXml(id)}"`;
  const title = hint === "" ? "" : `<title>${escapeXml(hint)}</title>`;
  return `<g${attribute}>${title}${shapes.map(shapeSvg).join("")}</g>`;
}

function shapeSvg(shape: Shape): string {
  switch (shape.type) {
    case "rect": {
      const { x, y, width, height } = shape.box;
      return `<rect class="${shape.look}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${shape.radius}"/>`;
    }
    case "path":
      return `<path class="${shape.look}" d="${shape.d}"/>`;
    case "dot":
      return `<circle class="${shape.look}" cx="${n(shape.at.x)}" cy="${n(shape.at.y)}" r="${shape.radius}"/>`;
    case "badge":
      return badgeSvg(shape);
    case "text":
      return textSvg(shape);
  }
}

function textSvg({ at, text, look, size, bold, anchor }: Extract<Shape, { type: "text" }>): string {
  if (text === "") return "";
  const classes = [
    look,
    ...(bold === true ? ["b"] : []),
    ...(size === SMALL ? ["s"] : []),
    ...(anchor === "middle" ? ["m"] : anchor === "end" ? ["e"] : []),
  ];
  const own = size === undefined || size === SMALL ? "" : ` font-size="${size}"`;
  return `<text class="${classes.join(" ")}"${own} x="${n(at.x)}" y="${n(at.y)}">${escapeXml(text)}</text>`;
}

/** Errors are dark and angular, warnings light and round: told apart without colour. */
function badgeSvg({ at, number, severity }: Extract<Shape, { type: "badge" }>): string {
  const isError = severity === Severity.Error;
  const width = badgeWidth(number);
  const half = 9;
  const shape = `<rect class="${severity}" x="${n(at.x - width / 2)}" y="${n(at.y - half)}" width="${n(width)}" height="${2 * half}" rx="${isError ? 3 : half}"/>`;
  return `${shape}<text class="on-${severity} b s m" x="${n(at.x)}" y="${n(at.y + 4)}">${escapeXml(number)}</text>`;
}

const n = (value: number): number => Math.round(value * 10) / 10;

/** What a text must not be in XML and HTML; characters that XML has no way to say become a sign for that. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ufffd]/g, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");
