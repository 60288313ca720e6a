/** What Go's regular expressions do not have, though JavaScript's do. */
const unknownToGo: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, "it looks ahead or behind"],
  [/\\[1-9]/, "it refers back to a group"],
];

/** What is wrong with a regular expression for Go, or undefined where nothing is; what only Go knows passes. */
export function goRegexFault(pattern: string): string | undefined {
  if (pattern === "") return "it is empty, and so matches everything";
  // An escaped backslash starts nothing.
  const bare = pattern.replaceAll("\\\\", "");
  const foreign = unknownToGo.find(([form]) => form.test(bare));
  if (foreign !== undefined) return foreign[1];
  const same = pattern
    .replaceAll(/\(\?[imsU]+(-[imsU]+)?\)/g, "")
    .replaceAll(/\(\?[imsU]+(-[imsU]+)?:/g, "(?:")
    .replaceAll("(?P<", "(?<")
    .replaceAll("\\z", "$")
    .replaceAll("\\A", "^");
  try {
    new RegExp(same);
    return undefined;
  } catch (error) {
    // "Invalid regular expression: /eth(/: Unterminated group"
    const reason = (error as Error).message.split(": ").at(-1) ?? "it cannot be read";
    return reason.charAt(0).toLowerCase() + reason.slice(1);
  }
}
