import { MapNode, NodeGroup } from "../model";
import { plural } from "../model/words";
import { badges, badgesWidth, Marks } from "./badges";
import type { Detail } from "./cluster";
import { Block, Box, Element, LINE, Shape, SMALL, textWidth, widest } from "./shapes";

const PAD = 10;
const GAP = 10;
const CELL = 11;
const STEP = 14;
const CELLS = 14;
/** Named nodes in a row; those in racks have lines to them, which had better not pass behind others. */
const ABREAST = 3;
const ABREAST_IN_RACK = 6;

/** Nodes of one rack, or of none, in a box. */
export function nodeGroup(group: NodeGroup, cluster: string, marks: Marks, detail: Detail): Block {
  return detail.nodes === "named" ? named(group, cluster, marks) : counted(group, cluster, marks);
}

function titleWidth(group: NodeGroup, marks: Marks): number {
  return textWidth(group.title, SMALL) + badgesWidth(marks, group.id);
}

const titleHeight = (group: NodeGroup): number => (group.title === "" ? 0 : LINE);

function named(group: NodeGroup, cluster: string, marks: Marks): Block {
  const size = group.nodes.reduce(
    (most, node) => ({
      width: Math.max(most.width, widest(nodeLines(node)) + 24, badgesWidth(marks, node.id) + 12),
      height: Math.max(most.height, nodeLines(node).length * LINE + 12),
    }),
    { width: 0, height: 0 },
  );
  const abreast = Math.min(group.rack === undefined ? ABREAST : ABREAST_IN_RACK, group.nodes.length);
  const inner = Math.max(abreast * (size.width + GAP) - GAP, titleWidth(group, marks));
  const left = PAD + (inner - (abreast * (size.width + GAP) - GAP)) / 2;
  const top = PAD;
  const places = new Map<string, Box>();
  const nodes = group.nodes.map((node, i): Element => {
    const box = {
      x: left + (i % abreast) * (size.width + GAP),
      y: top + Math.floor(i / abreast) * (size.height + GAP),
      ...size,
    };
    places.set(node.id, box);
    return nodeElement(node, box, group.id, marks);
  });
  const rows = Math.ceil(group.nodes.length / abreast);
  const below = top + rows * (size.height + GAP) - GAP + PAD;
  const box = { x: 0, y: 0, width: inner + 2 * PAD, height: below + titleHeight(group) };
  places.set(group.id, box);
  // The title stands below: lines come from above.
  const frame = groupFrame(group, cluster, marks, { box, titleTop: below - 4 });
  return { ...box, elements: [frame, ...nodes], places };
}

function nodeLines(node: MapNode): string[] {
  const address = node.address === "" ? "address when made" : node.address;
  return [
    node.name,
    address,
    ...(node.asn === undefined ? [] : [`AS ${node.asn}`]),
    ...(node.etcd ? ["etcd member"] : []),
  ];
}

function nodeElement(node: MapNode, box: Box, group: string, marks: Marks): Element {
  const lines = nodeLines(node);
  const first = box.y + 6 + LINE * 0.72;
  return {
    id: node.id,
    hint: `${node.controlPlane ? "control plane" : "worker"} ${lines.join(" · ")}`,
    box,
    inside: group,
    shapes: [
      { type: "rect", box, look: node.controlPlane ? "control" : "node", radius: 6 },
      ...lines.map((text, i): Shape => ({
        type: "text",
        at: { x: box.x + box.width / 2, y: first + i * LINE },
        text,
        look: i === 0 ? "ink" : "faint",
        bold: i === 0,
        anchor: "middle",
      })),
      ...badges(marks, node.id, { x: box.x + box.width + 5, y: box.y }),
    ],
  };
}

/** As many squares as nodes, control planes dark. */
function counted(group: NodeGroup, cluster: string, marks: Marks): Block {
  const controls = group.nodes.filter(({ controlPlane }) => controlPlane).length;
  const workers = group.nodes.length - controls;
  const asns = [...new Set(group.nodes.flatMap(({ asn }) => asn ?? []))];
  const lines = [
    [plural(controls, "control plane"), plural(workers, "worker")]
      .filter((part) => !part.startsWith("0 "))
      .join(", "),
    ...(asns.length === 0 ? [] : [`AS ${asns.length > 3 ? `${asns[0]} … ${asns.at(-1)}` : asns.join(", ")}`]),
  ];
  const text = Math.max(titleWidth(group, marks), widest(lines, SMALL) + nodesMarks(group, marks).width);
  const width = Math.max(text, Math.min(CELLS, group.nodes.length) * STEP) + 2 * PAD;
  const cellsTop = 7 + titleHeight(group) + lines.length * 15 + 5;
  const cells = group.nodes.map((node, i): Element => {
    const box = {
      x: PAD + (i % CELLS) * STEP,
      y: cellsTop + Math.floor(i / CELLS) * STEP,
      width: CELL,
      height: CELL,
    };
    const look = marks.has(node.id) ? "cell-marked" : node.controlPlane ? "cell-control" : "cell";
    return {
      id: node.id,
      hint: nodeLines(node).join(" · "),
      box,
      inside: group.id,
      shapes: [{ type: "rect", box, look, radius: 2 }],
    };
  });
  const height = cellsTop + Math.ceil(group.nodes.length / CELLS) * STEP - (STEP - CELL) + 8;
  const box = { x: 0, y: 0, width, height };
  const words = lines.map((line, i): Shape => ({
    type: "text",
    at: { x: PAD, y: 7 + titleHeight(group) + 11 + i * 15 },
    text: line,
    look: i === 0 ? "ink" : "faint",
    size: SMALL,
  }));
  const own = groupFrame(group, cluster, marks, { box, titleTop: 3 });
  const extra = nodesMarks(group, marks).shapes({ x: width - 6, y: 7 + titleHeight(group) + 8 });
  return {
    ...box,
    elements: [{ ...own, shapes: [...own.shapes, ...words, ...extra] }, ...cells],
    places: new Map([[group.id, box], ...cells.map(({ id, box: cell }): [string, Box] => [id, cell ?? box])]),
  };
}

/** Squares are too small for numbers, so the group has those of its nodes. */
function nodesMarks(
  group: NodeGroup,
  marks: Marks,
): { width: number; shapes: (end: { x: number; y: number }) => Shape[] } {
  const all = group.nodes.flatMap(({ id }) => marks.get(id) ?? []);
  const distinct = [...new Set(all)].sort((a, b) => a.number - b.number);
  const own: Marks = new Map([["", distinct]]);
  if (distinct.length === 0) return { width: 0, shapes: () => [] };
  return { width: badgesWidth(own, ""), shapes: (end) => badges(own, "", end) };
}

function groupFrame(
  group: NodeGroup,
  cluster: string,
  marks: Marks,
  { box, titleTop }: { box: Box; titleTop: number },
): Element {
  const isRack = group.rack !== undefined;
  return {
    id: group.id,
    hint: isRack ? group.title : group.name,
    box,
    inside: cluster,
    shapes: [
      { type: "rect", box, look: isRack ? "rack" : "group", radius: 8 },
      ...(isRack
        ? [
            {
              type: "text",
              at: { x: box.x + PAD, y: titleTop + 12 },
              text: group.title,
              look: "faint",
              size: SMALL,
            } satisfies Shape,
          ]
        : []),
      ...badges(marks, group.id, { x: box.x + box.width - 6, y: titleTop + 9 }),
    ],
  };
}
