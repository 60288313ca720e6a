import { Box, colors, labelled, LINE, rectangle, text, textWidth, widest } from "./svg";
import { PictureTopology } from "./topology";

export const GAP = 18;

/** A rack, or a cluster that stands in none, with its nodes. */
export interface Group {
  readonly key: string;
  readonly title: string;
  readonly nodes: readonly { readonly key: string; readonly lines: readonly string[] }[];
}

export const nodeKey = (cluster: string | undefined, node: string): string => `${cluster ?? ""}/${node}`;
export const rackKey = (rack: string): string => `rack ${rack}`;

export function groupsOf(topology: PictureTopology): Group[] {
  const asns = new Map(
    (topology.sessions ?? []).flatMap(({ a, b }) =>
      [a, b].map((end): [string, number] => [nodeKey(end.cluster, end.name), end.asn]),
    ),
  );
  const all = topology.clusters.flatMap((cluster) =>
    cluster.nodes.map((node) => {
      const asn = asns.get(nodeKey(cluster.name, node.name));
      const lines = [node.name, shown(node.address), ...(asn === undefined ? [] : [`AS ${asn}`])];
      return { cluster: cluster.name, rack: node.rack?.name, key: nodeKey(cluster.name, node.name), lines };
    }),
  );
  const racks = (topology.racks ?? []).map((rack) => ({
    key: rackKey(rack.name),
    title: [rack.name, rack.subnet, rack.subnet6].filter((part) => part !== undefined).join("  "),
    nodes: all.filter((node) => node.rack === rack.name),
  }));
  const known = new Set((topology.racks ?? []).map((rack) => rack.name));
  const others = topology.clusters.map((cluster) => ({
    key: `cluster ${cluster.name}`,
    title: `nodes of ${cluster.name}`,
    nodes: all.filter((n) => n.cluster === cluster.name && (n.rack === undefined || !known.has(n.rack))),
  }));
  return [...racks, ...others.filter((group) => group.nodes.length > 0)];
}

/** What only a run knows stands as `${west.nodes[0].address}` in the file. */
function shown(address: string): string {
  return address.startsWith("${") ? "address from Docker" : address;
}

const nodeWidth = (node: Group["nodes"][number]): number => widest(node.lines) + 24;
const nodeHeight = (node: Group["nodes"][number]): number => node.lines.length * LINE + 16;

export function groupWidth(group: Group): number {
  const nodes = group.nodes.reduce((sum, node) => sum + nodeWidth(node) + GAP, GAP);
  return Math.max(nodes, textWidth(group.title) + 2 * GAP);
}

export function groupHeight(group: Group): number {
  return group.nodes.reduce((height, node) => Math.max(height, nodeHeight(node)), 0) + 2 * GAP + LINE + 14;
}

export function drawGroup(group: Group, box: Box, places: Map<string, Box>): string[] {
  places.set(group.key, box);
  const shapes = [rectangle(box, colors.rack, colors.rackLine, 10)];
  const nodes = group.nodes.reduce((sum, node) => sum + nodeWidth(node) + GAP, GAP);
  let x = box.x + (box.width - nodes) / 2 + GAP;
  for (const node of group.nodes) {
    const place = { x, y: box.y + GAP + 8, width: nodeWidth(node), height: nodeHeight(node) };
    places.set(node.key, place);
    shapes.push(...labelled(place, node.lines, colors.node, colors.nodeLine));
    x += place.width + GAP;
  }
  shapes.push(
    text({ x: box.x + box.width / 2, y: box.y + box.height - 14 }, group.title, { color: colors.faint }),
  );
  return shapes;
}
