import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** What a run could leave behind on a machine. */
export interface Census {
  processes: string[];
  networkNamespaces: string[];
  mounts: string[];
  links: string[];
}

/** Processes whose command line or working folder mentions `marker`, and everything else that is host-wide. */
export function census(marker: string): Census {
  return {
    processes: processes(marker),
    networkNamespaces: listFolder("/run/netns"),
    mounts: readLines("/proc/self/mountinfo").map((line) => line.split(" ")[4] ?? ""),
    links: listFolder("/sys/class/net"),
  };
}

function processes(marker: string): string[] {
  return listFolder("/proc")
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        const folder = fs.readlinkSync(`/proc/${pid}/cwd`);
        return command.includes(marker) || folder.includes(marker) ? [`${command} (in ${folder})`] : [];
      } catch {
        return []; // gone meanwhile
      }
    })
    .sort();
}

/** Every command line on the machine, as anybody could read it. */
export function commandLines(): string {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
}

/** Every file below a folder, with its permissions. */
export function filesBelow(folder: string): { file: string; mode: number }[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = path.join(entry.parentPath, entry.name);
    return [{ file, mode: fs.statSync(file).mode & 0o777 }];
  });
}

function listFolder(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
}

function readLines(file: string): string[] {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [];
}
