import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue, catalogueMarkdown, listedFaultsMarkdown } from "../../../components/prover";
import { expectedCodes, expectedLines } from "./expected";

const page = readFileSync(path.join(__dirname, "../../../docs/prover.md"), "utf8");

describe("the catalogue of findings", () => {
  it("holds exactly the findings whose messages are tested", () => {
    expect([...expectedCodes()].sort()).toEqual(Object.keys(catalogue).sort());
  });

  it.each(Object.entries(catalogue))("tells %s as it says", (code, { told }) => {
    const files = [
      "install-rules",
      "install-mesh-rules",
      "etcd-rules",
      "version-rules",
      "network-rules",
      "mesh-rules",
      "service-rules",
      "load-balancing-rules",
      "announcement-rules",
      "fabric-rules",
      "session-rules",
      "advertisement-rules",
      "policy-rules",
      "multi-cluster-rules",
    ];
    const lines = files.flatMap((file) => [...expectedLines(file).values()].flat());
    const severities = new Set(
      lines.filter((line) => line.endsWith(`[${code}]`)).map((line) => line.split(":")[0]),
    );
    expect([...severities].sort().join(" or ")).toBe(told);
  });

  it("is the table of docs/prover.md", () => {
    expect(page).toContain(`\n${catalogueMarkdown()}\n`);
    expect(page).toContain(`\n${listedFaultsMarkdown()}\n`);
  });
});
