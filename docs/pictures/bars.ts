import { GAP } from "./groups";
import { Box, colors, labelled, LINE, rectangle, text, textWidth, widest } from "./svg";
import { Note, notesOf } from "./notes";
import { PictureTopology } from "./topology";

/** A cluster below its nodes: its name, and what it offers. */
export interface Bar {
  readonly title: string;
  /** The notes, as many side by side as fit. */
  readonly rows: readonly (readonly Note[])[];
  readonly width: number;
  readonly height: number;
}

/** Widest row of notes; more of them go below, so that a picture stays readable on a page. */
const ROW = 800;

/** One bar for each cluster, in the order declared. */
export function barsOf(topology: PictureTopology): Bar[] {
  return topology.clusters.map((cluster) => {
    const pods = cluster.podCidrs.length === 0 ? "" : `, pods ${cluster.podCidrs.join(" ")}`;
    const title = `cluster ${cluster.name}: Cilium ${cluster.ciliumVersion}${pods}`;
    const rows = rowsOf(notesOf(topology, cluster.name));
    return {
      title,
      rows,
      width: Math.max(textWidth(title), ...rows.map(rowWidth)) + 2 * GAP,
      height: LINE + 20 + rows.reduce((sum, row) => sum + rowHeight(row) + GAP - 4, 0),
    };
  });
}

function rowsOf(notes: readonly Note[]): Note[][] {
  const rows: Note[][] = [];
  for (const note of notes) {
    const row = rows.at(-1);
    if (row === undefined || rowWidth([...row, note]) > ROW) rows.push([note]);
    else row.push(note);
  }
  return rows;
}

const noteLines = (note: Note): string[] => [note.title, ...note.lines];
const noteWidth = (note: Note): number => widest(noteLines(note)) + 24;
const noteHeight = (note: Note): number => noteLines(note).length * LINE + 14;
const rowWidth = (row: readonly Note[]): number =>
  row.reduce((sum, note) => sum + noteWidth(note) + GAP, -GAP);
const rowHeight = (row: readonly Note[]): number => Math.max(...row.map(noteHeight));

export function drawBar(bar: Bar, box: Box): string[] {
  const shapes = [
    rectangle(box, colors.cluster, colors.nodeLine, 10),
    text({ x: box.x + box.width / 2, y: box.y + LINE + 4 }, bar.title, { bold: true }),
  ];
  let y = box.y + LINE + 16;
  for (const row of bar.rows) {
    let x = box.x + (box.width - rowWidth(row)) / 2;
    for (const note of row) {
      const place = { x, y, width: noteWidth(note), height: noteHeight(note) };
      shapes.push(...labelled(place, noteLines(note), colors.pool, colors.poolLine));
      x += place.width + GAP;
    }
    y += rowHeight(row) + GAP - 4;
  }
  return shapes;
}
