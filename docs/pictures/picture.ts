import { Bar, barsOf, drawBar } from "./bars";
import { drawGroup, GAP, groupHeight, groupsOf, groupWidth, nodeKey, rackKey } from "./groups";
import {
  Box,
  colors,
  curve,
  document,
  labelled,
  LINE,
  line,
  Point,
  tag,
  text,
  textWidth,
  widest,
} from "./svg";
import { PictureRouter, PictureSession, PictureTopology } from "./topology";

const EDGE = 24;
const ROUTER_TO_RACK = 120;
const LEGENDS = {
  wire: { label: "network", color: colors.wire },
  ipv4: { label: "BGP session, IPv4", color: colors.session },
  ipv6: { label: "BGP session, IPv6", color: colors.session6 },
} as const;

/** Draws routers above the racks or clusters that hold the nodes, and below what the clusters offer. */
export function drawTopology(topology: PictureTopology, title: string): string {
  const bars = barsOf(topology);
  const routers = topology.routers ?? [];
  const inner = Math.max(
    rowWidth(groupsOf(topology).map(groupWidth), GAP * 2),
    rowWidth(
      routers.map((router) => routerSize(router).width),
      GAP * 4,
    ),
    ...bars.map((bar) => bar.width),
  );
  const places = new Map<string, Box>();
  placeRouters(routers, inner, places);
  const below = routers.reduce((bottom, router) => Math.max(bottom, bottomOf(places, router.name)), 0);
  const { shapes, bottom } = drawGroups(topology, inner, below === 0 ? EDGE : below + ROUTER_TO_RACK, places);
  const drawn = [
    ...routers.flatMap((router) => wires(router, places)),
    ...shapes,
    ...(topology.sessions ?? []).flatMap((session) => drawSession(session, places)),
    ...routers.flatMap((router) => drawRouter(router, places)),
    ...routers.flatMap((router) => addressTags(router, places)),
  ];
  return finish(title, topology, { shapes: drawn, bars, inner, top: bottom + GAP });
}

function rowWidth(sizes: readonly number[], gap: number): number {
  return sizes.reduce((sum, size) => sum + size, 0) + Math.max(0, sizes.length - 1) * gap;
}

function bottomOf(places: ReadonlyMap<string, Box>, key: string): number {
  const box = places.get(key);
  return box === undefined ? 0 : box.y + box.height;
}

function placeRouters(routers: readonly PictureRouter[], inner: number, places: Map<string, Box>): void {
  const spread = inner / Math.max(1, routers.length);
  routers.forEach((router, i) => {
    const size = routerSize(router);
    places.set(router.name, { x: EDGE + spread * (i + 0.5) - size.width / 2, y: EDGE, ...size });
  });
}

function drawGroups(
  topology: PictureTopology,
  inner: number,
  top: number,
  places: Map<string, Box>,
): { shapes: string[]; bottom: number } {
  const groups = groupsOf(topology);
  const height = groups.reduce((most, group) => Math.max(most, groupHeight(group)), 0);
  let x = EDGE + (inner - rowWidth(groups.map(groupWidth), GAP * 2)) / 2;
  const shapes = groups.flatMap((group) => {
    const box = { x, y: top, width: groupWidth(group), height };
    x += box.width + GAP * 2;
    return drawGroup(group, box, places);
  });
  return { shapes, bottom: top + height };
}

function routerLines(router: PictureRouter): string[] {
  return [
    router.name === "router" ? router.name : `router ${router.name}`,
    `AS ${router.asn}`,
    ...(router.networks ?? []),
  ];
}

function routerSize(router: PictureRouter): { width: number; height: number } {
  const lines = routerLines(router);
  return { width: widest(lines) + 36, height: lines.length * LINE + 16 };
}

function drawRouter(router: PictureRouter, places: ReadonlyMap<string, Box>): string[] {
  const box = places.get(router.name);
  return box === undefined ? [] : labelled(box, routerLines(router), colors.router, colors.routerLine);
}

/** A router's cable to a rack: out of its side where the rack stands beside it, so that sessions keep the middle. */
interface Cable {
  readonly corners: readonly Point[];
  readonly label: string;
}

