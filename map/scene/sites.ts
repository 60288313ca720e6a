import { MapFabric, MapModel, MapNetwork, MapRouter } from "../model";
import { badges, badgesWidth, Marks } from "./badges";
import { groupBy } from "../../components/bgp-fabric/plain";
import { layered, LayeredItem, LayeredLink, Place } from "./layered";
import { Block, Box, centerX, Element, LINE, moved, Shape, widest } from "./shapes";

/** What is placed as one: a cluster alone, or clusters with the routers above them. */
export type Site = Block;

export interface Sites {
  /** Routers that several sites share; undefined where each router is with its clusters. */
  readonly shared?: Site;
  readonly sites: readonly Site[];
}

/** Widest fabric that is drawn as one; a wider one is taken apart, each cluster with the routers that serve it alone. */
const WIDEST = 2600;

export function sitesOf(model: MapModel, clusters: ReadonlyMap<string, Block>, marks: Marks): Sites {
  const fabric = fabricOf(model, clusters, marks);
  const routed = model.clusters.filter(({ id }) => fabric.links.some((link) => link.to === id));
  const alone = model.clusters.filter((cluster) => !routed.includes(cluster));
  const others = alone.flatMap(({ id }) => clusters.get(id) ?? []);
  if (fabric.items.size === 0) return { sites: others };
  const side = routed.reduce((sum, { id }) => sum + (clusters.get(id)?.width ?? 0), 0);
  // Laying out what is too wide anyway takes seconds.
  if (side <= WIDEST || routed.length < 2) {
    const whole = siteOf(fabric, new Set([...fabric.items.keys(), ...routed.map(({ id }) => id)]), clusters);
    if (whole.width <= WIDEST || routed.length < 2) return { sites: [whole, ...others] };
  }
  const owned = new Map<string, string[]>();
  for (const id of fabric.items.keys()) {
    const served = new Set(servedBy(fabric, id));
    const [only] = served;
    if (served.size === 1 && only !== undefined) owned.set(only, [...(owned.get(only) ?? []), id]);
  }
  const ownedIds = new Set([...owned.values()].flat());
  const shared = [...fabric.items.keys()].filter((id) => !ownedIds.has(id));
  return {
    ...(shared.length === 0 ? {} : { shared: siteOf(fabric, new Set(shared), clusters) }),
    sites: [
      ...routed.map(({ id }) => siteOf(fabric, new Set([id, ...(owned.get(id) ?? [])]), clusters)),
      ...others,
    ],
  };
}

interface FabricGraph {
  /** Boxes of routers and of networks without nodes. */
  readonly items: ReadonlyMap<string, Block>;
  readonly links: readonly LayeredLink[];
  /** What the lines of each item lead to: groups of nodes, routers, networks. */
  readonly ends: ReadonlyMap<string, readonly string[]>;
  /** Place of an item in the stack file. */
  readonly order: (id: string) => number;
}

/** The clusters below an item by links that end at them; of a network those of nobody. */
function servedBy({ links }: FabricGraph, id: string): string[] {
  return links.filter(({ from, to }) => from === id && to.startsWith("clusters[")).map(({ to }) => to);
}

export const clusterOf = (id: string): string => /^clusters\[\d+\]/.exec(id)?.[0] ?? id;

function fabricOf(model: MapModel, clusters: ReadonlyMap<string, Block>, marks: Marks): FabricGraph {
  const { fabric } = model;
  const items = new Map<string, Block>([
    ...fabric.routers.map((router): [string, Block] => [router.id, routerBlock(router, fabric, marks)]),
    ...boxedNetworks(fabric).map((network): [string, Block] => [network.id, networkBlock(network, marks)]),
  ]);
  const down = [
    ...fabric.bundles.map(({ from, to }) => ({ from, to: clusterOf(to) })),
    ...fabric.cables.flatMap(({ router, ends }) => ends.map((end) => ({ from: router, to: clusterOf(end) }))),
  ].filter(({ to }) => clusters.has(to) || items.has(to));
  const between = betweenRouters(fabric, down);
  const ends = groupBy(
    [
      ...fabric.bundles.map(({ from, to }) => ({ from, to })),
      ...fabric.cables.flatMap(({ router, ends: feet }) => feet.map((to) => ({ from: router, to }))),
      ...between,
    ],
    ({ from }) => from,
  );
  const order = [...items.keys()];
  return {
    items,
    links: distinct([...down, ...between]),
    ends: new Map([...ends].map(([id, own]) => [id, own.map(({ to }) => to)])),
    order: (id) => order.indexOf(id),
  };
}

