import { execFile } from "node:child_process";
import { hasCode, messageOf } from "../errors";
import { RunningSimulator } from "../../simulator/types";

/** Asks one router; only ever commands that show. */
export interface RouterShell {
  /** What vtysh answers to one command, e.g. `show bgp summary json`; the signal ends one that gets no answer. */
  run(command: string, signal?: AbortSignal): Promise<string>;
}

/** A router in a container of this machine's Docker engine. */
export function containerShell(container: string): RouterShell {
  return {
    run: async (command, signal) => {
      try {
        return await docker(["exec", container, "vtysh", "-c", command], signal);
      } catch (error) {
        throw new Error(await whyNot(container, error), { cause: error });
      }
    },
  };
}

/** A router of the simulator that was found running, if any was. */
export function simulatorShell(simulator: RunningSimulator | undefined, router: string): RouterShell {
  const there = simulator?.routers.find(({ name }) => name === router);
  return {
    run: (command, signal) =>
      there === undefined
        ? Promise.reject(
            new Error(
              simulator === undefined ? "the simulator does not run" : "it does not run in the simulator",
            ),
          )
        : there.run(command, signal),
  };
}

async function whyNot(container: string, error: unknown): Promise<string> {
  if (hasCode(error, "ENOENT")) return "docker is not on PATH";
  try {
    const state = (await docker(["inspect", "--format", "{{.State.Status}}", container])).trim();
    return state === "running"
      ? firstLine(messageOf(error))
      : `container ${container} is not running, it is ${state}`;
  } catch (inspected) {
    const message = messageOf(inspected);
    return /no such (object|container)/i.test(message)
      ? `there is no container ${container}`
      : `Docker does not answer for container ${container}: ${firstLine(message)}`;
  }
}

const LIMIT = 10_000;
const MOST_OUTPUT = 256 * 1024 * 1024;

function docker(args: readonly string[], signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "docker",
      args,
      { timeout: LIMIT, maxBuffer: MOST_OUTPUT, ...(signal !== undefined ? { signal } : {}) },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        // Told apart by its code further up.
        else if (hasCode(error, "ENOENT")) reject(Object.assign(new Error("no docker"), { code: "ENOENT" }));
        else if (error.killed === true)
          reject(new Error(`docker ${args[0] ?? ""} did not answer within ${LIMIT / 1000} s`));
        // The command line in the error's own message says nothing new; vtysh writes its complaints to standard output.
        else reject(new Error(stderr.trim() || stdout.trim() || error.message));
      },
    );
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
