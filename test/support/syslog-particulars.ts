import type { Particulars } from "../../src/deliver/syslog/particulars.ts";
import { createDescribe } from "../../src/normalize/particulars.ts";

/** Particulars of a call, with changes. */
export function someParticulars(changes: Partial<Particulars> = {}): Particulars {
  return {
    severity: 3,
    time: Date.parse("2026-03-04T05:06:07Z"),
    action: "CreateUser",
    account: "111122223333",
    region: "us-east-1",
    eventId: "11111111-2222-3333-4444-555555EXAMPLE",
    ...changes,
  };
}

/** Particulars by the rules that CEF and LEEF have. */
export const describeRecord = createDescribe();
