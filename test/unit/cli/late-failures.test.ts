import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { hearLateFailures } from "../../../cli/late-failures";

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
