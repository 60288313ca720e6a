import { MapCluster, Row } from "../model";
import { badges, badgesWidth, Marks } from "./badges";
import { nodeGroup } from "./nodes";
import { Block, Box, Element, fitted, LINE, moved, Shape, SMALL, textWidth, widest } from "./shapes";

/** How much of a cluster is drawn: every node by name, or as many small squares. */
export interface Detail {
  readonly nodes: "named" | "counted";
  /** Rows at most; the rest is counted, and told by the page. */
  readonly rows: number;
}

const PAD = 14;
const TITLE = 34;
const LABEL = textWidth("announces", SMALL) + 12;
/** Widest text of a row. */
const TEXT = 330;
/** Widest row of groups, before they go below each other. */
const GROUPS = 900;

/**
 * A cluster as one box: its name, its nodes by rack, and what is to be known of it. Where lines lead to the nodes from
 * above, the name stands below them.
 */
export function clusterBlock(cluster: MapCluster, marks: Marks, detail: Detail, isRouted: boolean): Block {
  const rows = keptRows(cluster.rows, marks, detail.rows);
  const groups = placeGroups(cluster.groups.map((group) => nodeGroup(group, cluster.id, marks, detail)));
  const title =
    textWidth(cluster.name, 15) + textWidth(cluster.subtitle, SMALL) + 14 + badgesWidth(marks, cluster.id);
  const text = Math.max(...rows.map((row) => rowWidth(row, marks)), 0);
  const width = Math.max(title, groups.width, LABEL + text) + 2 * PAD;
  const nodesTop = isRouted ? PAD : TITLE;
  const nodes = moved(groups, { x: PAD + (width - 2 * PAD - groups.width) / 2, y: nodesTop });
  const below = nodesTop + groups.height + (groups.height === 0 ? 0 : 10);
  const titleTop = isRouted ? below - 6 : 0;
  const { elements, bottom } = drawRows(rows, cluster.id, marks, {
    x: PAD,
    y: isRouted ? titleTop + TITLE : below,
    width: width - 2 * PAD,
  });
  const box = { x: 0, y: 0, width, height: bottom + PAD - 4 };
  const hint = `cluster ${cluster.name} · ${cluster.subtitle}`;
  return {
    width,
    height: box.height,
    elements: [
      { id: cluster.id, hint, box, shapes: [{ type: "rect", box, look: "cluster", radius: 10 }] },
      heading(cluster, marks, { x: PAD, y: titleTop, width: width - 2 * PAD, height: TITLE }),
      ...nodes.elements,
      ...elements,
    ],
    places: new Map([...nodes.places, [cluster.id, box]]),
  };
}

function heading(cluster: MapCluster, marks: Marks, box: Box): Element {
  const baseline = box.y + 22;
  return {
    id: cluster.id,
    hint: `cluster ${cluster.name} · ${cluster.subtitle}`,
    box,
    inside: cluster.id,
    shapes: [
      { type: "text", at: { x: box.x, y: baseline }, text: cluster.name, look: "ink", size: 15, bold: true },
      {
        type: "text",
        at: { x: box.x + textWidth(cluster.name, 15) + 14, y: baseline },
        text: cluster.subtitle,
        look: "faint",
        size: SMALL,
      },
      ...badges(marks, cluster.id, { x: box.x + box.width + 6, y: box.y + 17 }),
    ],
  };
}

/** Groups side by side, as many as fit, then below. */
function placeGroups(groups: readonly Block[]): Block {
  let [x, y, width, below] = [0, 0, 0, 0];
  const elements: Element[] = [];
  const places = new Map<string, Box>();
  for (const group of groups) {
    if (x > 0 && x + group.width > GROUPS) [x, y] = [0, below + 10];
    const placed = moved(group, { x, y });
    elements.push(...placed.elements);
    for (const [id, box] of placed.places) places.set(id, box);
    x += group.width + 12;
    width = Math.max(width, x - 12);
    below = Math.max(below, y + group.height);
  }
  return { width, height: below, elements, places };
}

/** What a finding is about always stays. */
function keptRows(rows: readonly Row[], marks: Marks, most: number): Row[] {
  if (rows.length <= most) return [...rows];
  const first = rows.filter((row, i) => i < most - 1 || marks.has(row.id));
  const left = rows.length - first.length;
  const last = rows.at(-1);
  if (left === 0 || last === undefined) return first;
  return [
    ...first,
    { ...last, id: "", paths: [], facts: [], name: "", label: "", lines: [`and ${left} more`] },
  ];
}

function rowWidth(row: Row, marks: Marks): number {
  return Math.min(widest(row.lines), TEXT) + badgesWidth(marks, row.id);
}

function drawRows(
  rows: readonly Row[],
  cluster: string,
  marks: Marks,
  at: { x: number; y: number; width: number },
): { elements: Element[]; bottom: number } {
  let y = at.y;
  const elements = rows.map((row, i): Element => {
    const isSame = row.label === rows[i - 1]?.label;
    const box = { x: at.x, y, width: at.width, height: row.lines.length * LINE };
    y += box.height;
    return {
      id: row.id,
      hint: [row.name, ...row.lines].join("\n").trim(),
      box,
      inside: cluster,
      shapes: rowShapes(isSame ? { ...row, label: "" } : row, box, marks),
    };
  });
  return { elements, bottom: y };
}

function rowShapes(row: Row, box: Box, marks: Marks): Shape[] {
  const label = { x: box.x, y: box.y + 13 };
  const room = Math.min(TEXT, box.width - LABEL - badgesWidth(marks, row.id));
  return [
    { type: "text", at: label, text: row.label, look: "label", size: SMALL },
    ...row.lines.map((line, i): Shape => ({
      type: "text",
      at: { x: box.x + LABEL, y: label.y + i * LINE },
      text: fitted(line, room),
      look: "ink",
    })),
    ...badges(marks, row.id, { x: box.x + box.width, y: box.y + LINE / 2 - 1 }),
  ];
}
