import type { User } from "./attributes.ts";
import type { Dialect } from "./dialect.ts";
import type { Payloads } from "./payloads.ts";
import type { Route } from "./route.ts";

/** What a class is made with, beside the record. */
export interface Making {
  readonly route: Route;
  /** The user who acts, whom some calls are about as well. */
  readonly caller: User | undefined;
  readonly payloads: Payloads;
  readonly dialect: Dialect;
}
