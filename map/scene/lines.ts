import { groupBy } from "../../components/bgp-fabric/plain";
import { Cable, MapFabric, MapNetwork, MapSession, SessionBundle } from "../model";
import { badges, Marks } from "./badges";
import { clusterOf, tagsFit } from "./sites";
import { bottomOf, Box, centerX, Element, LINE, Look, Point, Shape, SMALL, textWidth } from "./shapes";

/** Lines, and the labels that stand on them. */
export interface Lines {
  readonly lines: readonly Element[];
  readonly tags: readonly Element[];
}

interface Drawing {
  readonly fabric: MapFabric;
  readonly places: ReadonlyMap<string, Box>;
  readonly marks: Marks;
  /** Where each line leaves its router. */
  readonly starts: ReadonlyMap<string, number>;
}

/** A session, or a bundle of them. */
type Wire = MapSession | SessionBundle;

/** Cables and sessions between things that `near` says are drawn together. */
export function fabricLines(
  fabric: MapFabric,
  sessions: readonly Wire[],
  places: ReadonlyMap<string, Box>,
  near: (a: string, b: string) => boolean,
  marks: Marks,
): Lines {
  const drawn = sessions.filter(({ from, to }) => places.has(from) && places.has(to) && near(from, to));
  const cables = fabric.cables.flatMap((cable) =>
    cable.ends
      .filter((end) => places.has(end) && near(cable.router, end))
      .map((end): [Cable, string] => [cable, end]),
  );
  const links = linksOf(fabric, places, near);
  const drawing = { fabric, places, marks, starts: startsOf(drawn, cables, links, places) };
  const parts = [
    ...cables.map(([cable, end], i) => cableLine(drawing, cable, end, cables.slice(0, i))),
    ...linkLines(links, drawing),
    ...drawn.map((session) => sessionLine(drawing, session, drawn)),
  ];
  return { lines: parts.flatMap(({ lines }) => lines), tags: parts.flatMap(({ tags }) => tags) };
}

/** Lines leave a router's side next to each other, in the order of where they go. */
function startsOf(
  sessions: readonly Wire[],
  cables: readonly [Cable, string][],
  links: readonly Link[],
  places: ReadonlyMap<string, Box>,
): Map<string, number> {
  const sides = new Map<string, { box: Box; ends: { key: string; x: number }[] }>();
  const starts = new Map<string, number>();
  const add = (router: string, side: "down" | "up", key: string, x: number): void => {
    const box = places.get(router);
    if (box === undefined) return;
    const own = sides.get(`${router} ${side}`) ?? { box, ends: [] };
    own.ends.push({ key, x });
    sides.set(`${router} ${side}`, own);
  };
  const addPair = (one: string, other: string, key: string): void => {
    const [a, b] = [places.get(one), places.get(other)];
    if (a === undefined || b === undefined) return;
    if (areLevel(a, b)) {
      const level = `${[one, other].sort().join(" ")} level`;
      const count = starts.get(level) ?? 0;
      starts.set(level, count + 1);
      starts.set(`${key} level`, count * 8);
      return;
    }
    const [upper, lower] = a.y <= b.y ? [one, other] : [other, one];
    add(upper, "down", `${key} down`, centerX(a.y <= b.y ? b : a));
    add(lower, "up", `${key} up`, centerX(a.y <= b.y ? a : b));
  };
  cables.forEach(([cable, end], i) => {
    const group = places.get(end);
    if (group !== undefined)
      add(cable.router, "down", `${cable.id} ${end}`, cableX(group, cables.slice(0, i), end));
  });
  for (const { network, a, b } of links) addPair(a.router, b.router, network.id);
  for (const session of sessions) {
    const to = places.get(session.to);
    if (isBetweenRouters(session)) addPair(session.from, session.to, session.id);
    else if (to !== undefined) add(session.from, "down", session.id, centerX(to));
  }
  for (const { box, ends } of sides.values()) {
    ends.sort((a, b) => a.x - b.x || (a.key < b.key ? -1 : 1));
    ends.forEach(({ key }, i) => starts.set(key, box.x + (box.width * (i + 1)) / (ends.length + 1)));
  }
  return starts;
}

const isBetweenRouters = ({ to }: Wire): boolean => to.startsWith("routers[");

/** Where a cable ends: beside those of other routers to the same end, left of the sessions. */
function cableX(group: Box, before: readonly [Cable, string][], end: string): number {
  const others = before.filter(([, other]) => other === end).length;
  return Math.min(group.x + 16 + others * 12, group.x + group.width - 8);
}

/** Down from a router in a bow, and straight into the cluster to where it ends. */
function down(from: Point, to: Point, elbow: number): string {
  const middle = (from.y + elbow) / 2;
  return `M${xy(from)} C${xy({ x: from.x, y: middle })} ${xy({ x: to.x, y: middle })} ${xy({ x: to.x, y: elbow })} L${xy(to)}`;
}

