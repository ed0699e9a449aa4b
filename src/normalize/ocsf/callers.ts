import type { TrailRecord } from "../../event.ts";
import { createTemplates } from "../templates.ts";
import { textOf } from "../value.ts";
import type { Abilities } from "./abilities.ts";
import { callerMembers, createCallerIn } from "./caller.ts";
import type { Caller, CallerOptions } from "./caller.ts";
import type { Reading } from "./reading.ts";

/** In characters of members. A template takes some five times its members, which have about 700: 2.5 MiB in all. */
const capacity = 512 * 1024;

/** What nearly every class has of a caller. */
const whole = { hasActor: true, hasClient: true };

/** Tells who called as the class of an event can tell it. What nearly all classes can is remembered. */
export function createCallerOf(
  options: CallerOptions,
): (reading: Reading, abilities: Abilities) => Caller {
  const { placeOf } = options;
  const callerIn = createCallerIn(options);
  const known = createTemplates(
    callerMembers,
    ({ fields }) => ({ caller: callerIn(fields, whole) }),
    { capacity },
  );
  return (reading, abilities) => {
    const { action, fields, record } = reading;
    const otherName = textOf(reading.additional?.["UserName"]);
    const isUsual = otherName === undefined && abilities.hasActor && abilities.hasClient;
    const caller = isUsual ? usualCaller(record) : callerIn(fields, abilities, { otherName });
    const isComplete = caller.actor !== undefined && caller.source !== undefined;
    return isComplete || !abilities.needsActor
      ? caller
      : callerIn(fields, abilities, { otherName, action });
  };

  /** What is known of a place changes with the databases. */
  function usualCaller(record: TrailRecord): Caller {
    const template = known(record);
    const { place, source } = template.caller;
    const ip = source?.ip;
    const isOutdated = placeOf !== undefined && ip !== undefined && placeOf(ip) !== place;
    if (isOutdated) template.caller = callerIn(record.fields ?? {}, whole);
    return template.caller;
  }
}
