import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const root = path.resolve(__dirname, "..", "..");

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Standard output and error, in the order written. */
  output: string;
}

/** An empty folder with a stack file of its own, in which the command line runs as a user would run it. */
export class Workspace {
  readonly folder: string;
  private readonly children = new Set<ChildProcess>();

  constructor(files: Record<string, string> = {}) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "cilium-fabric-"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** A workspace with one of the repository's own stack files, changed by `edit`. */
  static withStack(stack: string, edit: (text: string) => string = (text) => text): Workspace {
    const name = `Pulumi.${stack}.yaml`;
    return new Workspace({ [name]: edit(fs.readFileSync(path.join(root, name), "utf8")) });
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  write(name: string, text: string): void {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), text);
  }

  read(name: string): string {
    return fs.readFileSync(this.path(name), "utf8");
  }

  /** `cilium-fabric <args>` until it ends. */
  async run(...args: string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  /** As `run`, but fails with the output unless it succeeds. */
  async succeed(...args: string[]): Promise<string> {
    const done = await this.run(...args);
    if (done.code !== 0) {
      throw new Error(
        `cilium-fabric ${args.join(" ")} ended with ${String(done.code ?? done.signal)}:\n${done.output}`,
      );
    }
    return done.output;
  }

  /** Starts it and leaves it running. */
  start(...args: string[]): { child: ChildProcess; finished: Promise<Finished>; output: () => string } {
    return this.startScript(path.join(root, "cli", "main.ts"), ...args);
  }

  /** The same with another program than the command line. */
  startScript(
    script: string,
    ...args: string[]
  ): { child: ChildProcess; finished: Promise<Finished>; output: () => string } {
    const loader = path.join(root, "node_modules", "tsx", "dist", "loader.mjs");
    const child = spawn(process.execPath, ["--import", `file://${loader}`, script, ...args], {
      cwd: this.folder,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.add(child);
    let output = "";
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    // `exit`, not `close`: what a killed run leaves behind may hold its pipes open.
    const finished = new Promise<Finished>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        this.children.delete(child);
        setTimeout(() => resolve({ code, signal, output }), 50);
      });
    });
    return { child, finished, output: () => output };
  }

  /** Ends what still runs, takes the stacks down and removes the folder; for `afterAll`. */
  async dispose(...stacks: string[]): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    for (const stack of stacks) {
      if (fs.existsSync(this.path(".fabric", stack))) await this.run("down", stack);
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
