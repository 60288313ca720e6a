/** Names and durations of what a run did, in the order it did it. */
export class Phases {
  readonly done: { readonly name: string; readonly seconds: number }[] = [];

  /** Times a step; also one that fails. */
  async time<T>(name: string, step: () => Promise<T>): Promise<T> {
    const began = Date.now();
    try {
      return await step();
    } finally {
      this.done.push({ name, seconds: Math.round((Date.now() - began) / 100) / 10 });
    }
  }

  /** `tools 0.3 s, engine 41.0 s, mesh 2.1 s; 43.4 s in all`. */
  format(): string {
    const sum = this.done.reduce((total, phase) => total + phase.seconds, 0);
    const steps = this.done.map((phase) => `${phase.name} ${phase.seconds.toFixed(1)} s`);
    return `${steps.join(", ")}; ${sum.toFixed(1)} s in all`;
  }
}
