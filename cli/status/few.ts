const MANY = 40;

/** Of very many, only those that need attention. */
export function shown<T>(rows: readonly T[], needsAttention: (row: T) => boolean): T[] {
  if (rows.length <= MANY) return [...rows];
  return [...rows].sort((a, b) => Number(needsAttention(b)) - Number(needsAttention(a))).slice(0, MANY);
}

/** How many are not shown. */
export function hidden(rows: readonly unknown[], what: string): string {
  return rows.length <= MANY ? "" : `\n… and ${rows.length - MANY} more ${what}s; --json has them all`;
}
