import { spawnSync } from "node:child_process";

/** What an engine holds that a run could leave behind. */
export interface EngineCensus {
  containers: string[];
  networks: string[];
  volumes: string[];
}

/** Why no cluster can be made here; undefined where one can. */
export function withoutDocker(): string | undefined {
  const answer = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return answer.status === 0 ? undefined : "no Docker engine answers";
}

export function engineCensus(): EngineCensus {
  return {
    containers: lines("ps", "-a", "--format", "{{.Names}}"),
    networks: lines("network", "ls", "--format", "{{.Name}}"),
    volumes: lines("volume", "ls", "--format", "{{.Name}}"),
  };
}

function lines(...args: string[]): string[] {
  const { stdout, status, stderr } = spawnSync("docker", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`docker ${args.join(" ")}: ${stderr}`);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}
