import { describe, expect, it } from "vitest";
import { Nodes } from "../../../src/deliver/http/nodes.ts";
import { ManualClock } from "../../support/manual-clock.ts";

describe("Nodes", () => {
  it("takes nodes in turn", () => {
    const { nodes } = threeNodes();

    expect(nextOf(nodes, 5)).toEqual(["a", "b", "c", "a", "b"]);
  });

  it("leaves a failed node out for a second", async () => {
    const { nodes, clock } = threeNodes();
    nodes.failed("b");

    const meanwhile = nextOf(nodes, 4);
    await clock.advance(1000);

    expect(meanwhile).toEqual(["a", "c", "a", "c"]);
    expect(nextOf(nodes, 3)).toEqual(["a", "b", "c"]);
  });

  it("leaves a node out longer each time it fails again, up to a minute", async () => {
    const { nodes, clock } = threeNodes();
    const waits = [];

    for (let failure = 1; failure <= 8; failure += 1) {
      nodes.failed("b");
      const start = clock.monotonic();
      while (!nextOf(nodes, 3).includes("b")) await clock.advance(500);
      waits.push((clock.monotonic() - start) / 1000);
    }

    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("counts attempts that failed together as one failure", async () => {
    const { nodes, clock } = threeNodes();
    for (let attempt = 0; attempt < 8; attempt += 1) nodes.failed("b");

    await clock.advance(1000);

    expect(nextOf(nodes, 3)).toContain("b");
  });

  it("forgets failures once a node has worked", async () => {
    const { nodes, clock } = threeNodes();
    for (let failure = 0; failure < 5; failure += 1) {
      nodes.failed("b");
      await clock.advance(60_000);
    }

    nodes.worked("b");
    nodes.failed("b");
    await clock.advance(1000);

    expect(nextOf(nodes, 3)).toContain("b");
  });

  it("uses the node whose time ends first where all have failed", async () => {
    const { nodes, clock } = threeNodes();
    for (const node of ["b", "c", "a"]) {
      nodes.failed(node);
      await clock.advance(100);
    }

    expect(nextOf(nodes, 3)).toEqual(["b", "b", "b"]);
  });
});

function threeNodes() {
  const clock = new ManualClock();
  return { clock, nodes: new Nodes(["a", "b", "c"], clock) };
}

function nextOf(nodes: Nodes<string>, count: number): readonly string[] {
  return Array.from({ length: count }, () => nodes.next());
}