function cables(router: PictureRouter, places: ReadonlyMap<string, Box>): Cable[] {
  const box = places.get(router.name);
  return router.interfaces.flatMap((foot) => {
    const rack = places.get(rackKey(foot.rack));
    if (box === undefined || rack === undefined) return [];
    const label = [foot.address, foot.address6].filter((address) => address !== undefined).join(" ");
    const center = rack.x + rack.width / 2;
    const [left, right] = [box.x, box.x + box.width];
    if (center > left && center < right) {
      return [
        {
          corners: [
            { x: center, y: box.y + box.height },
            { x: center, y: rack.y },
          ],
          label,
        },
      ];
    }
    const x =
      center < left
        ? Math.min(center, left - textWidth(label) / 2 - GAP)
        : Math.max(center, right + textWidth(label) / 2 + GAP);
    const y = box.y + box.height / 2;
    return [
      {
        corners: [
          { x: center < left ? left : right, y },
          { x, y },
          { x, y: rack.y },
        ],
        label,
      },
    ];
  });
}

function wires(router: PictureRouter, places: ReadonlyMap<string, Box>): string[] {
  return cables(router, places).map(({ corners }) => line(corners, colors.wire));
}

function addressTags(router: PictureRouter, places: ReadonlyMap<string, Box>): string[] {
  return cables(router, places).flatMap(({ corners, label }) => {
    const corner = corners[1] ?? { x: 0, y: 0 };
    return tag({ x: corner.x, y: corners.length === 2 ? corner.y - LINE : corner.y + LINE * 1.6 }, label);
  });
}

function drawSession(session: PictureSession, places: ReadonlyMap<string, Box>): string[] {
  const from = places.get(session.a.name);
  const node = places.get(nodeKey(session.b.cluster, session.b.name));
  const color = session.family === "ipv6" ? colors.session6 : colors.session;
  if (from === undefined) return [];
  // The two families of one pair run side by side.
  const aside = session.family === "ipv6" ? 8 : 0;
  if (node !== undefined) {
    const start = { x: from.x + from.width / 2 + aside, y: from.y + from.height };
    return [curve(start, { x: node.x + node.width / 2 + aside, y: node.y }, color)];
  }
  const other = places.get(session.b.name);
  if (other === undefined) return [];
  const [left, right] = from.x < other.x ? [from, other] : [other, from];
  const y = left.y + left.height / 2 + aside;
  return [
    line(
      [
        { x: left.x + left.width, y },
        { x: right.x, y },
      ],
      color,
      1.8,
    ),
  ];
}

function finish(
  title: string,
  topology: PictureTopology,
  drawn: { shapes: string[]; bars: readonly Bar[]; inner: number; top: number },
): string {
  const { bars, inner } = drawn;
  const shapes = [...drawn.shapes];
  let top = drawn.top;
  for (const bar of bars) {
    shapes.push(...drawBar(bar, { x: EDGE, y: top, width: inner, height: bar.height }));
    top += bar.height + GAP;
  }
  const families = new Set((topology.sessions ?? []).map((session) => session.family));
  if (families.size > 0) {
    shapes.push(...legend({ x: EDGE, y: top + LINE / 2 }, families));
    top += LINE + GAP;
  }
  return document(title, inner + 2 * EDGE, top - GAP + EDGE, shapes);
}

function legend(at: Point, families: ReadonlySet<string>): string[] {
  const shown = [
    LEGENDS.wire,
    ...(families.has("ipv4") ? [LEGENDS.ipv4] : []),
    ...(families.has("ipv6") ? [LEGENDS.ipv6] : []),
  ];
  let x = at.x;
  return shown.flatMap(({ label, color }) => {
    const end = { x: x + 36, y: at.y };
    const sample =
      color === colors.wire ? line([{ x, y: at.y }, end], color) : curve({ x, y: at.y }, end, color);
    const words = text({ x: x + 44, y: at.y + LINE * 0.24 }, label, { anchor: "start", color: colors.faint });
    x += 44 + textWidth(label) + 2 * GAP;
    return [sample, words];
  });
}
