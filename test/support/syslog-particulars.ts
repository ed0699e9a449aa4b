import type { Describe, Particulars } from "../../src/deliver/syslog/particulars.ts";
import { factNamed, readingOf } from "../../src/normalize/facts.ts";
import { createSeverity } from "../../src/normalize/pairs/severity.ts";
import { timeOf } from "../../src/normalize/times.ts";

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

const facts = {
  action: factNamed("(action)"),
  account: factNamed("recipientAccountId"),
  region: factNamed("awsRegion"),
  eventId: factNamed("eventID"),
};
const severityOf = createSeverity();

/** Particulars by the rules that CEF and LEEF have. */
export const describeRecord: Describe = (fields) => {
  const reading = readingOf(fields);
  return {
    severity: severityOf(reading),
    time: timeOf(fields),
    action: facts.action(reading) ?? "Unknown",
    account: facts.account(reading),
    region: facts.region(reading),
    eventId: facts.eventId(reading),
  };
};
