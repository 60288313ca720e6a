import { expect, it } from "vitest";
import { isObjectCreation, kubeconfigOf } from "../../../cli/recovery/objects";
import { StateResource } from "../../../cli/recovery/state";

const secret = (text: string): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(text),
});
const provider = (name: string, kubeconfig: unknown): StateResource => ({
  urn: `urn::${name}`,
  type: "pulumi:providers:kubernetes",
  inputs: { kubeconfig },
});

it("takes the kubeconfig of a resource's own provider, secret or not", () => {
  const state = {
    resources: [provider("west", secret("w: 1\n")), provider("east", "e: 1"), provider("odd", 7)],
  };
  const of = (name: string): string | undefined =>
    kubeconfigOf({ urn: "urn::x", type: "kubernetes:core/v1:Pod", provider: `urn::${name}::some-id` }, state);
  expect(of("west")).toBe("w: 1\n");
  expect(of("east")).toBe("e: 1");
  expect(of("odd")).toBeUndefined();
  expect(of("gone")).toBeUndefined();
});

it("looks for objects that were being created, not for releases, providers or deletions", () => {
  const operation = (operationType: string, type: string): boolean =>
    isObjectCreation({ type: operationType, resource: { urn: "u", type } });
  expect(operation("creating", "kubernetes:core/v1:Pod")).toBe(true);
  expect(operation("deleting", "kubernetes:core/v1:Pod")).toBe(false);
  expect(operation("creating", "kubernetes:helm.sh/v3:Release")).toBe(false);
  expect(operation("creating", "pulumi:providers:kubernetes")).toBe(false);
});
