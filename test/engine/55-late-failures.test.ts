import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stackPaths } from "../../cli/paths";
import { systemProcesses } from "../../cli/recovery/processes";
import { STACK_MARKER } from "../../cli/recovery/leftover-engine";
import { pulumi } from "../helpers/plain-engine";
import { Finished, Workspace } from "../helpers/workspace";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.dispose());

const script = path.join(__dirname, "..", "helpers", "late-failure.ts");
const run = (...args: string[]): Promise<Finished> => workspace.startScript(script, ...args).finished;

/** Names of what the engine has made, as its state says. */
async function made(): Promise<string[]> {
  const state = JSON.parse(await pulumi(workspace.folder, "late", "stack", "export")) as {
    deployment: { resources: { urn: string; type: string }[]; pending_operations?: unknown[] };
  };
  expect(state.deployment.pending_operations ?? []).toEqual([]);
  return state.deployment.resources
    .filter(({ type }) => type === "kubernetes:core/v1:ConfigMap")
    .map(({ urn }) => urn.split("::").at(-1) ?? "")
    .sort();
}

const programs: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["dependent", ["first"], ["first", "second", "third"]],
  ["output", ["first"], ["first", "second", "third"]],
  ["others", ["first", "fourth"], ["first", "fourth", "second", "third"]],
];

describe("I a failure in the middle of the program, on which other resources depend", () => {
  it.each(programs)(
    "I ends the run (%s): what there is is written down, and the next run goes on",
    async (name, before, after) => {
      const began = Date.now();
      const { code, output } = await run(name);
      expect(code).toBe(3);
      expect((Date.now() - began) / 1000).toBeLessThan(60);
      const { directory, state } = stackPaths("late", workspace.folder);
      // When it happens, among the engine's diagnostics at the end, and in the last sentence.
      expect(output.match(/error: .*the second is not fit/g)).toHaveLength(3);
      expect(output).toContain("what failed leaves nothing more to do");
      expect(output).not.toMatch(/\^C|cancel/);
      expect(output).toMatch(
        /\nerror: the engine could not finish the up of stack late: .*the second is not fit; mend what it says above, then run the same command again: it goes on from there\n$/,
      );
      expect(systemProcesses().withEnvironment(STACK_MARKER, directory)).toEqual([]);
      const locks = path.join(state, ".pulumi", "locks");
      const files = fs.existsSync(locks)
        ? fs.readdirSync(locks, { recursive: true, withFileTypes: true })
        : [];
      expect(files.filter((entry) => entry.isFile())).toEqual([]);
      expect(await made()).toEqual(before);

      const again = await run(name, "mended");
      expect(again.output).not.toContain("interrupted");
      expect(again.code).toBe(0);
      expect(await made()).toEqual(after);
    },
  );
});
