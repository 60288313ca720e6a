import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFinding, Severity } from "../../../components/internal/finding";
import { mergeValues } from "../../../components/internal/helm-values";
import { catalogue, checkTopology, Told } from "../../../components/prover";
import { injections, meshChoice, soundMesh } from "./generated";

describe("with any sound mesh", () => {
  it("there is nothing to tell", () => {
    fc.assert(
      fc.property(meshChoice, (choice) => {
        expect(checkTopology(soundMesh(choice)).map(formatFinding)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(
    injections(mergeValues).map((injection): [string, typeof injection] => [injection.code, injection]),
  )("%s is found wherever it is put", (code, { least, change }) => {
    fc.assert(
      fc.property(meshChoice, fc.nat(), (choice, place) => {
        const mesh = soundMesh({ ...choice, size: Math.max(choice.size, least) });
        const found = checkTopology(change(mesh, place % mesh.clusters.length));
        expect(found.map((finding) => finding.code)).toContain(code);
      }),
      { numRuns: 25 },
    );
  });

  it("the order of clusters does not matter to what is found", () => {
    const list = injections(mergeValues);
    fc.assert(
      fc.property(meshChoice, fc.nat(), fc.nat(), (choice, place, which) => {
        const mesh = soundMesh({ ...choice, size: Math.max(choice.size, 2) });
        const injection = list[which % list.length];
        const faulty = injection?.change(mesh, place % mesh.clusters.length) ?? mesh;
        const reversed = { ...faulty, clusters: [...faulty.clusters].reverse() };
        const codes = (t: typeof mesh): string[] =>
          [...new Set(checkTopology(t).map(({ code }) => code))].sort();
        expect(codes(reversed)).toEqual(codes(faulty));
      }),
      { numRuns: 60 },
    );
  });

  it("findings are in order, told once, catalogued, and say where and what to do", () => {
    const list = injections(mergeValues);
    fc.assert(
      fc.property(meshChoice, fc.array(fc.nat(), { maxLength: 4 }), (choice, which) => {
        const mesh = soundMesh({ ...choice, size: Math.max(choice.size, 2) });
        const faulty = which.reduce(
          (t, n, i) => list[n % list.length]?.change(t, i % t.clusters.length) ?? t,
          mesh,
        );
        const findings = checkTopology(faulty);
        const lines = findings.map(formatFinding);
        expect(new Set(lines).size).toBe(lines.length);
        expect(findings).toEqual(checkTopology(faulty));
        const severities = findings.map(({ severity }) => severity);
        expect([...severities].sort()).toEqual(severities);
        for (const { code, severity, paths, message, fix } of findings) {
          const told = catalogue[code]?.told;
          expect([code, told === Told.Either || told === severity]).toEqual([code, true]);
          expect(paths.length).toBeGreaterThan(0);
          expect(message).not.toMatch(/\.$|undefined|\n/);
          expect(fix).not.toMatch(/\.$|undefined|\n|^$/);
        }
        expect(findings.some(({ severity }) => severity === Severity.Error)).toBe(
          severities[0] === Severity.Error,
        );
      }),
      { numRuns: 80 },
    );
  });
});
