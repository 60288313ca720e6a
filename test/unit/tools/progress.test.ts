import { expect, it, vi } from "vitest";
import { formatEvent, streamReporter, type ToolEvent } from "../../../tools";

const event = (change: Partial<ToolEvent>): ToolEvent => ({
  tool: "kwok",
  phase: "build",
  detail: "12 packages compiled",
  elapsed: 75,
  ...change,
});

it("says what is done, for how long, and how long it may take", () => {
  expect(formatEvent(event({ expected: 390 }))).toBe(
    "kwok: 12 packages compiled (1:15 of about 6:30 on two idle cores)",
  );
  expect(formatEvent(event({}))).toBe("kwok: 12 packages compiled (1:15)");
  expect(formatEvent(event({ phase: "found", detail: "/usr/bin/kwok" }))).toBe("kwok: using /usr/bin/kwok");
});

function stream(isTTY: boolean): { written: string[]; as: NodeJS.WriteStream } {
  const written: string[] = [];
  const as = {
    isTTY,
    columns: 20,
    write: (text: string) => written.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  return { written, as };
}

it("writes one line that changes on a terminal", () => {
  const { written, as } = stream(true);
  const report = streamReporter(as);
  report(event({}));
  report(event({ phase: "ready", detail: "built in 80 s" }));
  expect(written).toEqual(["\r\u001B[2Kkwok: 12 packages c", "\r\u001B[2Kkwok: built in 80 s\n"]);
});

it("writes a line for each phase and every half minute elsewhere", () => {
  vi.useFakeTimers();
  const { written, as } = stream(false);
  const report = streamReporter(as);
  for (let second = 0; second < 65; second++) {
    report(event({ elapsed: second }));
    vi.advanceTimersByTime(1000);
  }
  report(event({ phase: "ready", detail: "built in 65 s" }));
  vi.useRealTimers();
  expect(written.map((line) => line.slice(line.indexOf("(")))).toEqual([
    "(0:00)\n",
    "(0:30)\n",
    "(1:00)\n",
    expect.any(String),
  ]);
  expect(written.at(-1)).toBe("kwok: built in 65 s\n");
});
