import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { drawPictures } from "../../../docs/pictures/draw";

const folder = path.join(__dirname, "../../../docs/pictures");

// The golden maps: one for each stack of the repository, which the pages show.
describe("I the pages' pictures", () => {
  const drawn = drawPictures();

  it("are one for each stack, and no other is there", () => {
    const committed = readdirSync(folder).filter((name) => name.endsWith(".svg"));
    expect(committed.sort()).toEqual(Object.keys(drawn).sort());
    expect(committed).toContain("dev.svg");
  });

  it.each(Object.keys(drawn))("%s is what the stack's map draws", (name) => {
    const committed = readFileSync(path.join(folder, name), "utf8");
    expect(committed, `run npx tsx docs/pictures/draw.ts for ${name}`).toBe(drawn[name]);
  });
});
