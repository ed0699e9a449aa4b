import { defineConfig } from "vitest/config";

/** No test waits for its timeout. They are long, for machines that are slow or busy. */
const patientMs = 120_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/end-to-end/**",
            "test/integration/**",
            "test/faults/**",
            "test/fuzz/**",
            "test/deploy/**",
          ],
          testTimeout: patientMs,
          hookTimeout: patientMs,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "end-to-end",
          include: ["test/end-to-end/**/*.test.ts"],
          testTimeout: patientMs,
          hookTimeout: patientMs,
          // These tests wait more than they work. Projects of different sizes run one after the other.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          testTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "fuzz",
          include: ["test/fuzz/**/*.test.ts"],
          maxWorkers: "100%",
          testTimeout: 3_600_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: patientMs,
          // The first run fetches servers from package registries.
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
