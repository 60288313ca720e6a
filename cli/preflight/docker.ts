import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "../errors";
import { ImageFact } from "./facts";

const run = promisify(execFile);

/** Runs the docker command, for at most so long; undefined with the reason where it failed. */
type DockerResult = { readonly output: string } | { readonly reason: string };

async function docker(args: readonly string[], milliseconds: number): Promise<DockerResult> {
  try {
    const { stdout } = await run("docker", [...args], { timeout: milliseconds, killSignal: "SIGKILL" });
    return { output: stdout.trim() };
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    if (killed === true) return { reason: `no answer within ${milliseconds / 1000} s` };
    return { reason: (stderr?.trim() ?? "").split("\n").at(-1) || messageOf(error) };
  }
}

/** Version of the Docker engine that answers, if one does. */
export async function engineVersion(): Promise<string | undefined> {
  const result = await docker(["version", "--format", "{{.Server.Version}}"], 10_000);
  return "output" in result && result.output !== "" ? result.output : undefined;
}

/**
 * Whether a node image is here or can be had. Its registry is asked for the manifest first; an engine with a mirror may
 * have the image in spite of that, so where it `mayPull`, a pull of limited time has the last word.
 */
export async function imageFact(image: string, mayPull: boolean): Promise<ImageFact> {
  const here = await docker(["image", "inspect", "--format", "{{.Id}}", image], 10_000);
  if ("output" in here) return { state: "present" };
  const there = await docker(["manifest", "inspect", image], 20_000);
  if ("output" in there) return { state: "pullable" };
  const pulled = mayPull ? await docker(["pull", "--quiet", image], 180_000) : there;
  return "output" in pulled ? { state: "present" } : { state: "missing", reason: pulled.reason };
}

export async function nodeImagesAtHand(): Promise<string[]> {
  const result = await docker(
    ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "kindest/node"],
    10_000,
  );
  if (!("output" in result)) return [];
  return result.output
    .split("\n")
    .filter((tag) => tag !== "" && !tag.endsWith(":<none>"))
    .sort();
}

/** Names of kind's clusters, also of half-made and stopped ones. */
export async function kindClusterNames(): Promise<string[]> {
  const label = "io.x-k8s.kind.cluster";
  const result = await docker(
    ["ps", "-a", "--filter", `label=${label}`, "--format", `{{.Label "${label}"}}`],
    10_000,
  );
  if (!("output" in result)) return [];
  return [...new Set(result.output.split("\n").filter((name) => name !== ""))].sort();
}

/** Where the engine keeps its containers, if that is on this machine. */
export async function engineFolder(): Promise<string | undefined> {
  const result = await docker(["info", "--format", "{{.DockerRootDir}}"], 10_000);
  return "output" in result && result.output !== "" ? result.output : undefined;
}
