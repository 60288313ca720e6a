import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { drawPictures } from "../../../docs/pictures/draw";
import { drawTopology } from "../../../docs/pictures/picture";
import { PictureTopology } from "../../../docs/pictures/topology";

const folder = path.join(__dirname, "../../../docs/pictures");

describe("the pages' pictures", () => {
  it("are what the stacks' topologies draw, and no other is there", () => {
    const committed = readdirSync(folder).filter((name) => name.endsWith(".svg"));
    const drawn = drawPictures();
    expect(committed.sort()).toEqual(Object.keys(drawn).sort());
    for (const name of committed) {
      expect(
        readFileSync(path.join(folder, name), "utf8"),
        `run npx tsx docs/pictures/draw.ts for ${name}`,
      ).toBe(drawn[name]);
    }
  });
});

describe("a picture", () => {
  const topology: PictureTopology = {
    clusters: [
      {
        name: "west",
        ciliumVersion: "1.18.1",
        podCidrs: ["10.0.0.0/16"],
        nodes: [
          { name: "n1", address: "192.0.2.1", rack: { name: "r1" } },
          { name: "n2", address: "${west.nodes[1].address}" },
        ],
      },
    ],
    racks: [{ name: "r1", subnet: "192.0.2.0/24" }],
    routers: [
      { name: "tor", asn: 65000, interfaces: [{ rack: "r1", address: "192.0.2.200" }] },
      { name: "spine", asn: 65100, interfaces: [] },
    ],
    sessions: [
      { a: { name: "tor", asn: 65000 }, b: { name: "n1", cluster: "west", asn: 65001 }, family: "ipv4" },
      { a: { name: "tor", asn: 65000 }, b: { name: "n1", cluster: "west", asn: 65001 }, family: "ipv6" },
      { a: { name: "spine", asn: 65100 }, b: { name: "tor", asn: 65000 }, family: "ipv4" },
    ],
  };
  const picture = drawTopology(topology, "A & B");

  it("shows racks with their nodes, routers, and one line for each session", () => {
    for (const word of ["router tor", "AS 65000", "192.0.2.200", "n1", "AS 65001", "r1  192.0.2.0/24"])
      expect(picture).toContain(`>${word}<`);
    // One dashed line for each family, and one each in the legend.
    expect(picture.match(/stroke-dasharray/g)).toHaveLength(4);
  });

  it("says of nodes without a rack where they are, and of what only a run knows that it is not known", () => {
    expect(picture).toContain(">nodes of west<");
    expect(picture).toContain(">address from Docker<");
  });

  it("is well formed, and the same each time", () => {
    expect(picture).toContain("<title>A &amp; B</title>");
    expect(drawTopology(topology, "A & B")).toBe(picture);
    for (const [, value] of picture.matchAll(/ (?:x|y|width|height)="([^"]*)"/g))
      expect(value).toMatch(/^(-?\d+(\.\d)?|100%)$/);
  });
});
