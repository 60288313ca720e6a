import { MeshNet } from "../model";
import { badges, badgesWidth, Marks } from "./badges";
import { FIRST_LANE, GridRow, LANE, Net, routed, tap, tapX } from "./nets";
import { bottomOf, Box, Element, LINE, Shape, SMALL, textWidth } from "./shapes";

/** What the bars stand below. */
export interface MeshRoom {
  readonly rows: readonly GridRow[];
  readonly places: ReadonlyMap<string, Box>;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** The mesh as bars below the clusters: every link of a kind by one bar, every member by one tap. */
export function meshLines(
  nets: readonly MeshNet[],
  room: MeshRoom,
  marks: Marks,
): { lines: Element[]; bars: Element[]; bottom: number } {
  const { rows, places, left, width } = room;
  const isGrid = rows.length > 1;
  let y = room.top + (nets.length === 0 ? 0 : FIRST_LANE + (isGrid ? nets.length * LANE : 14) + 6);
  const lines: Element[] = [];
  const bars: Element[] = [];
  nets.forEach((net, lane) => {
    const look = net.oneWay ? "mesh-one-way" : "mesh-line";
    const asNet: Net = {
      id: net.id,
      hint: net.lines.join("\n"),
      look,
      dot: "mesh-dot",
      taps: net.taps.map(({ cluster, label }) => ({ id: cluster, label })),
    };
    const taps = net.taps.flatMap(({ cluster }) => places.get(cluster) ?? []);
    const text = Math.max(...net.lines.map((line, i) => textWidth(line, i === 0 ? undefined : SMALL)));
    const xs = taps.map((box) => tapX(box, lane));
    const from = isGrid ? left : Math.max(0, Math.min(...xs) - 30);
    const wanted = Math.max(
      text + 28 + badgesWidth(marks, net.id),
      isGrid ? 0 : Math.max(...xs, 0) + 30 - from,
    );
    const box = {
      x: Math.max(0, Math.min(from, Math.max(0, width - wanted))),
      y,
      width: wanted,
      height: net.lines.length * LINE + 10,
    };
    if (isGrid)
      lines.push(
        routed({
          net: asNet,
          places,
          rows,
          lane,
          laneY: ({ bottom }) => bottom + FIRST_LANE + lane * LANE,
          trunk: 6 + lane * LANE,
          origin: y + box.height / 2,
        }),
        stub(asNet, { ...box, x: 6 + lane * LANE, width: box.x - 6 - lane * LANE }),
      );
    else {
      const shapes = net.taps.flatMap(({ cluster, label }) => {
        const own = places.get(cluster);
        return own === undefined ? [] : tap({ x: tapX(own, lane), y: bottomOf(own) }, y, asNet, label);
      });
      lines.push({ id: net.id, hint: asNet.hint, shapes });
    }
    bars.push(bar(net, box, marks));
    y += box.height + 10;
  });
  return { lines, bars, bottom: nets.length === 0 ? y : y - 10 };
}

/** From a trunk to its bar. */
function stub(net: Net, { x, y, width, height }: Box): Element {
  const middle = y + height / 2;
  return {
    id: net.id,
    hint: net.hint,
    shapes: [{ type: "path", d: `M${x} ${middle} L${x + width} ${middle}`, look: net.look }],
  };
}

function bar(net: MeshNet, box: Box, marks: Marks): Element {
  const center = box.x + box.width / 2;
  return {
    id: net.id,
    hint: net.lines.join("\n"),
    box,
    shapes: [
      { type: "rect", box, look: "mesh", radius: 8 },
      ...net.lines.map((text, i): Shape => ({
        type: "text",
        at: { x: center, y: box.y + 5 + LINE * 0.72 + i * LINE },
        text,
        look: i === 0 ? "ink" : "faint",
        bold: i === 0,
        anchor: "middle",
        ...(i === 0 ? {} : { size: SMALL }),
      })),
      ...badges(marks, net.id, { x: box.x + box.width + 5, y: box.y }),
    ],
  };
}
