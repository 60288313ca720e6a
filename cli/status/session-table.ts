import { colors } from "../colors";
import { cell, formatTable } from "../table";
import { hidden, shown } from "./few";
import { SessionEndRow, SessionRow } from "./report";

/** One row for each session: the router's end, the other end, and what each of them says. */
export function sessionTable(sessions: readonly SessionRow[]): string {
  return formatTable(
    ["router", "says", "peer", "says", "routes"],
    shown(sessions, (session) => session.state !== "up").map((session) => [
      endCell(session.a),
      stateCell(session.a),
      endCell(session.b),
      stateCell(session.b),
      session.a.received === undefined ? "–" : String(session.a.received),
    ]),
  ).concat(hidden(sessions, "session"));
}

function endCell(end: SessionEndRow): string {
  const name = end.cluster === undefined ? end.name : `${end.cluster}/${end.name}`;
  return cell([name, `${end.address} AS ${end.asn}`]);
}

function stateCell({ state, upSeconds }: SessionEndRow): string {
  if (state === "established") {
    return colors.green(upSeconds === undefined ? state : cell([state, duration(upSeconds)]));
  }
  return state === "unseen" ? "–" : colors.red(state);
}

/** `12 s`, `5 min`, `3 h`, `2 d`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