function cableLine(
  { fabric, places, marks, starts }: Drawing,
  cable: Cable,
  end: string,
  before: readonly [Cable, string][],
): Lines {
  const [router, group] = [places.get(cable.router), places.get(end)];
  if (router === undefined || group === undefined) return { lines: [], tags: [] };
  // Several routers in one rack stand side by side, their addresses above each other.
  const others = before.filter(([, other]) => other === end).length;
  const x = cableX(group, before, end);
  const top = places.get(clusterOf(end))?.y ?? group.y;
  const tagY = top - 14 - others * (LINE + 1);
  const from = { x: starts.get(`${cable.id} ${end}`) ?? centerX(router), y: bottomOf(router) };
  const element = {
    id: cable.id,
    hint: `${cable.name} · ${cable.label}`,
    shapes: [
      { type: "path", d: down(from, { x, y: group.y }, tagY - LINE / 2), look: "wire" } satisfies Shape,
    ],
  };
  const isTold = cable.label !== "" && (tagsFit(fabric) || marks.has(cable.id));
  return { lines: [element], tags: isTold ? [tag(cable, { x, y: tagY }, marks)] : [] };
}

/** A text that lines may pass behind, with the marks of what it stands for. */
function tag(item: { id: string; name: string; label: string }, at: Point, marks: Marks): Element {
  const width = textWidth(item.label, SMALL) + 10;
  const box = { x: at.x - width / 2, y: at.y - LINE / 2 + 1, width, height: LINE - 2 };
  return {
    id: item.id,
    hint: item.name,
    box,
    shapes: [
      { type: "rect", box, look: "tag", radius: 4 },
      {
        type: "text",
        at: { x: at.x, y: at.y + 4 },
        text: item.label,
        look: "faint",
        size: SMALL,
        anchor: "middle",
      },
      ...badges(marks, item.id, { x: box.x + width + 10, y: at.y - 8 }),
    ],
  };
}

function sessionLine({ places, starts }: Drawing, session: Wire, all: readonly Wire[]): Lines {
  const [from, to] = [places.get(session.from), places.get(session.to)];
  if (from === undefined || to === undefined) return { lines: [], tags: [] };
  const look: Look = session.family === "ipv6" ? "session6" : "session4";
  const hint = [session.name, ...session.facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
  const line = (d: string): Element => ({
    id: session.id,
    hint,
    shapes: [{ type: "path", d, look }],
  });
  if (isBetweenRouters(session)) return { lines: [line(between(from, to, starts, session.id).d)], tags: [] };
  const mates = all.filter((other) => other.to === session.to);
  const x =
    centerX(to) + (mates.indexOf(session) - (mates.length - 1) / 2) * Math.min(10, to.width / mates.length);
  const start = { x: starts.get(session.id) ?? centerX(from), y: bottomOf(from) };
  const top = places.get(clusterOf(session.to))?.y ?? to.y;
  const tagY = top - 14 - mates.indexOf(session) * (LINE + 1);
  const elbow = "count" in session ? tagY - LINE / 2 : top - 4;
  const lines = [line(down(start, { x, y: to.y }, elbow))];
  if (!("count" in session)) return { lines, tags: [] };
  const label = { id: session.id, name: hint, label: `×${session.count}` };
  return { lines, tags: [tag(label, { x, y: tagY }, new Map())] };
}

/** A line between two routers, from its place at the one to that at the other; and its middle. */
function between(a: Box, b: Box, starts: Drawing["starts"], key: string): { d: string; middle: Point } {
  if (areLevel(a, b)) {
    const [left, right] = a.x <= b.x ? [a, b] : [b, a];
    const y = left.y + 10 + (starts.get(`${key} level`) ?? 0);
    const [x1, x2] = [left.x + left.width, right.x];
    return { d: `M${xy({ x: x1, y })} L${xy({ x: x2, y })}`, middle: { x: (x1 + x2) / 2, y } };
  }
  const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
  const from = { x: starts.get(`${key} down`) ?? centerX(upper), y: bottomOf(upper) };
  const to = { x: starts.get(`${key} up`) ?? centerX(lower), y: lower.y };
  return { d: `M${xy(from)} L${xy(to)}`, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
}

const areLevel = (a: Box, b: Box): boolean => Math.abs(a.y - b.y) < 1;

/** Above so many networks between routers their addresses are left to the page. */
const LABELLED_LINKS = 8;

interface Link {
  readonly network: MapNetwork;
  readonly a: Cable;
  readonly b: Cable;
  readonly from: Box;
  readonly to: Box;
}

/** Networks of two routers that are drawn together. */
function linksOf(
  fabric: MapFabric,
  places: ReadonlyMap<string, Box>,
  near: (a: string, b: string) => boolean,
): Link[] {
  const feet = groupBy(fabric.cables, ({ ends: [end = ""] }) => end);
  return fabric.networks.flatMap((network): Link[] => {
    const [a, b, ...more] = feet.get(network.id) ?? [];
    if (a === undefined || b === undefined || more.length > 0 || !near(a.router, b.router)) return [];
    const [from, to] = [places.get(a.router), places.get(b.router)];
    return from === undefined || to === undefined ? [] : [{ network, a, b, from, to }];
  });
}

/** Each as the line between its routers. */
function linkLines(links: readonly Link[], { marks, starts }: Drawing): Lines[] {
  return links.map(({ network, a, b, from, to }) => {
    const { d, middle } = between(from, to, starts, network.id);
    const label = `${network.name} ${network.subnets}`;
    const hint = `${label}\n${a.name}: ${a.label}\n${b.name}: ${b.label}`;
    const isTold = links.length <= LABELLED_LINKS || marks.has(network.id);
    return {
      lines: [{ id: network.id, hint, shapes: [{ type: "path", d, look: "wire" }] }],
      tags: isTold ? [tag({ ...network, label }, middle, marks)] : [],
    };
  });
}

export function xy({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
