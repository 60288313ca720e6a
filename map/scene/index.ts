import { Mark, marksById, STACK_ID } from "../marks";
import { MapModel } from "../model";
import { badges, badgesWidth, Marks } from "./badges";
import { clusterBlock, Detail } from "./cluster";
import { grid } from "./grid";
import { cardPanel, findingPanel, legendPanel, Panel } from "./panels";
import { Block, Box, Element, moved, Scene, Shape, SMALL, textWidth, wrapped } from "./shapes";
import { clusterOf, sitesOf } from "./sites";

export * from "./shapes";

const EDGE = 24;
const GAP = 22;
/** Narrower, findings would be a column of words. */
const NARROWEST = 720;

/** The whole picture: heading, clusters with what connects them, what spans them, findings, signs. */
export function sceneOf(model: MapModel, marks: readonly Mark[]): Scene {
  const byId = marksById(marks);
  const detail = detailOf(model);
  const lead = ledTo(model);
  const clusters = new Map(
    model.clusters.map((cluster): [string, Block] => [
      cluster.id,
      clusterBlock(cluster, byId, detail, lead.has(cluster.id)),
    ]),
  );
  const middle = grid(model, sitesOf(model, clusters, byId), detail, byId);
  const inner = Math.max(middle.width, NARROWEST);
  const aside = (inner - middle.width) / 2;
  const parts: [Panel, number][] = [
    [heading(model, byId, inner), 0],
    [middle, aside],
    [cardPanel(model.cards, byId, inner), 0],
    [findingPanel(marks, inner), 0],
    [legendPanel(model, marks, detail.nodes, inner), 0],
  ];
  let y = EDGE;
  const elements: Element[] = [];
  for (const [panel, x] of parts) {
    if (panel.height === 0) continue;
    elements.push(...movedWithPaths(panel.elements, { x: EDGE + x, y }));
    y += panel.height + GAP;
  }
  return {
    title: `${model.stack}: ${model.summary}`,
    description: marks.length === 0 ? "no findings" : `${marks.length} findings`,
    width: Math.ceil(inner + 2 * EDGE),
    height: Math.ceil(y - GAP + EDGE),
    elements,
  };
}

/** Clusters that lines lead to. */
function ledTo({ fabric }: MapModel): Set<string> {
  const ends = [...fabric.cables.flatMap((cable) => cable.ends), ...fabric.bundles.map(({ to }) => to)];
  return new Set(ends.map(clusterOf));
}

/** A few nodes have names; of many a picture says how many, and the page which. */
function detailOf({ clusters }: MapModel): Detail {
  const nodes = clusters.reduce(
    (sum, { groups }) => sum + groups.reduce((n, group) => n + group.nodes.length, 0),
    0,
  );
  const most = Math.max(
    0,
    ...clusters.map(({ groups }) => groups.reduce((n, group) => n + group.nodes.length, 0)),
  );
  const named = nodes <= 30 && most <= 12;
  return { nodes: named ? "named" : "counted", rows: clusters.length <= 6 ? 40 : 10 };
}

/** Paths are written with their final numbers, so the page's offset is theirs as a whole. */
function movedWithPaths(elements: readonly Element[], by: { x: number; y: number }): Element[] {
  const block = { width: 0, height: 0, elements, places: new Map<string, Box>() };
  return moved(block, by).elements.map((element) => ({
    ...element,
    shapes: element.shapes.map((shape) =>
      shape.type === "path" ? { ...shape, d: shiftedPath(shape.d, by) } : shape,
    ),
  }));
}

function shiftedPath(d: string, by: { x: number; y: number }): string {
  return d.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, x: string, y: string) => {
    const round = (value: number): number => Math.round(value * 10) / 10;
    return `${round(Number(x) + by.x)} ${round(Number(y) + by.y)}`;
  });
}

function heading(model: MapModel, marks: Marks, width: number): Panel {
  const title = `stack ${model.stack}`;
  const summary = wrapped(model.summary, width, 13);
  const { shared } = model;
  const label = textWidth(shared.label, SMALL) + 12;
  const lines = shared.lines.flatMap((line) => wrapped(line, width - label - badgesWidth(marks, shared.id)));
  const top = 30 + summary.length * 18;
  const box = { x: 0, y: top, width, height: lines.length * 18 };
  const used = Math.max(...lines.map((line) => textWidth(line)));
  const head: Shape[] = [
    { type: "text", at: { x: 0, y: 18 }, text: title, look: "ink", size: 20, bold: true },
    ...badges(marks, STACK_ID, {
      x: textWidth(title, 20) + 10 + badgesWidth(marks, STACK_ID),
      y: 12,
    }),
    ...summary.map((text, i): Shape => ({ type: "text", at: { x: 0, y: 40 + i * 18 }, text, look: "faint" })),
  ];
  return {
    height: top + box.height,
    elements: [
      { id: STACK_ID, hint: title, shapes: head },
      {
        id: shared.id,
        hint: shared.name,
        box,
        shapes: [
          { type: "text", at: { x: 0, y: top + 13 }, text: shared.label, look: "label", size: SMALL },
          ...lines.map((text, i): Shape => ({
            type: "text",
            at: { x: label, y: top + 13 + i * 18 },
            text,
            look: "ink",
          })),
          ...badges(marks, shared.id, {
            x: label + used + 8 + badgesWidth(marks, shared.id),
            y: top + 9,
          }),
        ],
      },
    ],
  };
}
