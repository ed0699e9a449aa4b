/**
 * What a supervisor and its workers tell each other. Both are the same program, so that shapes are checked for what the
 * code relies on, and versions are never negotiated.
 */
import { z } from "zod";

/** What a worker is told first. */
export type Begin = Extract<Order, { readonly kind: "begin" }>;

/** From the supervisor. A second `stop` ends the grace, as a second SIGTERM does. */
export type Order = z.infer<typeof order>;

export const order = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("begin"),
    configPath: z.string(),
    /** What stood in the file when the supervisor read it: a later edit is for the next start of them all. */
    configFile: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    /** How many there are. */
    workers: z.number(),
  }),
  z.object({ kind: z.literal("stop"), why: z.string() }),
  z.object({ kind: z.literal("report") }),
]);

const reasons = z.record(z.string(), z.string());

/** The books of one destination. */
export const accounts = z.object({
  read: z.number(),
  delivered: z.number(),
  duplicates: z.number(),
  degraded: z.number(),
  deadLettered: z.number(),
  filtered: z.number(),
  released: z.number(),
  dropped: z.number(),
  inFlight: z.number(),
});

/** One metric with its values; only prom-client reads more of it. */
interface Metric {
  readonly name: string;
  readonly type: unknown;
}

const metric = z.looseObject({ name: z.string(), type: z.string() });

/** All that the admin server shows of a worker. */
export type Report = z.infer<typeof report>;

const report = z.object({
  /** Of prom-client, as `getMetricsAsJSON` gives them. */
  metrics: z.array(z.custom<Metric>((value) => metric.safeParse(value).success)),
  stuck: reasons,
  problems: reasons,
  /** The books, by destination. */
  destinations: z.record(z.string(), accounts),
});

/** From a worker. */
export type Notice = z.infer<typeof notice>;

export const notice = z.discriminatedUnion("kind", [
  /** Its destinations were prepared, or could not be at the first attempt. */
  z.object({ kind: z.literal("prepared") }),
  z.object({ kind: z.literal("report"), report }),
]);
