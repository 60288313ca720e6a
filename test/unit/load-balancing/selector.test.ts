import { describe, expect, it } from "vitest";
import { goRegexFault } from "../../../components/internal/go-regex";
import { Selector, selects, serviceLabels } from "../../../components/internal/selector";

const labels = serviceLabels({ name: "webpod", namespace: "shop", labels: { app: "webpod", tier: "front" } });
const one = (operator: string, key: string, values?: string[]): Selector => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

describe("a label selector", () => {
  it.each<[Selector | undefined, boolean]>([
    [undefined, true],
    [{}, true],
    [{ matchLabels: { app: "webpod" } }, true],
    [{ matchLabels: { app: "webpod", tier: "back" } }, false],
    [one("In", "app", ["webpod", "other"]), true],
    [one("In", "none", ["webpod"]), false],
    [one("NotIn", "app", ["webpod"]), false],
    [one("NotIn", "none", ["webpod"]), true],
    [one("Exists", "tier"), true],
    [one("DoesNotExist", "tier"), false],
    [one("Like", "tier"), false],
    [{ matchLabels: { "io.kubernetes.service.namespace": "shop" } }, true],
    [one("In", "io.kubernetes.service.name", ["other"]), false],
  ])("%j chooses it: %s", (selector, chosen) => {
    expect(selects(selector, labels)).toBe(chosen);
  });
});

describe("Go's regular expressions", () => {
  it.each(["eth1", "^eth[0-9]+$", "(?i)ETH", "(?P<n>eth)\\d", "^(?:eth|ens).*\\z", "\\\\1", "bond\\.100"])(
    "take %s",
    (pattern) => {
      expect(goRegexFault(pattern)).toBeUndefined();
    },
  );

  it.each([
    ["eth(?=1)", "it looks ahead or behind"],
    ["(?<!v)eth", "it looks ahead or behind"],
    ["(e)\\1", "it refers back to a group"],
    ["eth[", "unterminated character class"],
    ["eth(", "unterminated group"],
    ["*", "nothing to repeat"],
    ["", "it is empty, and so matches everything"],
  ])("do not take %s: %s", (pattern, fault) => {
    expect(goRegexFault(pattern)).toBe(fault);
  });
});
