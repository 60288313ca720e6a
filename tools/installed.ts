import { spawnSync } from "node:child_process";
import * as path from "node:path";
import * as semver from "semver";
import { findOnPath } from "./go";
import type { ToolSpec } from "./types";

/** A program the user has installed, if its version will do. Ours, put on PATH for a child, do not count. */
export function toolOnPath(
  name: string,
  spec: ToolSpec,
  env: NodeJS.ProcessEnv,
  cache: string,
): string | undefined {
  if (spec.path === undefined) return undefined;
  const file = findOnPath(name, env);
  if (file === undefined || !path.relative(cache, file).startsWith("..")) return undefined;
  const { version: wanted } = spec.path;
  if (wanted === undefined) return file;
  const answer = spawnSync(file, [...wanted.arguments], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    encoding: "utf8",
    timeout: 10_000,
  });
  const version = semver.coerce(answer.stdout);
  return answer.status === 0 && version !== null && semver.satisfies(version, wanted.accepts)
    ? file
    : undefined;
}
