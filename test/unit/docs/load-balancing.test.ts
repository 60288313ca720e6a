import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { drawPictures } from "../../../docs/pictures/draw";
import { notesOf } from "../../../docs/pictures/notes";

describe("the picture of docs/load-balancing.md", () => {
  it("is what the stack's topology draws", () => {
    const file = path.join(__dirname, "../../../docs/pictures/ingress.svg");
    expect(readFileSync(file, "utf8")).toBe(drawPictures()["ingress.svg"]);
  });

  it("says of each cluster what it offers, and nothing of another's", () => {
    const cluster = { ciliumVersion: "1.18.1", podCidrs: [], nodes: [] };
    const topology = {
      clusters: [
        { ...cluster, name: "west" },
        { ...cluster, name: "east" },
      ],
      loadBalancerPools: [
        { name: "p", cluster: "west", blocks: [{ cidr: "172.16.1.0/24" }, { start: "10.0.0.1" }] },
      ],
      services: [{ serviceName: "webpod", type: "LoadBalancer", clusters: [{ name: "east" }] }],
      l2Announcements: [{ name: "policy1", cluster: "west" }],
    };
    expect(notesOf(topology, "west")).toEqual([
      { title: "pool p", lines: ["172.16.1.0/24", "10.0.0.1"] },
      { title: "ARP: policy1", lines: ["on all interfaces"] },
    ]);
    expect(notesOf(topology, "east")).toEqual([{ title: "service webpod", lines: ["LoadBalancer"] }]);
  });
});
