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

const none = new Map<string, string>();
const applied = (name: string): [string, string] => [urn(name), `pulumi-kubernetes-${name}`];

describe("the state after an interrupted up", () => {
  it("takes in objects that were made and not written down, as not ready yet, by who applied them", () => {
    const inputs = { apiVersion: "v1", kind: "Pod", metadata: { name: "curl-pod", namespace: "default" } };
    const state = {
      resources: [resource("a"), resource("release")],
      pending_operations: [
        pending("creating", "there", { inputs }),
        pending("creating", "not-there", { inputs }),
        pending("creating", "on-the-release", { inputs, dependencies: [urn("release")] }),
        pending("updating", "a", { inputs }),
      ],
    };
    const found = new Map([applied("there"), applied("on-the-release"), applied("a")]);
    const repaired = repairForUp(state, [urn("release")], found);
    expect(names(repaired)).toEqual(["a", "there"]);
    expect(repaired.pending_operations).toEqual([]);
    expect(repaired.resources?.[1]).toEqual(
      resource("there", {
        inputs,
        id: "default/curl-pod",
        initErrors: ["the run that made it was interrupted"],
        outputs: {
          ...inputs,
          __inputs: inputs,
          __fieldManager: "pulumi-kubernetes-there",
          __initialApiVersion: "v1",
        },
      }),
    );
  });

  it("forgets operations that were under way, and nothing else", () => {
    const state = {
      secrets_providers: {},
      resources: [resource("a")],
      pending_operations: [pending("creating", "b")],
    };
    expect(repairForUp(state, [], none)).toEqual({ ...state, pending_operations: [] });
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
    expect(names(repairForUp(state, [urn("release")], none))).toEqual(["stays", "stays-too"]);
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
        pending("creating", "somebody-else's", { inputs: { metadata: { name: "song" } } }),
        pending("creating", "release", {
          type: "kubernetes:helm.sh/v3:Release",
          inputs: { name: "cilium", namespace: "kube-system" },
        }),
        pending("creating", "command", { type: "command:local:Command", inputs: { delete: "kind delete" } }),
        pending("creating", "provider", { type: "pulumi:providers:kubernetes" }),
        pending("creating", "key", { type: "tls:index/privateKey:PrivateKey" }),
        pending("updating", "a"),
      ],
    };
    const repaired = repairForDown(state, [], new Map([applied("object"), applied("cluster-scoped")]));
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
    const repaired = repairForDown(state, [urn("release"), urn("second")], new Map([applied("second")]));
    expect(names(repaired)).toEqual(["b"]);
    expect(repaired.resources?.[0]).toEqual(
      resource("b", { dependencies: [urn("x")], propertyDependencies: { spec: [] } }),
    );
  });
});
