import type { Describe } from "../deliver/syslog/particulars.ts";
import { factNamed } from "./facts.ts";
import type { Reading } from "./facts.ts";
import { createSeverity, type SeverityTable } from "./pairs/severity.ts";
import { createParts, sections } from "./sections.ts";
import type { Section } from "./sections.ts";
import { timeOf } from "./times.ts";
import { objectOf, textOf } from "./value.ts";

/** What a syslog header tells about a record, by the rules that CEF and LEEF have. Throws a RangeError as `createSeverity`. */
export function createDescribe(table?: SeverityTable): Describe {
  const severity = createSeverity(table);
  const partsOf = createParts((section, reading) => ({
    possible: severity.possible(section, reading),
    told: toldBy(section, reading),
  }));
  return (record) => {
    const fields = record.fields ?? {};
    const parts = partsOf(record, fields);
    const [call, caller, rest] = parts;
    return {
      severity: severity.of(parts),
      time: timeOf(fields),
      action: call.told.action ?? "Unknown",
      account: call.told.account ?? caller.told.account,
      region: call.told.region,
      eventId: rest.told.eventId,
    };
  };
}

interface Told {
  readonly action?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly eventId?: string | undefined;
}

function toldBy(section: Section, reading: Reading): Told {
  const { fields } = reading;
  switch (section) {
    case sections.call:
      return {
        action: facts.action.read(reading),
        region: facts.region.read(reading),
        account:
          textOf(fields["recipientAccountId"]) ??
          // Counts and digests call it by other names.
          textOf(fields["accountId"]) ??
          textOf(fields["awsAccountId"]),
      };
    case sections.caller:
      return { account: textOf(objectOf(fields["userIdentity"])?.["accountId"]) };
    case sections.rest:
      return { eventId: facts.eventId.read(reading) };
  }
}

const facts = {
  action: factNamed("(action)"),
  region: factNamed("awsRegion"),
  eventId: factNamed("eventID"),
};
