import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeRendered } from "../../../cli/render-output";

let folder: string;
beforeEach(() => (folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "fabric-render-")), "out")));
afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

const all = (): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

it("writes files once and leaves equal ones untouched", () => {
  const files = { "clusters/west/kind.yaml": "a\n", "topology.json": "{}\n" };
  expect(writeRendered(folder, files)).toEqual({ written: 2, unchanged: 0, removed: 0 });
  const before = fs.statSync(path.join(folder, "topology.json")).ino;
  expect(writeRendered(folder, files)).toEqual({ written: 0, unchanged: 2, removed: 0 });
  expect(fs.statSync(path.join(folder, "topology.json")).ino).toBe(before);
  expect(all()).toEqual([".cilium-fabric-render", "clusters/west/kind.yaml", "topology.json"]);
});

it("removes files of an earlier render, and folders that are empty then, but nothing else", () => {
  writeRendered(folder, { "clusters/west/kind.yaml": "a", "clusters/east/kind.yaml": "b" });
  fs.writeFileSync(path.join(folder, "clusters/east/notes.txt"), "mine");
  expect(writeRendered(folder, { "clusters/north/kind.yaml": "c" })).toEqual({
    written: 1,
    unchanged: 0,
    removed: 2,
  });
  expect(all()).toEqual([".cilium-fabric-render", "clusters/east/notes.txt", "clusters/north/kind.yaml"]);
  expect(fs.existsSync(path.join(folder, "clusters/west"))).toBe(false);
});

it("overwrites no file that is not its own", () => {
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "topology.json"), "mine");
  expect(() => writeRendered(folder, { "topology.json": "{}", "a.yaml": "" })).toThrow(
    `topology.json in ${folder} did not come from an earlier render and would be overwritten`,
  );
  expect(all()).toEqual(["topology.json"]);
});

it("removes nothing outside its folder, whatever its list says", () => {
  writeRendered(folder, { "a.yaml": "" });
  const outside = path.join(path.dirname(folder), "outside.txt");
  fs.writeFileSync(outside, "");
  fs.appendFileSync(path.join(folder, ".cilium-fabric-render"), `../outside.txt\n${outside}\n`);
  writeRendered(folder, { "b.yaml": "" });
  expect(fs.existsSync(outside)).toBe(true);
});
