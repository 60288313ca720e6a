import { MapModel } from "../model";
import { Marks } from "./badges";
import { fabricLines, Lines } from "./lines";
import { meshLines } from "./mesh";
import { FIRST_LANE, GridRow, LANE, Net, routed } from "./nets";
import { Box, Element, moved } from "./shapes";
import { boxedNetworks, Site, Sites } from "./sites";
import type { Detail } from "./cluster";

/** Everything with a place of its own, and the lines between; the middle of the page. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly elements: readonly Element[];
}

const GAP = 36;
/** A page that is as wide as a screen needs no second row. */
const SCREEN = 1750;
/** Width to height of many sites. */
const SHAPE = 1.7;

/** Sites in rows, what they share above, and lines in the gutters between, so that none passes behind a box. */
export function grid(model: MapModel, sites: Sites, detail: Detail, marks: Marks): Grid {
  const rows = inRows(sites.sites);
  const sharedNets = fabricNets(model, sites, detail);
  const { meshNets } = model;
  const isGrid = rows.length > 1;
  const left = isGrid && meshNets.length > 0 ? meshNets.length * LANE + 14 : 0;
  const above = sharedNets.length === 0 ? 0 : FIRST_LANE + sharedNets.length * LANE;
  const below = meshNets.length === 0 ? 0 : FIRST_LANE + meshNets.length * LANE;
  const placed = place(rows, sites.shared, { left, above, below });
  const places = new Map([...placed.sites, ...placed.shared].flatMap((site) => [...site.places]));
  const lines = directLines(model, detail, [...placed.sites, ...placed.shared], places, marks);
  const right = placed.width;
  const head = placed.shared.map((site): GridRow => ({
    top: 0,
    bottom: site.height,
    ids: new Set(site.places.keys()),
  }));
  const nets = sharedNets.map((net, lane) => {
    const laneY = (row: GridRow): number =>
      head.includes(row) ? row.bottom + FIRST_LANE + lane * LANE : row.top - FIRST_LANE - lane * LANE;
    const trunk = right + 12 + lane * LANE;
    return routed({
      net,
      places,
      rows: [...head, ...placed.rows],
      lane,
      laneY,
      trunk,
      origin: laneY(head[0] ?? placed.rows[0] ?? { top: 0, bottom: 0, ids: new Set() }),
    });
  });
  const mesh = meshLines(
    meshNets,
    { rows: placed.rows, places, left, top: placed.height, width: right },
    marks,
  );
  return {
    width: right + (nets.length === 0 ? 0 : nets.length * LANE + 12),
    height: mesh.bottom,
    elements: layers([...placed.shared, ...placed.sites], lines, [...nets, ...mesh.lines], mesh.bars),
  };
}

/** Frames of clusters at the back, then lines, then what stands in the clusters, then labels. */
function layers(
  sites: readonly Site[],
  lines: Lines,
  nets: readonly Element[],
  bars: readonly Element[],
): Element[] {
  const all = sites.flatMap(({ elements }) => elements);
  const isFrame = (element: Element): boolean =>
    element.inside === undefined && element.id.startsWith("clusters[");
  return [
    ...nets,
    ...all.filter(isFrame),
    ...lines.lines,
    ...all.filter((element) => !isFrame(element)),
    ...bars,
    ...lines.tags,
  ];
}

function inRows(sites: readonly Site[]): Site[][] {
  const area = sites.reduce((sum, { width, height }) => sum + (width + GAP) * (height + 2 * GAP), 0);
  const widest = sites.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(SCREEN, widest, Math.sqrt(area * SHAPE));
  const { length: count } = filled(sites, limit);
  // Rows of about the same length: the narrowest that are no more.
  let [low, high] = [widest, limit];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (filled(sites, middle).length > count) low = middle;
    else high = middle;
  }
  return filled(sites, high);
}

function filled(sites: readonly Site[], limit: number): Site[][] {
  const rows: Site[][] = [];
  let used = 0;
  for (const site of sites) {
    const row = rows.at(-1);
    if (row === undefined || used + site.width > limit) {
      rows.push([site]);
      used = 0;
    } else row.push(site);
    used += site.width + GAP;
  }
  return rows;
}

