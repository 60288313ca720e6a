import { bottomOf, Box, centerX, centerY, Element, Look, Point, Shape, SMALL } from "./shapes";
import { xy } from "./lines";

/** Things that are connected by one line with a tap for each, however many they are. */
export interface Net {
  readonly id: string;
  readonly hint: string;
  readonly look: Look;
  readonly dot: Look;
  readonly taps: readonly { readonly id: string; readonly label: string }[];
}

/** A row of sites: its lanes run above it or below it. */
export interface GridRow {
  readonly top: number;
  readonly bottom: number;
  /** Ids of what stands in it. */
  readonly ids: ReadonlySet<string>;
}

export const LANE = 13;
/** From a row's edge to its first lane. */
export const FIRST_LANE = 26;

interface Route {
  readonly net: Net;
  readonly places: ReadonlyMap<string, Box>;
  readonly rows: readonly GridRow[];
  /** Which of the lanes beside a row is the net's. */
  readonly lane: number;
  /** Where its lane beside a row runs. */
  readonly laneY: (row: GridRow) => number;
  /** Where its lanes are joined, left or right of all rows. */
  readonly trunk: number;
  /** Where the trunk begins: the bar of a mesh, the routers of a fabric. */
  readonly origin: number;
}

/** A trunk beside the rows, a lane along each row that has a tap, and the taps. */
export function routed(route: Route): Element {
  const { net, places, rows, lane, laneY, trunk, origin } = route;
  const shapes: Shape[] = [];
  let [first, last] = [origin, origin];
  for (const row of rows) {
    const taps = net.taps.filter(({ id }) => row.ids.has(id));
    if (taps.length === 0) continue;
    const y = laneY(row);
    const ends = taps.flatMap(({ id, label }) => tapShapes(net, places.get(id), y, { lane, label }));
    const xs = ends.map(({ x }) => x);
    const [from, to] = [Math.min(trunk, ...xs), Math.max(trunk, ...xs)];
    shapes.push({ type: "path", d: `M${xy({ x: from, y })} L${xy({ x: to, y })}`, look: net.look });
    shapes.push(...ends.flatMap((end) => end.shapes));
    [first, last] = [Math.min(first, y), Math.max(last, y)];
  }
  const stem: Shape = {
    type: "path",
    d: `M${xy({ x: trunk, y: first })} L${xy({ x: trunk, y: last })}`,
    look: net.look,
  };
  return { id: net.id, hint: net.hint, shapes: [stem, ...shapes] };
}

function tapShapes(
  net: Net,
  box: Box | undefined,
  y: number,
  { lane, label }: { lane: number; label: string },
): { x: number; shapes: Shape[] }[] {
  if (box === undefined) return [];
  const x = tapX(box, lane);
  const edge = y > centerY(box) ? bottomOf(box) : box.y;
  return [{ x, shapes: tap({ x, y: edge }, y, net, label) }];
}

/** Taps of several nets stand side by side. */
export const tapX = (box: Box, lane: number): number =>
  Math.round(centerX(box) + Math.min(lane * 12, box.width / 2 - 8));

/** From a box to a line, with a dot where it joins. */
export function tap(edge: Point, y: number, net: Pick<Net, "look" | "dot">, label: string): Shape[] {
  return [
    { type: "path", d: `M${xy(edge)} L${xy({ x: edge.x, y })}`, look: net.look },
    { type: "dot", at: { x: edge.x, y }, radius: 3.5, look: net.dot },
    ...(label === ""
      ? []
      : [
          {
            type: "text",
            at: { x: edge.x - 6, y: edge.y + (y > edge.y ? 14 : -6) },
            text: label,
            look: "faint",
            size: SMALL,
            anchor: "end",
          } satisfies Shape,
        ]),
  ];
}
