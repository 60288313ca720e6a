import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { renderValues } from "../../../components/cilium-install/values";
import { lookUpKey } from "../../../components/internal/chart-values";
import { HelmValues, mergeValues, valueAt } from "../../../components/internal/helm-values";
import { checkInstall } from "../../../components/prover";
import { REQUIREMENTS_B } from "../../helpers/requirements-b";

interface Definition {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
}

const schema = JSON.parse(readFileSync(path.join(__dirname, "../../../schema.json"), "utf8")) as {
  types: Record<string, Definition & { enum?: unknown }>;
  resources: Record<string, { inputProperties: Record<string, unknown> }>;
};

/** Whether the published contract has an input at this path, by the types it names. */
function hasInput(steps: readonly string[]): boolean {
  let here: unknown = { properties: schema.resources["cilium-fabric:index:CiliumInstall"]?.inputProperties };
  for (const step of steps) {
    here = (resolved(here) as Definition).properties?.[step];
    if (here === undefined) return false;
  }
  return true;
}

function resolved(type: unknown): unknown {
  const { $ref, items } = type as { $ref?: string; items?: unknown };
  if (items !== undefined) return resolved(items);
  return $ref === undefined ? type : schema.types[decodeURIComponent($ref.replace("#/types/", ""))];
}

describe("B every setting of the documents", () => {
  it.each(REQUIREMENTS_B)("B $key is an input of the contract", ({ key, input = key }) => {
    expect(hasInput(input.replace("[]", "").split("."))).toBe(true);
  });

  it.each(REQUIREMENTS_B)("B $key = $value becomes exactly that Helm value", (row) => {
    const { key, value, version = "1.18.1", settings } = row;
    const values = renderValues({ settings: settings }, version);
    expect(valueAt(values, key.replace(/\[\].*$/, ""))).toEqual(value);
    expect(valueAt(values, key.replace(/\[\].*$/, ""))).not.toBeUndefined();
    expect(lookUpKey(key.replace(/\[\].*$/, "").split("."), version).found).toBe("here");
  });

  it("B together they are sound but for what the documents themselves are warned of", () => {
    const together = REQUIREMENTS_B.filter(({ alone }) => alone !== true);
    const settings = together.reduce<HelmValues>((all, row) => mergeValues(all, row.settings), {});
    const values = renderValues({ settings: settings }, "1.18.1");
    const errors = checkInstall(values, "1.18.1", (key) => key).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors).toEqual([]);
  });
});
