import { describe, expect, it } from "vitest";
import type { FabricInput } from "../../../components/bgp-fabric/plan";
import { checkFabric } from "../../../components/bgp-fabric/rules";
import { formatFinding, Severity } from "../../../components/internal/finding";
import { catalogue, Told } from "../../../components/prover";
import { type Chance, chanceOf } from "../../helpers/chance";
import { generateFabric } from "../../helpers/fabrics";

const seeds = Array.from({ length: 250 }, (_, seed) => seed);

describe("with any fabric that is sound", () => {
  it("no error is told", () => {
    for (const seed of seeds) {
      const errors = checkFabric(generateFabric(seed)).filter(({ severity }) => severity === Severity.Error);
      expect([seed, errors.map(formatFinding)]).toEqual([seed, []]);
    }
  });
});

/** One to three texts and numbers of a fabric replaced by what may be typed there by mistake. */
function damaged(input: FabricInput, chance: Chance): FabricInput {
  const copy = structuredClone(input);
  const places: [owner: Record<string, unknown>, key: string][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === "object") walk(inner);
      else places.push([value as Record<string, unknown>, key]);
    }
  };
  walk(copy);
  for (let n = chance.between(1, 3); n > 0; n -= 1) {
    const [owner, key] = chance.pick(places);
    const wrong = { string: ["", "x", "10.0.0.1", "::", "0.0.0.0/0"], number: [0, -1, 1.5, 4294967296] };
    const old = owner[key];
    owner[key] =
      typeof old === "string"
        ? chance.pick(wrong.string)
        : typeof old === "number"
          ? chance.pick(wrong.number)
          : !old;
  }
  return copy;
}

describe("with any damaged fabric", () => {
  it("rules never throw, and tell what is catalogued, where it is and what to do", () => {
    const codes = new Set<string>();
    for (const seed of seeds) {
      const findings = checkFabric(damaged(generateFabric(seed), chanceOf(seed + 1)));
      const lines = findings.map(formatFinding);
      expect(new Set(lines).size).toBe(lines.length);
      for (const { code, severity, paths, message, fix } of findings) {
        codes.add(code);
        const told = catalogue[code]?.told;
        expect([code, told === Told.Either || told === severity]).toEqual([code, true]);
        expect(paths.length).toBeGreaterThan(0);
        expect(`${message} ${fix}`).not.toMatch(/undefined|\n|\.$/);
      }
    }
    // The damage is varied enough to meet most rules.
    expect(codes.size).toBeGreaterThan(25);
  });
});
