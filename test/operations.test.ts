import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createMetrics } from "../src/observe/metrics.ts";
import { createSupervisorMetrics } from "../src/observe/supervisor-metrics.ts";

describe("docs/operations.md", () => {
  it("explains every metric of our own", () => {
    const page = readFileSync(new URL("../docs/operations.md", import.meta.url), "utf8");
    const names = [createMetrics("0.0.0"), createSupervisorMetrics("0.0.0")]
      .flatMap(({ registry }) => registry.getMetricsAsArray())
      .map(({ name }) => name.replace("trailferry_", ""))
      .filter((name) => !/^(process|nodejs)_/.test(name));

    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
