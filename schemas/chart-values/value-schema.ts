import { ChartKey, ChartKind, ChartOutline, sortedKeys } from "../../components/internal/chart-values/outline";
import type { JsonSchema } from "../stack-schema";

/**
 * What may stand below `values`, for an editor to offer: every key that the chart of any release has, with what it takes
 * and which releases have it. It refuses nothing, for what is right depends on the version: `check` knows that.
 */
export function valuesSchema(outline: ChartOutline): JsonSchema {
  return { type: "object", ...keysOf(outline.root, outline.releases), additionalProperties: {} };
}

function keysOf(map: ChartKey, releases: readonly string[]): JsonSchema {
  const children = sortedKeys(map);
  if (children.length === 0) return {};
  return { properties: Object.fromEntries(children.map((child) => [child.name, keySchema(child, releases)])) };
}

/** Without `type`, which would refuse; what an editor may offer for a value are examples. */
function keySchema(key: ChartKey, releases: readonly string[]): JsonSchema {
  return {
    description: [kindsOf(key), ...lifeOf(key, releases)].join("; "),
    ...(key.kinds.has("boolean") ? { examples: [true, false] } : {}),
    ...keysOf(key, releases),
  };
}

function kindsOf({ kinds }: ChartKey): string {
  const words: readonly ChartKind[] = [...kinds];
  return words.join(" or ");
}

/** Nothing where all releases have it. */
function lifeOf({ spans }: ChartKey, releases: readonly string[]): string[] {
  const last = releases.length - 1;
  const stretches = spans.map(([from, to]) =>
    [from === 0 ? "" : `from ${releases[from] ?? ""}`, to === last ? "" : `until ${releases[to] ?? ""}`]
      .filter((part) => part !== "")
      .join(" "),
  );
  return stretches.every((stretch) => stretch === "") ? [] : [`chart ${stretches.join(", ")}`];
}