/** Networks with a box of their own; one of two routers is the line between them. */
export function boxedNetworks({ networks, cables }: MapFabric): MapNetwork[] {
  const feet = groupBy(cables, ({ ends: [end = ""] }) => end);
  return networks.filter(({ id }) => feet.get(id)?.length !== 2);
}

/** Of two linked routers the one nearer to nodes is below; of two as near none is. */
function betweenRouters(
  { sessions, networks, cables }: MapFabric,
  down: readonly LayeredLink[],
): LayeredLink[] {
  const level = levels(pairsOf({ sessions, networks, cables }), down);
  return pairsOf({ sessions, networks, cables }).flatMap(([a, b]): LayeredLink[] => {
    const [one, two] = [level.get(a) ?? 1, level.get(b) ?? 1];
    return one === two ? [] : [one > two ? { from: a, to: b } : { from: b, to: a }];
  });
}

function pairsOf({
  sessions,
  networks,
  cables,
}: Pick<MapFabric, "sessions" | "networks" | "cables">): [string, string][] {
  const bySession = sessions
    .filter(({ to }) => to.startsWith("routers["))
    .map(({ from, to }): [string, string] => [from, to]);
  const feet = groupBy(cables, ({ ends: [end = ""] }) => end);
  const byNetwork = networks.flatMap(({ id }): [string, string][] => {
    const [a, b, ...more] = feet.get(id) ?? [];
    return a === undefined || b === undefined || more.length > 0 ? [] : [[a.router, b.router]];
  });
  return [...bySession, ...byNetwork];
}

/** How many routers are between each and the nearest nodes. */
function levels(pairs: readonly [string, string][], down: readonly LayeredLink[]): Map<string, number> {
  const level = new Map(down.filter(({ to }) => to.startsWith("clusters[")).map(({ from }) => [from, 1]));
  for (let next = 2, grew = true; grew; next += 1) {
    const found = pairs.flatMap(([a, b]) =>
      [[a, b] as const, [b, a] as const].flatMap(([known, other]) =>
        level.get(known) === next - 1 && !level.has(other) ? [other] : [],
      ),
    );
    for (const id of found) level.set(id, next);
    grew = found.length > 0;
  }
  return level;
}

function distinct(links: readonly LayeredLink[]): LayeredLink[] {
  return [...new Map(links.map((link) => [`${link.from} ${link.to}`, link])).values()];
}

/** Some routers and clusters in layers, with room between them for lines and their labels. */
function siteOf(fabric: FabricGraph, ids: ReadonlySet<string>, clusters: ReadonlyMap<string, Block>): Site {
  const blocks = new Map([...fabric.items, ...clusters].filter(([id]) => ids.has(id)));
  const items = [...blocks].map(([id, { width, height }]): LayeredItem => ({ id, width, height }));
  const links = fabric.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const places = straightened(layered(items, links), fabric, blocks);
  const heights: number[] = [];
  for (const { id, layer } of places)
    heights[layer] = Math.max(heights[layer] ?? 0, blocks.get(id)?.height ?? 0);
  const crowd = Math.max(0, ...items.map(({ id }) => links.filter(({ to }) => to === id).length));
  const gap = 100 + 20 * Math.min(crowd, 4);
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height + gap, 0));
  const left = Math.min(0, ...places.map(({ x }) => x));
  const elements: Element[] = [];
  const boxes = new Map<string, Box>();
  let [width, height] = [0, 0];
  for (const { id, x, layer } of places) {
    const block = blocks.get(id);
    if (block === undefined) continue;
    const placed = moved(block, { x: x - left, y: tops[layer] ?? 0 });
    elements.push(...placed.elements);
    for (const [key, box] of placed.places) boxes.set(key, box);
    width = Math.max(width, x - left + block.width);
    height = Math.max(height, (tops[layer] ?? 0) + block.height);
  }
  return { width, height, elements, places: boxes };
}

