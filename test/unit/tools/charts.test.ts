import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensureChart } from "../../../tools";
import { MODULE_CHARTS } from "../../../tools/chart-modules";
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
      "Versions at hand without it: 1.18.0, 1.18.1, 1.18.2, 1.18.6 (of all from 1.16.19 to 1.20.2). Use one of these, or name a local archive as the chart.",
  );
  await expect(ensureChart("1.18", machine.options)).rejects.toThrow(
    '"1.18" is no version of the Cilium chart: write it in full, as in 1.18.1.',
  );
});

/** A go whose modules are a folder with a chart, under the checksum given. */
function serveModule(sum: string): void {
  const chart = path.join(machine.folder, "module", "install", "kubernetes", "cilium");
  fs.mkdirSync(chart, { recursive: true });
  fs.writeFileSync(path.join(chart, "Chart.yaml"), "name: cilium\n");
  const go = path.join(machine.folder, "bin", "go");
  fs.renameSync(go, `${go}-build`);
  const answer = JSON.stringify({ Dir: path.join(machine.folder, "module"), Sum: sum });
  machine.program(
    "go",
    `#!/bin/sh\nif [ "$1" = mod ]; then echo '${answer}'; else exec ${go}-build "$@"; fi\n`,
  );
}

it("packs the chart of Cilium's own module where the repository cannot be reached", async () => {
  serveModule(MODULE_CHARTS["1.20.2"] ?? "");
  const file = await ensureChart("1.20.2", machine.options);
  expect(execFileSync("tar", ["-xzOf", file, "cilium/Chart.yaml"], { encoding: "utf8" })).toBe(
    "name: cilium\n",
  );
});

it("takes no module with another checksum", async () => {
  serveModule("h1:other");
  await expect(ensureChart("1.20.2", machine.options)).rejects.toThrow(
    "The Go module github.com/cilium/cilium v1.20.2 has the checksum h1:other, expected h1:dqi",
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
