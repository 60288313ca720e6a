import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { renderFrrConf, renderFrrDaemons } from "../../components/bgp-fabric/frr";
import { planFabric } from "../../components/bgp-fabric/plan";
import { renderBgpResources } from "../../components/bgp-fabric/resources";
import { toYamlDocuments } from "../../components/internal/yaml";
import { documents, documentsWith } from "../unit/bgp-fabric/fixtures";

/** The documents' routed lab: its router as a whole, and Cilium's resources in both forms (requirements E1, E4, E7). */
const files: Record<string, () => string> = {
  "frr.conf": () => renderFrrConf(planFabric(documents), "tor0"),
  daemons: () => renderFrrDaemons(planFabric(documents), "tor0"),
  "cilium-1.18.1.yaml": () => toYamlDocuments(renderBgpResources(planFabric(documents), "bgp")),
  "cilium-1.17.6.yaml": () =>
    toYamlDocuments(renderBgpResources(planFabric(documentsWith({ ciliumVersion: "1.17.6" })), "bgp")),
};

describe("the documents' BGP fabric", () => {
  it.each(Object.keys(files))("E1 E4 E7 renders %s", (name) => {
    const golden = readFileSync(path.join(__dirname, "bgp-notes", name), "utf8");
    expect(files[name]?.()).toBe(golden);
  });
});