/**
 * Routers of one layer in the order of where their lines end, which inside a cluster only the drawing knows; from the
 * bottom up, so that those above find those below in their places.
 */
function straightened(
  places: readonly Place[],
  fabric: FabricGraph,
  blocks: ReadonlyMap<string, Block>,
): Place[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const centerOf = (end: string): number[] => {
    const owner = byId.get(end) ?? byId.get(clusterOf(end));
    const box = owner && blocks.get(owner.id)?.places.get(end);
    return owner === undefined || box === undefined ? [] : [owner.x + centerX(box)];
  };
  const depth = Math.max(...places.map(({ layer }) => layer), 0);
  for (let layer = depth - 1; layer >= 0; layer -= 1) {
    const row = [...byId.values()].filter((place) => place.layer === layer);
    if (row.some(({ id }) => id.startsWith("clusters["))) continue;
    const slots = row.sort((a, b) => a.x - b.x).map(({ id, x }) => x + (blocks.get(id)?.width ?? 0) / 2);
    const aims = row.map((place, i) => {
      const ends = (fabric.ends.get(place.id) ?? []).flatMap(centerOf);
      const aim = ends.length === 0 ? (slots[i] ?? 0) : ends.reduce((sum, x) => sum + x, 0) / ends.length;
      return { place, aim: Math.round(aim) };
    });
    aims.sort((a, b) => a.aim - b.aim || fabric.order(a.place.id) - fabric.order(b.place.id));
    let free = -Infinity;
    aims.forEach(({ place }, i) => {
      const width = blocks.get(place.id)?.width ?? 0;
      const x = Math.max(free, (slots[i] ?? 0) - width / 2);
      byId.set(place.id, { ...place, x });
      free = x + width + 20;
    });
  }
  return [...byId.values()];
}

function routerBlock(router: MapRouter, fabric: MapFabric, marks: Marks): Block {
  const name = router.name === "router" ? router.name : `router ${router.name}`;
  const feet = tagsFit(fabric)
    ? []
    : fabric.cables
        .filter(
          (cable) => cable.router === router.id && cable.ends.some((end) => end.startsWith("clusters[")),
        )
        .map(({ label }) => label);
  const shown = feet.length > FEET ? [`${feet.length} addresses`] : feet;
  return labelled(router.id, [name, ...router.lines, ...shown], "router", marks);
}

/** Addresses of one router that its box says. */
const FEET = 3;

/** Whether cables have room for their addresses: a few, each at an end of its own; else the routers say them. */
export function tagsFit({ cables }: MapFabric): boolean {
  const ends = cables.flatMap((cable) => cable.ends);
  return ends.length <= 6 && new Set(ends).size === ends.length;
}

function networkBlock(network: MapNetwork, marks: Marks): Block {
  return labelled(network.id, [`rack ${network.name}`, network.subnets], "network", marks);
}

function labelled(id: string, lines: readonly string[], look: "router" | "network", marks: Marks): Block {
  const width = Math.max(widest(lines) + 30, badgesWidth(marks, id) + 12);
  const box = { x: 0, y: 0, width, height: lines.length * LINE + 14 };
  const shapes: Shape[] = [
    { type: "rect", box, look, radius: look === "router" ? 8 : 3 },
    ...lines.map((text, i): Shape => ({
      type: "text",
      at: { x: width / 2, y: 7 + LINE * 0.72 + i * LINE },
      text,
      look: i === 0 ? "ink" : "faint",
      bold: i === 0,
      anchor: "middle",
    })),
    ...badges(marks, id, { x: width + 5, y: 0 }),
  ];
  return {
    ...box,
    elements: [{ id, hint: lines.join(" · "), box, shapes }],
    places: new Map([[id, box]]),
  };
}
