import type { TOOLS } from "./table";

/** The programs this project can bring to a machine that lacks them. */
export type ToolName = keyof typeof TOOLS;

/** How to recognise a program that the user has installed already. */
export interface PathSource {
  /** Arguments that make it print its version, and which will do, as a semver range; without them any does. */
  readonly version?: { readonly arguments: readonly string[]; readonly accepts: string };
}

/** A vendor's release for one platform; archives hold the program in `folder`. */
export interface DownloadSource {
  readonly url: string;
  /** Text with lines of `<sha256>  <file>`, or the bare checksum. */
  readonly checksums: string;
  /** Folder within the .tar.gz whose files are wanted; without it the download is the program itself. */
  readonly folder?: string;
}

/** One program: which Go module of ours builds it, and where else it may come from. */
export interface ToolSpec {
  readonly version: string;
  /** Folder of the Go module, relative to the repository. */
  readonly module: string;
  /** Main package, as `go build` takes it within that module. */
  readonly package: string;
  /** Name `go build` gives the program where that differs from the tool's name. */
  readonly built?: string;
  readonly ldflags?: readonly string[];
  readonly tags?: readonly string[];
  /** What a build from nothing took on two idle cores, in seconds. */
  readonly seconds: number;
  /** What its build takes of the disk from nothing, Go's own caches included, in MB. */
  readonly megabytes: number;
  readonly path?: PathSource;
  /** Name of the Pulumi plugin that this is: pulumi itself may have it, or fetch it. */
  readonly plugin?: "kubernetes";
  readonly download?: (platform: Platform) => DownloadSource;
}

export interface Platform {
  readonly os: "linux" | "darwin";
  /** As Go names it. */
  readonly arch: "amd64" | "arm64";
}

export type Phase = "plan" | "found" | "download" | "waiting" | "modules" | "build" | "ready" | "failed";

/** One step of progress, for people. */
export interface ToolEvent {
  readonly tool: string;
  readonly phase: Phase;
  readonly detail: string;
  /** Seconds since work on this tool began. */
  readonly elapsed: number;
  /** Seconds it took on the machine where it was measured, if that is known. */
  readonly expected?: number;
}

export interface ToolOptions {
  readonly report: (event: ToolEvent) => void;
  /** Stands for process.env: PATH, HOME, XDG_CACHE_HOME and Go's variables are read from it. */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Repository that holds the Go modules; this one unless a test says otherwise. */
  readonly root?: string;
}

/** A failure in one sentence that says what to do; `log` names the file with the whole story. */
export class ToolchainError extends Error {
  constructor(
    message: string,
    readonly log?: string,
  ) {
    super(log === undefined ? message : `${message} (all of its output: ${log})`);
    this.name = "ToolchainError";
  }
}
