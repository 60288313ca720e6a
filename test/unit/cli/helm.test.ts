import { describe, expect, it } from "vitest";
import { repairRelease, Revision } from "../../../cli/recovery/helm";

const since = "2026-01-01T12:00:00.000Z";
const revision = (number: number, status: string, created = "2026-01-01T12:00:30.000Z"): Revision => ({
  secret: `sh.helm.release.v1.cilium.v${number}`,
  status,
  created,
});
const v = (number: number): string => `sh.helm.release.v1.cilium.v${number}`;

describe("a Helm release after an interrupted run", () => {
  it.each([
    ["was never begun", [], false, [], false],
    [
      "hangs in its first install, unknown to the engine",
      [revision(1, "pending-install")],
      false,
      [v(1)],
      false,
    ],
    ["is whole, but the engine did not get to know", [revision(1, "deployed")], false, [v(1)], false],
    ["is whole and known", [revision(1, "deployed")], true, [], false],
    ["failed in its first install", [revision(1, "failed")], true, [v(1)], true],
    ["was being uninstalled", [revision(1, "uninstalling")], true, [v(1)], true],
    ["is gone", [], true, [], true],
    ["hangs in an upgrade", [revision(1, "deployed"), revision(2, "pending-upgrade")], true, [v(2)], false],
    [
      "failed in an upgrade, which Helm itself gets over",
      [revision(1, "deployed"), revision(2, "failed")],
      true,
      [],
      false,
    ],
    ["was upgraded", [revision(1, "superseded"), revision(2, "deployed")], true, [], false],
  ] as const)("that %s", (_, revisions, inState, forget, forgetInState) => {
    expect(repairRelease(revisions, inState, since)).toEqual({ forget, forgetInState });
  });

  it("is left alone where it is older than the run: somebody else made it", () => {
    const foreign = [revision(1, "deployed", "2026-01-01T11:58:59.000Z")];
    expect(repairRelease(foreign, false, since)).toEqual({ forget: [], forgetInState: false });
    const mixed = [...foreign, revision(2, "pending-upgrade")];
    expect(repairRelease(mixed, false, since)).toEqual({ forget: [], forgetInState: false });
  });

  it("counts as ours where the cluster's clock is behind by less than a minute", () => {
    expect(repairRelease([revision(1, "deployed", "2026-01-01T11:59:01.000Z")], false, since).forget).toEqual(
      [v(1)],
    );
  });
});
