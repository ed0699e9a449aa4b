/** One setting at a time, the others at their defaults: ECS → bulk. */
import { pathNamed } from "../paths.ts";
import { aScenario, shortLoad, type Scenario } from "../scenario.ts";
import { compared } from "./compared.ts";
import type { Part } from "./part.ts";

export const settingParts: readonly Part[] = [
  aPart("compression", "Compression of requests", [
    { title: "gzip" },
    { title: "none", destination: { compression: "none" } },
  ]),
  aPart(
    "in-flight",
    "Messages in flight, and objects that are read at once",
    [1, 4, 16, 32].map((number) => ({
      title: String(number),
      source: { max_messages: number },
      config: { reading: { objects: number } },
    })),
  ),
  aPart(
    "latency",
    "Time that the receiver takes",
    [0, 20, 200].map((latencyMs) => ({
      title: `${latencyMs} ms`,
      receiver: { latencyMs, acknowledgeMs: 0 },
    })),
  ),
];

function aPart(name: string, title: string, changes: readonly Partial<Scenario>[]): Part {
  const usual = aScenario(pathNamed("ecs-bulk"), shortLoad);
  const scenarios = changes.map((change) => ({ ...usual, ...change }));
  return { name, title: `${title}: ECS → bulk`, run: (rig) => compared(name, scenarios, rig) };
}
