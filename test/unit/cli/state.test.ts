import { describe, expect, it } from "vitest";
import {
  interruptedDeletions,
  PendingOperation,
  repairForDown,
  repairForUp,
  StackState,
  StateResource,
} from "../../../cli/recovery/state";

const urn = (name: string): string => `urn:pulumi:dev::cilium-fabric::some:type::${name}`;

function resource(name: string, more: Partial<StateResource> = {}): StateResource {
  return { urn: urn(name), type: "kubernetes:core/v1:Service", custom: true, id: `default/${name}`, ...more };
}

function pending(type: string, name: string, more: Partial<StateResource> = {}): PendingOperation {
  return { type, resource: resource(name, { id: undefined as unknown as string, ...more }) };
}

const names = (state: StackState): string[] =>
  (state.resources ?? []).map((r) => r.urn.split("::").at(-1) ?? "");

describe("the state after an interrupted up", () => {
  it("forgets operations that were under way, and nothing else", () => {
    const state = {
      secrets_providers: {},
      resources: [resource("a")],
      pending_operations: [pending("creating", "b")],
    };
    expect(repairForUp(state, [])).toEqual({ ...state, pending_operations: [] });
  });

  it("forgets what has to be made anew with everything that hangs on it", () => {
    const state = {
      resources: [
        resource("stays"),
        resource("release"),
        resource("by-dependency", { dependencies: [urn("release")] }),
        resource("by-parent", { parent: urn("by-dependency") }),
        resource("by-property", { propertyDependencies: { spec: [urn("by-parent")], none: null } }),
        resource("by-provider", { provider: `${urn("by-property")}::some-id` }),
        resource("by-deletion", { deletedWith: urn("by-provider") }),
        resource("stays-too", { dependencies: [urn("stays")], provider: `${urn("stays")}::id` }),
      ],
    };
    expect(names(repairForUp(state, [urn("release")]))).toEqual(["stays", "stays-too"]);
  });

  it("names deletions under way, not those of a replacement's old half", () => {
    const state = {
      resources: [resource("a"), resource("b", { delete: true }), resource("c")],
      pending_operations: [
        pending("deleting", "c"),
        pending("deleting", "b"),
        pending("updating", "a"),
        pending("deleting", "gone"),
      ],
    };
    expect(interruptedDeletions(state)).toEqual([urn("c")]);
  });
});

describe("the state after an interrupted run, before down", () => {
  it("takes in what was being created, as created, so that it is deleted", () => {
    const state = {
      resources: [resource("a")],
      pending_operations: [
        pending("creating", "object", { inputs: { metadata: { name: "webpod", namespace: "song" } } }),
        pending("creating", "cluster-scoped", { inputs: { metadata: { name: "pool" } } }),
        pending("creating", "release", { inputs: { name: "cilium", namespace: "kube-system" } }),
        pending("creating", "command", { type: "command:local:Command", inputs: { delete: "kind delete" } }),
        pending("creating", "provider", { type: "pulumi:providers:kubernetes" }),
        pending("creating", "key", { type: "tls:index/privateKey:PrivateKey" }),
        pending("updating", "a"),
      ],
    };
    const repaired = repairForDown(state, []);
    expect(repaired.pending_operations).toEqual([]);
    expect((repaired.resources ?? []).map((r) => r.id)).toEqual([
      "default/a",
      "song/webpod",
      "pool",
      "kube-system/cilium",
      "interrupted",
    ]);
    expect(repaired.resources?.at(-1)?.outputs).toEqual({ delete: "kind delete" });
  });

  it("lets go of what cannot be deleted any more, and of references to it", () => {
    const state = {
      resources: [
        resource("release"),
        resource("b", {
          dependencies: [urn("release"), urn("x")],
          propertyDependencies: { spec: [urn("release")] },
          deletedWith: urn("release"),
        }),
      ],
      pending_operations: [pending("creating", "second")],
    };
    const repaired = repairForDown(state, [urn("release"), urn("second")]);
    expect(names(repaired)).toEqual(["b"]);
    expect(repaired.resources?.[0]).toEqual(
      resource("b", { dependencies: [urn("x")], propertyDependencies: { spec: [] } }),
    );
  });
});
