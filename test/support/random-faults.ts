import type { Random } from "../../bench/trail/random.ts";
import type { BulkItem } from "./bulk-request.ts";
import type { BreakingPoint, BulkServer, ItemOutcome, Reaction } from "./bulk-server.ts";

const points: readonly BreakingPoint[] = ["head", "body", "stored", "half_answer"];
const mapping = { status: 400, type: "document_parsing_exception" };
const full = { status: 429, type: "es_rejected_execution_exception" };

/** One id in 256, always the same ones. */
export function isRefused(id: string): boolean {
  return id.endsWith("00");
}

/** Two requests in five meet trouble of some kind, and one item in ten of the others is put off. */
export function randomFaults(random: Random): BulkServer["react"] {
  const items = ({ id }: BulkItem): ItemOutcome | undefined => {
    if (isRefused(id)) return mapping;
    return random.chance(0.1) ? full : undefined;
  };
  return () => (random.chance(0.4) ? someTrouble(random) : { kind: "store", items });
}

function someTrouble(random: Random): Reaction {
  return random.pick<() => Reaction>([
    () => ({ kind: "refuse", status: 429 }),
    () => ({ kind: "refuse", status: 429, headers: { "retry-after": "1" } }),
    () => ({ kind: "refuse", status: 503, body: "upstream connect error" }),
    () => ({ kind: "reset", at: random.pick(points) }),
    () => ({ kind: "reset", at: random.pick(points) }),
    () => ({ kind: "stall", at: random.pick(points) }),
    () => ({ kind: "lie", answer: () => "<html>welcome</html>" }),
  ])();
}
