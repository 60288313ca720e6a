import Table from "cli-table3";
import { colors } from "./colors";

/** A table with a head; nothing where there is no row. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const made = new Table({ head: head.map((text) => colors.bold(text)), style: { head: [], border: [] } });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

/** Several things in one cell. */
export function cell(lines: readonly string[]): string {
  return lines.length === 0 ? "–" : lines.join("\n");
}
