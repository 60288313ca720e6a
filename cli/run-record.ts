import * as path from "node:path";
import { writeSecretFile } from "../components/internal/secret-file";
import { StackConfig } from "../stacks/config";
import { Depth, Hosting } from "./hosting";
import { readIfThere, StackPaths } from "./paths";

/** How to reach a cluster without the stack's configuration; nothing in it is secret. */
export interface RecordedCluster {
  readonly name: string;
  /** True where the stack makes it, so that it goes with the stack. */
  readonly own: boolean;
  /** Name that kind knows it by, where kind makes it. */
  readonly kindName?: string;
  readonly kubeconfigPath?: string;
  readonly context?: string;
}

/** What the last `up` or `down` of a stack set out to do, for the run after it. */
export interface RunRecord {
  readonly hosting: "kind" | "existing" | "simulator";
  /** How deep the simulator went. */
  readonly depth?: Depth;
  readonly clusters: readonly RecordedCluster[];
  /** When the first run began that has not ended well yet, ISO 8601. */
  readonly since: string;
  readonly finished: boolean;
}

/** The record of a run that begins now, from the stack as declared and as it is on this machine. */
export function beginRecord(
  declared: StackConfig,
  placed: StackConfig,
  hosting: Hosting,
  before: RunRecord | undefined,
): RunRecord {
  const own = new Set(declared.clusters.filter((c) => c.kind !== undefined).map((c) => c.name));
  return {
    hosting: hosting.kind,
    ...(hosting.kind === "simulator" ? { depth: hosting.depth } : {}),
    clusters: placed.clusters.map(({ name, kind, existing }) => ({
      name,
      own: own.has(name),
      ...(kind !== undefined ? { kindName: kind.clusterName ?? name } : {}),
      ...(existing?.kubeconfigPath !== undefined ? { kubeconfigPath: existing.kubeconfigPath } : {}),
      ...(existing?.context !== undefined ? { context: existing.context } : {}),
    })),
    // After interrupted runs their beginning counts: what is younger is theirs.
    since: before?.finished === false ? before.since : new Date().toISOString(),
    finished: false,
  };
}

export function writeRecord(paths: StackPaths, record: RunRecord): void {
  writeSecretFile(recordFile(paths), `${JSON.stringify(record, undefined, 2)}\n`);
}

export function readRecord(paths: StackPaths): RunRecord | undefined {
  const text = readIfThere(recordFile(paths));
  return text === undefined ? undefined : (JSON.parse(text) as RunRecord);
}

function recordFile(paths: StackPaths): string {
  return path.join(paths.directory, "run.json");
}
