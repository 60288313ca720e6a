import { GAP } from "./groups";
import { Box, colors, labelled, LINE, rectangle, text, textWidth, widest } from "./svg";
import { PictureTopology } from "./topology";

/** A fact about a cluster: what it is, and the lines that say so. */
export interface Note {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A cluster below its nodes: its name, and what it offers. */
export interface Bar {
  readonly title: string;
  readonly notes: readonly Note[];
  readonly width: number;
  readonly height: number;
}

/** One bar for each cluster, in the order declared. */
export function barsOf(topology: PictureTopology): Bar[] {
  return topology.clusters.map((cluster) => {
    const pods = cluster.podCidrs.length === 0 ? "" : `, pods ${cluster.podCidrs.join(" ")}`;
    const title = `cluster ${cluster.name}: Cilium ${cluster.ciliumVersion}${pods}`;
    const notes = notesOf(topology, cluster.name);
    const inner = notes.reduce((sum, note) => sum + noteWidth(note) + GAP, GAP);
    const height = notes.reduce((most, note) => Math.max(most, noteHeight(note) + GAP - 4), 0);
    return {
      title,
      notes,
      width: Math.max(inner, textWidth(title) + 2 * GAP),
      height: LINE + 20 + height,
    };
  });
}

/** What a cluster offers, as far as a picture says it. */
function notesOf(_topology: PictureTopology, _cluster: string): Note[] {
  return [];
}

const noteLines = (note: Note): string[] => [note.title, ...note.lines];
const noteWidth = (note: Note): number => widest(noteLines(note)) + 24;
const noteHeight = (note: Note): number => noteLines(note).length * LINE + 14;

export function drawBar(bar: Bar, box: Box): string[] {
  const shapes = [
    rectangle(box, colors.cluster, colors.nodeLine, 10),
    text({ x: box.x + box.width / 2, y: box.y + LINE + 4 }, bar.title, { bold: true }),
  ];
  const used = bar.notes.reduce((sum, note) => sum + noteWidth(note) + GAP, -GAP);
  let x = box.x + (box.width - used) / 2;
  for (const note of bar.notes) {
    const place = { x, y: box.y + LINE + 16, width: noteWidth(note), height: noteHeight(note) };
    shapes.push(...labelled(place, noteLines(note), colors.pool, colors.poolLine));
    x += place.width + GAP;
  }
  return shapes;
}
