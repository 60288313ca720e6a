/** One interpreter for a command of `@pulumi/command` that creates and deletes: the first word of the command says which. */
export function interpreterOf(scripts: Readonly<Record<string, string>>): string[] {
  const cases = Object.entries(scripts).map(([word, script]) => `${word}*)\n${script};;\n`);
  return ["/bin/sh", "-c", `case "$1" in\n${cases.join("")}esac`, "sh"];
}

/** How each script begins: strict, its messages in English, its files for their owner alone. */
export const shellPrologue = `set -eu
LC_ALL=C
export LC_ALL
umask 077
fail() { printf '%s\\n' "$1" >&2; exit 1; }
`;

/** Text as one word of a shell script. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
