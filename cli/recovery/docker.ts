import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isYoung } from "./helm";
import type { StackState } from "./state";

/** A container or network of ours that a run may have made without having written that down. */
export interface UnfinishedObject {
  readonly kind: "container" | "network";
  readonly name: string;
}

/** Runs the docker command and gives what it prints; rejects where it fails. */
export type Docker = (args: readonly string[]) => Promise<string>;

const labels = { container: "cilium-fabric.io/router", network: "cilium-fabric.io/rack" } as const;
const types: Readonly<Record<string, UnfinishedObject["kind"]>> = {
  "docker:index/container:Container": "container",
  "docker:index/network:Network": "network",
};

/** What the engine was creating in Docker and does not know; containers first, as they stand in networks. */
export function unfinishedObjects(state: StackState): UnfinishedObject[] {
  const known = new Set((state.resources ?? []).map(({ urn }) => urn));
  return (state.pending_operations ?? [])
    .filter(({ type, resource }) => type === "creating" && !known.has(resource.urn))
    .flatMap(({ resource }) => {
      const kind = types[resource.type];
      const name = resource.inputs?.["name"];
      return kind === undefined || typeof name !== "string" ? [] : [{ kind, name }];
    })
    .sort((a, b) => (a.kind + a.name < b.kind + b.name ? -1 : 1));
}

/**
 * Removes those of them that are there, since Docker refuses a second one of the same name. Only what bears the project's
 * label and is younger than the interrupted run was made by it.
 */
export async function removeUnfinished(
  state: StackState,
  since: string,
  docker: Docker = realDocker,
): Promise<UnfinishedObject[]> {
  const removed: UnfinishedObject[] = [];
  for (const object of unfinishedObjects(state)) {
    if (!(await isOurs(object, since, docker))) continue;
    const remove = object.kind === "container" ? ["rm", "--force"] : ["network", "rm"];
    await docker([...remove, object.name]);
    removed.push(object);
  }
  return removed;
}

async function isOurs({ kind, name }: UnfinishedObject, since: string, docker: Docker): Promise<boolean> {
  const where = kind === "container" ? ".Config.Labels" : ".Labels";
  const format = `{{json .Created}} {{index ${where} "${labels[kind]}"}}`;
  try {
    const [created = "", label = ""] = (await docker([kind, "inspect", "--format", format, name]))
      .trim()
      .split(" ");
    return label !== "" && isYoung(JSON.parse(created) as string, since);
  } catch {
    // Not there, or no engine answers, which the update will say itself.
    return false;
  }
}

async function realDocker(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("docker", [...args], { timeout: 60_000 });
  return stdout;
}
