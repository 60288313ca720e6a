import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { valueAt } from "../../../components/internal/helm-values";
import { loadStack, resolveClusters } from "../../../stacks";

const text = readFileSync(path.join(__dirname, "../../../Pulumi.mcs.yaml"), "utf8");

describe("resolveClusters", () => {
  it("H keeps what another section decides where the stack has settings of its own beside it", () => {
    const { config } = loadStack(text, [
      `cilium:
  chart: { archive: /charts/cilium.tgz }
  clustermesh: { apiserver: { image: { tag: v1.18.1 } } }
  timeoutSeconds: 300
`,
    ]);
    for (const { install, settings } of resolveClusters(config!)) {
      // An install is made of both, so no Helm value may stand in its options.
      expect(install).toEqual({ chart: { archive: "/charts/cilium.tgz" }, timeoutSeconds: 300 });
      expect(valueAt(settings, "clustermesh.mcsapi.enabled")).toBe(true);
      expect(valueAt(settings, "clustermesh.apiserver.image.tag")).toBe("v1.18.1");
    }
  });
});
