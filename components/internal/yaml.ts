import { dump } from "js-yaml";

/** YAML with sorted keys, no references and no folding, so that the same data is always the same bytes. */
export function toYaml(document: unknown): string {
  return dump(sortedKeys(document), { noRefs: true, lineWidth: -1, quoteStyle: "double" });
}

/** Several documents in one file. */
export function toYamlDocuments(documents: readonly unknown[]): string {
  return documents.map(toYaml).join("---\n");
}

/** The same data with the keys of every map in order; keys without a value are left out. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => [key, sortedKeys(member)]),
  );
}
