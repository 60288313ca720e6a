import * as fs from "node:fs";
import * as path from "node:path";
import { ExitCode, UserError } from "./errors";

/** Where everything of one stack is. All of it is under `.fabric/` in the working folder and private to the user. */
export interface StackPaths {
  readonly stack: string;
  /** `.fabric/<stack>`, mode 0700; `down` removes it whole. */
  readonly directory: string;
  /** Who works on the stack now. Outside `directory`, so that it can be held while that is removed. */
  readonly lock: string;
  readonly state: string;
  readonly workspace: string;
  readonly engineHome: string;
  readonly passphrase: string;
  readonly kubeconfig: string;
  readonly simulator: string;
  readonly simulatorOverlay: string;
  /** Overlay that takes charts from files; only where their repository cannot be reached. */
  readonly chartOverlay: string;
  readonly certificate: string;
  readonly privateKey: string;
  /** Certificates of simulated clusters' etcds, a folder for each cluster. */
  readonly etcd: string;
  readonly logs: string;
}

const stackName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

export function stackPaths(stack: string, workingFolder: string = process.cwd()): StackPaths {
  if (!stackName.test(stack)) {
    throw new UserError(
      `"${stack}" is not a stack name: expected up to 100 letters, digits, ".", "_" and "-", the first a letter or digit`,
      "name a stack such as dev, for which there is a file Pulumi.dev.yaml",
      ExitCode.Usage,
    );
  }
  const directory = path.resolve(workingFolder, ".fabric", stack);
  const at = (name: string): string => path.join(directory, name);
  return {
    stack,
    directory,
    lock: `${directory}.lock`,
    state: at("state"),
    workspace: at("workspace"),
    engineHome: at("engine-home"),
    passphrase: at("passphrase"),
    kubeconfig: at("kubeconfig"),
    simulator: at("simulator"),
    simulatorOverlay: at("simulator.overlay.yaml"),
    chartOverlay: at("charts.overlay.yaml"),
    certificate: at("ca.crt"),
    privateKey: at("ca.key"),
    etcd: at("etcd"),
    logs: at("logs"),
  };
}

/** Creates a folder that only its owner can enter, also where it was there with wider rights. */
export function privateDirectory(directory: string): void {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  fs.chmodSync(directory, 0o700);
}

/** The text of a file, or undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

/** Removes what is left of `.fabric` once its last stack is gone. */
export function removeIfEmpty(directory: string): void {
  try {
    fs.rmdirSync(directory);
  } catch {
    // Not empty: another stack lives there. Not there: nothing to do.
  }
}
