/** A neighbor as a router's `frr.conf` sets it, with what its group hands down. */
export interface FrrNeighbor {
  readonly address: string;
  /** `external`, `internal` or a number. */
  readonly remoteAs: string;
  readonly group?: string;
  readonly families: readonly string[];
  /** Every other statement, e.g. `timers 3 9`, `passive`; those of address families too. */
  readonly statements: readonly string[];
}

export interface FrrConf {
  readonly asn: number;
  readonly neighbors: readonly FrrNeighbor[];
}

interface Entry {
  readonly general: string[];
  readonly byFamily: Map<string, string[]>;
}

/** Reads the BGP part of a configuration by FRR's own rules, apart from the code that writes it. */
export function readFrrConf(text: string): FrrConf {
  const asn = Number(/^router bgp (\d+)$/m.exec(text)?.[1]);
  const entries = new Map<string, Entry>();
  let family: string | undefined;
  for (const line of text.split("\n").map((l) => l.trim())) {
    family =
      /^address-family (\S+) unicast$/.exec(line)?.[1] ??
      (line === "exit-address-family" ? undefined : family);
    const [, who, statement] = /^neighbor (\S+) (.+)$/.exec(line) ?? [];
    if (who === undefined || statement === undefined) continue;
    const entry = entries.get(who) ?? { general: [], byFamily: new Map<string, string[]>() };
    entries.set(who, entry);
    if (family === undefined) entry.general.push(statement);
    else entry.byFamily.set(family, [...(entry.byFamily.get(family) ?? []), statement]);
  }
  const groups = new Set(
    [...entries].filter(([, e]) => e.general.includes("peer-group")).map(([who]) => who),
  );
  return {
    asn,
    neighbors: [...entries.keys()].filter((who) => !groups.has(who)).map((who) => neighbor(who, entries)),
  };
}

function neighbor(address: string, entries: ReadonlyMap<string, Entry>): FrrNeighbor {
  const own = entries.get(address);
  const group = own?.general.map((s) => /^peer-group (\S+)$/.exec(s)?.[1]).find((name) => name !== undefined);
  const sources = [own, group === undefined ? undefined : entries.get(group)].filter((e) => e !== undefined);
  const statements = sources.flatMap(({ general, byFamily }) => [
    ...general,
    ...[...byFamily.values()].flat(),
  ]);
  const families = sources.flatMap(({ byFamily }) => [...byFamily].filter(([, s]) => s.includes("activate")));
  return {
    address,
    remoteAs:
      statements.map((s) => /^remote-as (\S+)$/.exec(s)?.[1]).find((as) => as !== undefined) ?? "none",
    ...(group !== undefined && { group }),
    families: [...new Set(families.map(([name]) => name))].sort(),
    statements: statements.filter((s) => !/^(peer-group|remote-as|activate)\b/.test(s)),
  };
}
