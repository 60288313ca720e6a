import { defineConfig } from "vitest/config";

// Each file brings up whole clusters, up to 3 GiB of them, and waits for them most of its time.
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 2_400_000,
  },
});
