import { spawnSync } from "node:child_process";

/** One part of `npm test`. */
export interface Suite {
  name: string;
  about: string;
  kind: "vitest" | "go";
  /** A vitest configuration, or the folder of a Go module. */
  target: string;
  /** Why this machine cannot run it; undefined where it can. */
  unavailable(): Promise<string | undefined>;
}

export const SUITES: readonly Suite[] = [
  {
    name: "fast",
    about: "pure functions, components under Pulumi's mocks, golden files, schemas",
    kind: "vitest",
    target: "vitest.config.mts",
    unavailable: () => Promise.resolve(undefined),
  },
  {
    name: "daemon",
    about: "the simulator's daemon (Go)",
    kind: "go",
    target: "simulator/daemon",
    unavailable: () => Promise.resolve(withoutGo()),
  },
  {
    name: "engine",
    about: "real Pulumi engine, Kubernetes provider, charts and Cilium control planes in the simulator",
    kind: "vitest",
    target: "vitest.engine.config.mts",
    unavailable: () => Promise.resolve(withoutGo()),
  },
];

function withoutGo(): string | undefined {
  return spawnSync("go", ["version"]).status === 0
    ? undefined
    : "Go is not installed, and its parts are built with it";
}
