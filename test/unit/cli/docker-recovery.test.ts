import { describe, expect, it } from "vitest";
import { removeUnfinished, unfinishedObjects } from "../../../cli/recovery/docker";
import type { PendingOperation, StackState } from "../../../cli/recovery/state";

const since = "2026-01-01T10:00:00.000Z";
const urn = (name: string): string => `urn:pulumi:bgp::cilium-fabric::docker::${name}`;

function creating(type: string, name: string, operation = "creating"): PendingOperation {
  return { type: operation, resource: { urn: urn(name), type: `docker:index/${type}`, inputs: { name } } };
}

const state: StackState = {
  resources: [{ urn: urn("rack-known"), type: "docker:index/network:Network" }],
  pending_operations: [
    creating("network:Network", "rack-a"),
    creating("network:Network", "rack-known"),
    creating("container:Container", "tor"),
    creating("container:Container", "leaving", "deleting"),
    creating("remoteImage:RemoteImage", "image"),
  ],
};

/** An engine that has these, each with when it was made and its label. */
function engine(objects: Record<string, string>) {
  const calls: string[] = [];
  const docker = (args: readonly string[]): Promise<string> => {
    const name = args.at(-1) ?? "";
    if (args[1] !== "inspect") calls.push(args.join(" "));
    const said = objects[name];
    return said === undefined ? Promise.reject(new Error("no such object")) : Promise.resolve(`${said}\n`);
  };
  return { calls, docker };
}

describe("what an interrupted up was making in Docker", () => {
  it("is what was being created and is not in the state, containers before the networks that they stand in", () => {
    expect(unfinishedObjects(state)).toEqual([
      { kind: "container", name: "tor" },
      { kind: "network", name: "rack-a" },
    ]);
  });

  it("is removed where it bears the label and is younger than the run", async () => {
    const { calls, docker } = engine({
      tor: '"2026-01-01T10:00:05.123456789Z" bgp-tor',
      "rack-a": '"2026-01-01T10:00:02Z" rack-a',
    });
    expect(await removeUnfinished(state, since, docker)).toEqual(unfinishedObjects(state));
    expect(calls).toEqual(["rm --force tor", "network rm rack-a"]);
  });

  it("is left alone where it is older, somebody else's or not there", async () => {
    for (const objects of [
      { tor: '"2025-12-31T10:00:05Z" bgp-tor', "rack-a": '"2026-01-01T10:00:02Z" ' },
      {},
    ] as Record<string, string>[]) {
      const { calls, docker } = engine(objects);
      expect(await removeUnfinished(state, since, docker)).toEqual([]);
      expect(calls).toEqual([]);
    }
  });
});
