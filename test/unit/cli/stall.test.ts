import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StallWatch, watchForStall } from "../../../cli/stall";

let fail: () => void;
let stalled: number;
let watch: StallWatch;
beforeEach(() => {
  vi.useFakeTimers();
  stalled = 0;
  const failures = (listener: () => void): (() => void) => {
    fail = listener;
    return () => {
      fail = () => undefined;
    };
  };
  watch = watchForStall(() => void (stalled += 1), { quiet: 10_000, failures });
});
afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

const step = (name: string, custom: boolean, op: OpType = "create"): { metadata: never } => {
  const urn = `urn:pulumi:s::p::t::${name}`;
  const state = { urn, type: "t", custom };
  return { metadata: { op, urn, type: "t", provider: "", new: state } as never };
};
const event = (part: Partial<EngineEvent>): EngineEvent => ({ sequence: 0, timestamp: 0, ...part });
const begins = (name: string, custom = true, op?: OpType): void =>
  watch.take(event({ resourcePreEvent: step(name, custom, op) }));
const ends = (name: string, op?: OpType): void =>
  watch.take(event({ resOutputsEvent: step(name, true, op) }));
const fails = (name: string): void =>
  watch.take(event({ resOpFailedEvent: { ...step(name, true), status: 0, steps: 0 } }));

const after = (seconds: number): boolean => {
  vi.advanceTimersByTime(seconds * 1000);
  expect(stalled).toBe(watch.signal.aborted ? 1 : 0);
  return watch.signal.aborted;
};

describe("I an update that a failure of the program leaves nothing to do", () => {
  it("I is left alone for ever while nothing has failed", () => {
    begins("a");
    ends("a");
    expect(after(3600)).toBe(false);
  });

  it("I is ended when nothing has been under way for a while after a failure, and once", () => {
    fail();
    expect(after(9.9)).toBe(false);
    expect(after(0.2)).toBe(true);
    fail();
    expect(after(60)).toBe(true);
  });

  it("I is not ended while a step is under way, however long, whether it gets done or fails", () => {
    begins("a");
    begins("b");
    fail();
    expect(after(600)).toBe(false);
    ends("a");
    expect(after(600)).toBe(false);
    fails("b");
    expect(after(9.9)).toBe(false);
    expect(after(0.2)).toBe(true);
  });

  it("I waits anew with everything that the engine does", () => {
    fail();
    expect(after(9)).toBe(false);
    begins("a");
    expect(after(60)).toBe(false);
    ends("a");
    expect(after(9)).toBe(false);
    watch.take(event({ diagnosticEvent: { message: "m", color: "never", severity: "info" } }));
    expect(after(9)).toBe(false);
    expect(after(2)).toBe(true);
  });

  it("I does not wait for the end of a component, which the engine hears from the program alone", () => {
    begins("component", false);
    fail();
    expect(after(11)).toBe(true);
  });

  it("I tells the steps of a replacement apart", () => {
    begins("a", true, "create-replacement");
    begins("a", true, "replace");
    ends("a", "create-replacement");
    fail();
    expect(after(60)).toBe(false);
    ends("a", "replace");
    expect(after(11)).toBe(true);
  });

  it("I is not ended once it is over", () => {
    fail();
    watch.close();
    expect(after(60)).toBe(false);
  });
});
