import type { JsonObject } from "../event.ts";
import type { Describe } from "../deliver/syslog/particulars.ts";
import { factNamed, Reading } from "./facts.ts";
import { createSeverity, type SeverityTable } from "./pairs/severity.ts";
import { timeOf } from "./times.ts";
import { objectOf, textOf } from "./value.ts";

/** What a syslog header tells about a record, by the rules that CEF and LEEF have. Throws a RangeError as `createSeverity`. */
export function createDescribe(severity?: SeverityTable): Describe {
  const severityOf = createSeverity(severity);
  return (record) => {
    const fields = record.fields ?? {};
    const reading = new Reading(record, fields);
    return {
      severity: severityOf(reading),
      time: timeOf(fields),
      action: facts.action(reading) ?? "Unknown",
      account: ownAccount(fields),
      region: facts.region(reading),
      eventId: facts.eventId(reading),
    };
  };
}

const facts = {
  action: factNamed("(action)"),
  region: factNamed("awsRegion"),
  eventId: factNamed("eventID"),
};

/** The account that has the record; counts and digests call it by other names. */
function ownAccount(fields: JsonObject): string | undefined {
  return (
    textOf(fields["recipientAccountId"]) ??
    textOf(fields["accountId"]) ??
    textOf(fields["awsAccountId"]) ??
    textOf(objectOf(fields["userIdentity"])?.["accountId"])
  );
}
