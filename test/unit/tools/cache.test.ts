import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cacheRoot, makeFolder, place, stagingFolder, sweepOld, sweepStaging } from "../../../tools/cache";

let cache: string;
beforeEach(() => (cache = fs.mkdtempSync(path.join(os.tmpdir(), "fabric-cache-"))));
afterEach(() => fs.rmSync(cache, { recursive: true, force: true }));

it("is where the platform keeps such things", () => {
  const usual =
    process.platform === "darwin" ? "/home/a/Library/Caches/cilium-fabric" : "/home/a/.cache/cilium-fabric";
  expect(cacheRoot({ HOME: "/home/a" })).toBe(usual);
  expect(cacheRoot({ HOME: "/home/a", XDG_CACHE_HOME: "/big/cache" })).toBe("/big/cache/cilium-fabric");
  expect(cacheRoot({ HOME: "/home/a", XDG_CACHE_HOME: "" })).toBe(usual);
  expect(cacheRoot({ HOME: "/home/a", XDG_CACHE_HOME: "relative" })).toBe(usual);
});

it("sweeps what an interrupted build of the same module left, and nothing else", () => {
  const mine = stagingFolder(cache, "tools-go-pulumi");
  const other = stagingFolder(cache, "tools-go-pulumi-kubernetes");
  sweepStaging(cache, "tools-go-pulumi");
  expect([fs.existsSync(mine), fs.existsSync(other)]).toEqual([false, true]);
});

it("keeps the newest builds, and all of today", () => {
  const folder = path.join(cache, "tools", "kwok");
  const now = Date.now() / 1000;
  for (const [age, name] of ["a", "b", "c", "d", "e"].entries()) {
    makeFolder(path.join(folder, name));
    const time = now - (age < 4 ? age * 3600 : 7 * 86_400);
    fs.utimesSync(path.join(folder, name), time, time);
  }
  sweepOld(cache, "kwok");
  expect(fs.readdirSync(folder)).toEqual(["a", "b", "c", "d"]);
});

it("puts a folder into its place at once, and leaves one that is there already", () => {
  const put = (text: string): void => {
    const staged = stagingFolder(cache, "x");
    fs.writeFileSync(path.join(staged, "f"), text);
    place(staged, path.join(cache, "final"));
    expect(fs.existsSync(staged)).toBe(false);
  };
  put("first");
  put("second");
  expect(fs.readFileSync(path.join(cache, "final", "f"), "utf8")).toBe("first");
});
