import { describe, expect, it } from "vitest";
import { HelmValues } from "../../../components/internal/helm-values";
import { applyOverlay } from "../../../stacks/overlay";

const config: HelmValues = {
  clusters: [
    { name: "west", id: 1, kind: { podSubnet: "10.0.0.0/16", nodeImage: "a" } },
    { name: "east", id: 2, kind: { podSubnet: "10.1.0.0/16" } },
  ],
  cilium: { version: "1.18.1", operator: { replicas: 1 } },
};

describe("applyOverlay", () => {
  it("merges maps key by key and leaves the input alone", () => {
    const before = structuredClone(config);
    const merged = applyOverlay(config, { cilium: { operator: { rollOutPods: true } } });
    expect(merged["cilium"]).toEqual({ version: "1.18.1", operator: { replicas: 1, rollOutPods: true } });
    expect(config).toEqual(before);
  });

  it("goes over every cluster with *, then over one by name, in the order written", () => {
    const merged = applyOverlay(config, {
      clusters: [
        { name: "*", kind: { nodeImage: "b" } },
        { name: "east", kind: { nodeImage: "c" } },
      ],
    });
    expect(merged["clusters"]).toEqual([
      { name: "west", id: 1, kind: { podSubnet: "10.0.0.0/16", nodeImage: "b" } },
      { name: "east", id: 2, kind: { podSubnet: "10.1.0.0/16", nodeImage: "c" } },
    ]);
  });

  it("removes what is null, so that kind can become existing", () => {
    const merged = applyOverlay(config, {
      clusters: [{ name: "west", kind: null, existing: { context: "w" } }],
    });
    expect(merged["clusters"]).toEqual([
      { name: "west", id: 1, existing: { context: "w" } },
      { name: "east", id: 2, kind: { podSubnet: "10.1.0.0/16" } },
    ]);
  });

  it("adds a cluster that is new", () => {
    const north = { name: "north", id: 3, existing: { context: "n" } };
    expect(applyOverlay(config, { clusters: [north] })["clusters"]).toEqual([
      ...(config["clusters"] as HelmValues[]),
      north,
    ]);
  });

  it("replaces lists other than clusters", () => {
    const merged = applyOverlay({ ...config, samples: [{ sample: "webpod" }] }, { samples: [] });
    expect(merged["samples"]).toEqual([]);
  });
});
