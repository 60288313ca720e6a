import type { ToolEvent } from "./types";

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** One event as one line for people. */
export function formatEvent({ tool, phase, detail, elapsed, expected }: ToolEvent): string {
  const working = phase === "build" || phase === "modules" || phase === "waiting";
  const about =
    expected === undefined || expected < 10 ? "" : ` of about ${clock(expected)} on two idle cores`;
  const time = working ? ` (${clock(elapsed)}${about})` : "";
  return `${tool}: ${phase === "found" ? "using " : ""}${detail}${time}`;
}

/** Reports to a stream: one line that changes on a terminal, else a line for each phase and twice a minute. */
export function streamReporter(stream: NodeJS.WriteStream): (event: ToolEvent) => void {
  let lastPhase = "";
  let lastTime = 0;
  return (event) => {
    const line = formatEvent(event);
    const settled =
      event.phase === "ready" ||
      event.phase === "plan" ||
      event.phase === "failed" ||
      event.phase === "found";
    if (stream.isTTY) {
      const width = stream.columns > 0 ? stream.columns - 1 : 79;
      stream.write(`\r\u001B[2K${settled ? `${line}\n` : line.slice(0, width)}`);
      return;
    }
    const phase = `${event.tool} ${event.phase}`;
    if (!settled && phase === lastPhase && Date.now() - lastTime < 30_000) return;
    lastPhase = phase;
    lastTime = Date.now();
    stream.write(`${line}\n`);
  };
}
