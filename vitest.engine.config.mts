import { defineConfig } from "vitest/config";

// One file at a time: each brings up whole clusters.
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 2_400_000,
  },
});
