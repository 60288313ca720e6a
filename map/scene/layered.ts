import * as dagre from "@dagrejs/dagre";
import { Size } from "./shapes";

export interface LayeredItem extends Size {
  readonly id: string;
}

/** From what is above to what is below. */
export interface LayeredLink {
  readonly from: string;
  readonly to: string;
}

export interface Place {
  readonly id: string;
  readonly x: number;
  /** 0 is the top. */
  readonly layer: number;
}

const ASIDE = 44;

/** As much of dagre as is used: its own types lead through folders that Node's way of resolving does not find. */
interface Dagre {
  readonly Graph: new () => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

interface DagreGraph {
  setGraph(label: object): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, label: Size): void;
  setEdge(from: string, to: string): void;
  node(id: string): { readonly x?: number; readonly y?: number };
}

const { Graph, layout } = dagre as unknown as Dagre;

/**
 * Items in layers, each as near as can be to what it is linked to and with few lines crossing. dagre chooses layers and
 * order; heights are the drawing's business, since rows of boxes align at their tops.
 */
export function layered(items: readonly LayeredItem[], links: readonly LayeredLink[]): Place[] {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: ASIDE, ranksep: 40, edgesep: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width } of items) graph.setNode(id, { width, height: 10 });
  for (const { from, to } of links) if (from !== to) graph.setEdge(from, to);
  layout(graph);
  const placed = items.map((item) => {
    const { x = 0, y = 0 } = graph.node(item.id);
    return { id: item.id, x: Math.round(x - item.width / 2), y: Math.round(y), width: item.width };
  });
  const layers = [...new Set(placed.map(({ y }) => y))].sort((a, b) => a - b);
  const upright = isMirrored(placed)
    ? placed.map((place) => ({ ...place, x: -place.x - place.width }))
    : placed;
  return upright.map(({ id, x, y }) => ({ id, x, layer: layers.indexOf(y) }));
}

/** Left and right mean nothing to dagre, but readers look for what they declared first on the left. */
function isMirrored(placed: readonly { readonly x: number; readonly y: number }[]): boolean {
  let [inOrder, reversed] = [0, 0];
  placed.forEach((one, i) => {
    for (const other of placed.slice(i + 1)) {
      if (other.y !== one.y) continue;
      if (one.x < other.x) inOrder += 1;
      else reversed += 1;
    }
  });
  return reversed > inOrder;
}
