import * as fs from "node:fs";
import * as path from "node:path";
import { REPOSITORY } from "../tools/toolchain";
import { itemsOf, Mark, marksById, STACK_ID } from "./marks";
import { MapModel } from "./model";
import { Scene } from "./scene";
import { ColorName, colors, escapeXml, sha256, styleSheet, svgDocument } from "./svg";

/** The picture as a page that needs nothing beside itself: move, zoom, search, every fact of what one clicks on. */
export function htmlOf(model: MapModel, marks: readonly Mark[], scene: Scene): string {
  const style = `\n${themes()}\n${styleSheet((name) => `var(--${name})`)}\n${asset("viewer.css")}`;
  const script = `\n${asset("viewer.mjs")}`;
  // The browser itself sees to it that the page loads nothing and runs nothing but its own script.
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256(style)}'`,
    `script-src 'sha256-${sha256(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(scene.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>stack ${escapeXml(model.stack)}</h1>
<p>${escapeXml(model.summary)}</p>
<label for="search">search</label>
<input id="search" type="search" placeholder="name, address, AS … (/)" autocomplete="off">
<output id="found" for="search"></output>
<button id="out" type="button" title="farther (-)">−</button>
<button id="in" type="button" title="nearer (+)">+</button>
<button id="fit" type="button" title="the whole map (0)">fit</button>
<button id="theme" type="button" title="dark or light">◐</button>
</header>
<main>
${svgDocument(scene, "").trimEnd()}
</main>
<aside id="details" aria-live="polite"></aside>
<script id="data" type="application/json">${jsonOf(model, marks, scene)}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

function asset(name: string): string {
  return fs.readFileSync(path.join(REPOSITORY, "map", "viewer", name), "utf8");
}

/** Colours as variables: light unless the reader's system, or the reader, wants dark. */
function themes(): string {
  const set = (index: 0 | 1): string =>
    (Object.keys(colors) as ColorName[]).map((name) => `--${name}:${colors[name][index]}`).join(";");
  return [
    `:root{color-scheme:light;${set(0)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${set(1)}}}`,
    `:root[data-theme=dark]{color-scheme:dark;${set(1)}}`,
  ].join("\n");
}

/** What the page knows of everything that is drawn, and every finding. */
function jsonOf(model: MapModel, marks: readonly Mark[], scene: Scene): string {
  const drawn = new Set(scene.elements.map(({ id }) => id));
  const numbers = new Map([...marksById(marks)].map(([id, own]) => [id, own.map(({ number }) => number)]));
  const items = itemsOf(model)
    .filter(({ id }) => drawn.has(id))
    .map(({ id, kind, name, facts, related = [] }): [string, object] => [
      id,
      { kind, name, facts, related, findings: numbers.get(id) ?? [] },
    ]);
  const stack = {
    kind: "stack",
    name: `stack ${model.stack}`,
    facts: [{ name: "holds", value: model.summary }],
    related: [],
    findings: numbers.get(STACK_ID) ?? [],
  };
  const findings = marks.map(({ finding, at }) => ({
    severity: finding.severity,
    code: finding.code,
    paths: finding.paths,
    message: finding.message,
    fix: finding.fix,
    at,
  }));
  const all = Object.fromEntries<object>([...items, [STACK_ID, stack]]);
  const data = { items: all, findings };
  // Nothing in a name can end the element that holds the data.
  return JSON.stringify(data).replace(/</g, "\\u003c");
}
