import { describe, expect, it } from "vitest";
import { HelmValue, HelmValues } from "../../../components/internal/helm-values";
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

  describe("with overlays before it", () => {
    const place: HelmValues = {
      clusters: [{ name: "*", kind: { nodeImage: "b" }, cilium: { debug: true } }],
    };
    const added = (overlay: HelmValues, ...before: HelmValues[]): HelmValue | undefined => {
      const base = before.reduce<HelmValues>(
        (all, one, i) => applyOverlay(all, one, before.slice(0, i)),
        config,
      );
      return (applyOverlay(base, overlay, before)["clusters"] as HelmValue[])[2];
    };

    it("gives a cluster that it adds what an earlier * says, below its own word", () => {
      const north = { name: "north", id: 3, kind: { podSubnet: "10.2.0.0/16" } };
      expect(added({ clusters: [north] }, place)).toEqual({
        name: "north",
        id: 3,
        kind: { podSubnet: "10.2.0.0/16", nodeImage: "b" },
        cilium: { debug: true },
      });
      const own = { ...north, kind: { nodeImage: "own" } };
      expect(added({ clusters: [own] }, place)).toMatchObject({ kind: { nodeImage: "own" } });
    });

    it("takes all earlier * in their order, then those beside the new cluster as they are written", () => {
      const second = { clusters: [{ name: "*", kind: { nodeImage: "c" }, cilium: { debug: null } }] };
      const north = { name: "north", id: 3, kind: { nodeImage: "d", podSubnet: "10.2.0.0/16" } };
      const every = { name: "*", kind: { nodeImage: "e" } };
      expect(added({ clusters: [{ name: "north", id: 3 }] }, place, second)).toEqual({
        name: "north",
        id: 3,
        kind: { nodeImage: "c" },
        cilium: {},
      });
      expect(added({ clusters: [every, north] }, place)).toMatchObject({ kind: { nodeImage: "d" } });
      expect(added({ clusters: [north, every] }, place)).toMatchObject({ kind: { nodeImage: "e" } });
    });

    it("takes nothing of an earlier * about clusters that come to be in the other way", () => {
      const existing = { name: "north", id: 3, existing: { context: "n" } };
      expect(added({ clusters: [existing] }, place)).toEqual({ ...existing, cilium: { debug: true } });
      const there = { clusters: [{ name: "*", kind: null, existing: { kubeconfigPath: "f" } }] };
      expect(added({ clusters: [existing] }, there)).toEqual({
        ...existing,
        existing: { context: "n", kubeconfigPath: "f" },
      });
      const made = { name: "north", id: 3, kind: { podSubnet: "10.2.0.0/16" } };
      expect(added({ clusters: [made] }, there)).toEqual(made);
    });

    it("takes nothing of what they say of other clusters, and changes none that is there", () => {
      const east = { clusters: [{ name: "east", kind: { nodeImage: "x" } }] };
      const north = { name: "north", id: 3, existing: { context: "n" } };
      const base = applyOverlay(config, east);
      expect(applyOverlay(base, { clusters: [north] }, [east])["clusters"]).toEqual([
        ...(base["clusters"] as HelmValues[]),
        north,
      ]);
    });
  });

  it("replaces lists other than clusters", () => {
    const merged = applyOverlay({ ...config, samples: [{ sample: "webpod" }] }, { samples: [] });
    expect(merged["samples"]).toEqual([]);
  });
});