interface Placed {
  readonly width: number;
  readonly height: number;
  readonly shared: readonly Site[];
  readonly sites: readonly Site[];
  readonly rows: readonly GridRow[];
}

function place(
  rows: readonly Site[][],
  shared: Site | undefined,
  room: { left: number; above: number; below: number },
): Placed {
  const widths = rows.map((row) => row.reduce((sum, { width }) => sum + width + GAP, -GAP));
  const width = room.left + Math.max(...widths, shared?.width ?? 0, 0);
  const head =
    shared === undefined
      ? []
      : [moved(shared, { x: room.left + (width - room.left - shared.width) / 2, y: 0 })];
  let y = shared === undefined ? 0 : shared.height + room.above + LANE;
  const sites: Site[] = [];
  const gridRows = rows.map((row): GridRow => {
    const top = y + room.above;
    const only = rows.length === 1 ? (width - room.left - (widths[0] ?? 0)) / 2 : 0;
    let x = room.left + only;
    const own = row.map((site) => {
      const at = moved(site, { x, y: top });
      x += site.width + GAP;
      return at;
    });
    sites.push(...own);
    const bottom = top + Math.max(...row.map(({ height }) => height));
    y = bottom + room.below + GAP / 2;
    return { top, bottom, ids: new Set(own.flatMap((site) => [...site.places.keys()])) };
  });
  const bottom = gridRows.at(-1)?.bottom ?? shared?.height ?? 0;
  return { width, height: bottom, shared: head, sites, rows: gridRows };
}

/** Lines within a site are drawn straight from end to end. */
function directLines(
  model: MapModel,
  detail: Detail,
  sites: readonly Site[],
  places: ReadonlyMap<string, Box>,
  marks: Marks,
): Lines {
  const siteOf = new Map(sites.flatMap((site, i) => [...site.places.keys()].map((id) => [id, i] as const)));
  const near = (a: string, b: string): boolean => siteOf.get(a) === siteOf.get(b);
  return fabricLines(model.fabric, shownSessions(model, detail), places, near, marks);
}

/** Each session where nodes have names, else those of a router with a group of nodes as one. */
function shownSessions(
  { fabric }: MapModel,
  detail: Detail,
): ((typeof fabric.sessions)[number] | (typeof fabric.bundles)[number])[] {
  const between = fabric.sessions.filter(({ to }) => to.startsWith("routers["));
  return detail.nodes === "named" ? [...fabric.sessions] : [...between, ...fabric.bundles];
}

/** Shared routers and what in other sites they lead to; those that lead to the same are one net. */
function fabricNets(model: MapModel, { shared }: Sites, detail: Detail): Net[] {
  if (shared === undefined) return [];
  const { fabric } = model;
  const boxed = new Set(boxedNetworks(fabric).map(({ id }) => id));
  const ends = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    if (shared.places.has(from) && !shared.places.has(to))
      ends.set(from, (ends.get(from) ?? new Set()).add(to));
  };
  for (const { from, to } of shownSessions(model, { ...detail, nodes: "counted" })) {
    add(from, to.startsWith("clusters[") ? (/^clusters\[\d+\]/.exec(to)?.[0] ?? to) : to);
    add(to, from);
  }
  for (const { router, ends: feet } of fabric.cables)
    for (const foot of feet) {
      const other = fabric.cables.find((cable) => cable.router !== router && cable.ends.includes(foot));
      if (foot.startsWith("clusters[")) add(router, /^clusters\[\d+\]/.exec(foot)?.[0] ?? foot);
      else if (boxed.has(foot)) add(router, foot);
      else if (other !== undefined) add(router, other.router);
    }
  const names = new Map(fabric.routers.map(({ id, name }) => [id, name]));
  const bySame = new Map<string, string[]>();
  for (const [router, set] of ends) {
    const key = [...set].sort().join(" ");
    bySame.set(key, [...(bySame.get(key) ?? []), router]);
  }
  return [...bySame].map(([key, routers]): Net => {
    const targets = key.split(" ");
    return {
      id: routers[0] ?? "",
      hint: `${routers.map((id) => names.get(id) ?? id).join(", ")} to ${targets.length} others`,
      look: "fabric-line",
      dot: "fabric-dot",
      taps: [...routers, ...targets].map((id) => ({ id, label: "" })),
    };
  });
}
