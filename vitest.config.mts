import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{unit,components,golden,schema}/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
