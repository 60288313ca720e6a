import { Workspace } from "./workspace";

/** When to kill: as soon as the output says this, or this holds; the argument is when the command began. */
export type Moment = RegExp | ((began: number) => boolean);

/** Kills runs of the command line, and counts those that were alive then. */
export class Killer {
  hits = 0;

  constructor(private readonly workspace: Workspace) {}

  /**
   * Starts the command and kills it with SIGKILL when the moment has come. A run may end well before, as what an earlier
   * one got done is neither done nor said again: then it is no hit. One that fails is a fault.
   */
  async at(args: string[], moment: Moment, delay = 0): Promise<void> {
    const began = Date.now();
    const run = this.workspace.start(...args);
    const hasCome = (): boolean => (moment instanceof RegExp ? moment.test(run.output()) : moment(began));
    while (!hasCome()) {
      if (run.child.exitCode === 0) return;
      if (run.child.exitCode !== null || Date.now() > began + 240_000)
        throw new Error(`${args.join(" ")}: the moment ${String(moment)} never came:\n${run.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
    run.child.kill("SIGKILL");
    if ((await run.finished).signal === "SIGKILL") this.hits += 1;
  }
}
