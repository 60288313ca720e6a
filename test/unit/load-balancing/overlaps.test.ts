import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ipText } from "../../../components/internal/cidr";
import { TopologyPool } from "../../../components/prover";
import { poolOverlaps } from "../../../components/prover/rules/load-balancing-pools";
import { cluster, topology } from "../prover/fixtures";

const clusters = [cluster("west", {}, 0), cluster("east", { hosting: "existing" }, 1)];
const address = (value: number): string => ipText(BigInt(0x0a000000 + value), "ipv4");

const block = fc.record({ start: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 12 }) });
const pool = fc.record({
  cluster: fc.constantFrom("west", "east"),
  blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
});

describe("overlapping pools", () => {
  it("are told of pair by pair within a cluster, and not between clusters that share nothing", () => {
    fc.assert(
      fc.property(fc.array(pool, { maxLength: 6 }), (pools) => {
        const made = pools.map(({ cluster: name, blocks }, i): TopologyPool => ({
          name: `p${i}`,
          cluster: name,
          at: (field) => `pools[${i}].${field}`,
          disabled: false,
          blocks: blocks.map(({ start, length }) => ({
            start: address(start),
            stop: address(start + length),
          })),
        }));
        const all = pools.flatMap(({ cluster: name, blocks }, i) =>
          blocks.map((one, j) => ({ ...one, name, path: `pools[${i}].blocks[${j}]` })),
        );
        const expected = all.flatMap((a, i) =>
          all
            .slice(i + 1)
            .filter(
              (b) => a.name === b.name && a.start <= b.start + b.length && b.start <= a.start + a.length,
            )
            .map((b) => [a.path, b.path].sort().join(" ")),
        );
        const told = poolOverlaps(topology({ clusters, members: null, pools: made }));
        expect(told.map(({ paths }) => paths.join(" ")).sort()).toEqual(expected.sort());
      }),
    );
  });

  it("of 2,000 pools in a row take no long time", () => {
    const pools = Array.from({ length: 2000 }, (_, i): TopologyPool => ({
      name: `p${i}`,
      cluster: "west",
      at: (field) => `pools[${i}].${field}`,
      disabled: false,
      blocks: [{ start: address(i * 4), stop: address(i * 4 + 3) }],
    }));
    const began = performance.now();
    expect(poolOverlaps(topology({ clusters, members: null, pools }))).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
