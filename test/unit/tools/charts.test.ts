import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensureChart } from "../../../tools";
import { describeBundled, findEntry } from "../../../tools/charts";
import { fakeMachine, type Fake } from "./fake";

// Whether the machine that runs the tests reaches the Internet must not matter.
vi.mock("../../../tools/download", async (actual) => ({
  ...(await actual<object>()),
  isReachable: () => Promise.resolve(false),
}));

let machine: Fake;
beforeEach(() => {
  machine = fakeMachine();
  machine.env["PROGRAM"] =
    'if [ -n "$1" ]; then echo "archive of $1"; else printf "1.17.6\\n1.18.0-rc.1\\n1.18.1\\n1.18.0\\n"; fi';
});
afterEach(() => machine.remove());

it("writes the archive of a version into the cache, once", async () => {
  const file = await ensureChart("1.18.1", machine.options);
  expect(file).toBe(path.join(machine.cache, "charts", "cilium-1.18.1.tgz"));
  expect(fs.readFileSync(file, "utf8")).toBe("archive of 1.18.1\n");
  fs.writeFileSync(file, "kept");
  expect(await ensureChart("v1.18.1", machine.options)).toBe(file);
  expect(fs.readFileSync(file, "utf8")).toBe("kept");
  expect(fs.readdirSync(path.dirname(file))).toEqual(["cilium-1.18.1.tgz"]);
});

it("says which versions can be had", async () => {
  await expect(ensureChart("1.18.7", machine.options)).rejects.toThrow(
    "The Cilium chart 1.18.7 is not to be had here: https://helm.cilium.io/ cannot be reached. " +
      "Versions at hand without it: 1.18.0, 1.18.1 (of all from 1.17.6 to 1.18.1). Use one of these, or name a local archive as the chart.",
  );
  await expect(ensureChart("1.18", machine.options)).rejects.toThrow(
    '"1.18" is no version of the Cilium chart: write it in full, as in 1.18.1.',
  );
});

it("describes a version of which there is no neighbour by the span of all", () => {
  expect(describeBundled("1.20.0", ["1.14.1", "1.18.0-rc.0", "1.18.1"])).toBe("1.14.1 to 1.18.1");
  expect(describeBundled("1.20.0", [])).toBe("none to none");
});

it("finds a version in a repository's index", () => {
  const index = {
    entries: {
      cilium: [{ version: "1.20.0", digest: "d", urls: ["cilium-1.20.0.tgz"] }, { version: "1.20.1" }],
    },
  };
  expect(findEntry(index, "1.20.0")).toEqual({ url: "cilium-1.20.0.tgz", digest: "d" });
  for (const broken of [undefined, null, {}, { entries: {} }, { entries: { cilium: {} } }])
    expect(findEntry(broken, "1.20.0")).toBe(undefined);
  expect(findEntry(index, "1.20.1")).toBe(undefined);
});
