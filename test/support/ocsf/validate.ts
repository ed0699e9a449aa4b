import { collectFindings, type Finding } from "./finding.ts";
import { checkObservables } from "./observables.ts";
import type { OcsfSchema, Shape } from "./schema.ts";
import { isFields, type Fields, type Scope } from "./scope.ts";
import { checkShape } from "./shape.ts";

/**
 * Checks an event as OCSF's own server does: https://github.com/ocsf/ocsf-server, `validator2.ex`. Missing recommended
 * attributes are no finding. Stricter than the server in two rules: an observable's type fits what its name points at,
 * and URLs have no white space.
 */
export function validate(event: unknown, schema: OcsfSchema): Finding[] {
  return collectFindings((report) => {
    if (!isFields(event)) return report("attribute_wrong_type", "", "The event is not an object");
    const eventClass = classOf(event, schema);
    if (eventClass === undefined)
      return report("class_uid_unknown", "class_uid", "There is no such class");
    const scope: Scope = { schema, profiles: declaredProfiles(event), report };
    checkMetadata(event, scope);
    checkTypeUid(event, scope);
    checkShape(event, eventClass, "", scope);
    checkObservables(event, eventClass, scope);
  });
}

function classOf(event: Fields, schema: OcsfSchema): Shape | undefined {
  return Object.values(schema.classes).find(({ uid }) => uid === event["class_uid"]);
}

function declaredProfiles(event: Fields): ReadonlySet<string> {
  const metadata = event["metadata"];
  const profiles: unknown = isFields(metadata) ? metadata["profiles"] : undefined;
  return new Set(
    Array.isArray(profiles) ? profiles.filter((name) => typeof name === "string") : [],
  );
}

function checkMetadata(event: Fields, { schema, profiles, report }: Scope): void {
  for (const profile of profiles)
    if (!Object.hasOwn(schema.profiles, profile))
      report("profile_unknown", "metadata.profiles", `There is no profile ${profile}`);
  const metadata = event["metadata"];
  const version = isFields(metadata) ? metadata["version"] : undefined;
  if (typeof version === "string" && version !== schema.version)
    report("version_incorrect", "metadata.version", `It is ${version}, not ${schema.version}`);
}

function checkTypeUid(event: Fields, { report }: Scope): void {
  const { class_uid: classUid, activity_id: activityId, type_uid: typeUid } = event;
  if (![classUid, activityId, typeUid].every((uid) => typeof uid === "number")) return;
  const expected = Number(classUid) * 100 + Number(activityId);
  if (typeUid !== expected)
    report("type_uid_incorrect", "type_uid", `It is ${String(typeUid)}, not ${expected}`);
}
