import { spawnSync } from "node:child_process";
import { withoutDocker } from "./e2e/docker";

/** One part of `npm test`. */
export interface Suite {
  name: string;
  about: string;
  kind: "vitest" | "go";
  /** A vitest configuration, or the folder of a Go module. */
  target: string;
  /** Why it runs only when named; undefined where it is part of `npm test`. */
  onlyWhenNamed?: string;
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
  {
    name: "e2e",
    about: "real traffic between kind clusters on the Docker engine that is there",
    kind: "vitest",
    target: "vitest.e2e.config.mts",
    onlyWhenNamed: "needs a Docker engine and images: npm run test:e2e",
    unavailable: () => Promise.resolve(withoutDocker()),
  },
];

function withoutGo(): string | undefined {
  return spawnSync("go", ["version"]).status === 0
    ? undefined
    : "Go is not installed, and its parts are built with it";
}
