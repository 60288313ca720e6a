import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { hearLateFailures, onFailure } from "../../../cli/late-failures";

function heard(): { source: EventEmitter; told: string[] } {
  const source = new EventEmitter();
  const told: string[] = [];
  hearLateFailures({ error: (text) => told.push(text) }, source);
  return { source, told };
}

const failure = (text: string): Error => Object.assign(new Error(text), { resource: { key: "secret" } });

it("I tells a failure that comes after the first by its message alone, and once", () => {
  const { source, told } = heard();
  for (const text of ["east is not ready", "east is not ready", "west is not ready"])
    source.emit("unhandledRejection", failure(text));
  expect(told).toEqual(["east is not ready", "west is not ready"]);
});

it("I leaves failures to the engine's client while that listens", () => {
  const { source, told } = heard();
  source.on("unhandledRejection", () => undefined);
  source.emit("unhandledRejection", failure("east is not ready"));
  expect(told).toEqual([]);
});

it("I lets whoever wants to know of each of them, until it wants no more, and also while the client listens", () => {
  const { source } = heard();
  source.on("unhandledRejection", () => undefined);
  let known = 0;
  const forget = onFailure(() => void (known += 1));
  source.emit("unhandledRejection", failure("east is not ready"));
  source.emit("unhandledRejection", failure("east is not ready"));
  expect(known).toBe(2);
  forget();
  source.emit("unhandledRejection", failure("west is not ready"));
  expect(known).toBe(2);
});
