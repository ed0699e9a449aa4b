/**
 * What it costs that a message is deleted only after its records were delivered. Off is the same forwarder whose claims
 * hold nothing (`early-claims.ts`): a message is deleted when its objects were read. The configuration can't say that:
 * a destination with `required: false` drops what it has no room for, so it would measure something else.
 */
import { fileURLToPath } from "node:url";
import { pathNamed } from "../paths.ts";
import { aScenario, shortLoad, type Scenario } from "../scenario.ts";
import { compared, together } from "./compared.ts";
import type { Part } from "./part.ts";

/** A difference of some percent is less than that between two runs of the same: of many, the least tell it. */
const rounds = 4;

export const acknowledgementPart: Part = {
  name: "acknowledgement",
  title: "Acknowledgement: off and on, with a receiver that takes 20 ms; and indexer acks of 10 s",
  async run(rig) {
    const receiver = { latencyMs: 20, acknowledgeMs: 10_000 };
    const usual = aScenario(pathNamed("ecs-bulk"), shortLoad);
    const on: Scenario = { ...usual, receiver, title: "on" };
    const off: Scenario = { ...on, title: "off", nodeOptions: ["--import", early] };
    // Three times as many as wait for their confirmation when some 40,000 events a second are sent.
    const long = { objects: 500, warmUp: 30 };
    const without = { ...aScenario(pathNamed("raw-hec"), long), title: "without" };
    const within = { ...aScenario(pathNamed("raw-hec-acks"), long), title: "after 10 s" };
    // What waits for its confirmation is bounded, and a fast machine gets there.
    const roomy: Scenario = {
      ...within,
      title: "after 10 s, 256 MiB may wait",
      destination: { acknowledgment: { max_pending_size: "256MiB" } },
    };
    return together([
      await compared("acknowledgement", [off, on], rig, rounds),
      await compared("indexer acks", [without, within, roomy], rig),
    ]);
  },
};

const early = fileURLToPath(new URL("../early.ts", import.meta.url));
