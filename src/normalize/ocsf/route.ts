import { flat } from "../flat.ts";
import classes from "./classes.json" with { type: "json" };

/** What an event is, with OCSF's words for it. */
export interface Route {
  readonly classUid: number;
  readonly activityId: number;
  readonly activityName: string;
  /** Whether a role is changed: before 1.9 in a class for users. */
  readonly isOfRole: boolean;
  /** Whether a user is assigned a permission set, or loses it. */
  readonly isOfAssignment: boolean;
  /** Members of the event that say it, but for the activity's name. */
  readonly text: string;
}

/** Where the source's own word stands instead of the activity's name. */
export const otherActivity = 99;

export const detectionFinding = 2004;
export const accountChange = 3001;
export const authentication = 3002;
export const entityManagement = 3004;
export const userAccess = 3005;
export const groupManagement = 3006;
export const userManagement = 3007;
export const roleManagement = 3008;
export const apiActivity = 6003;

const routes = new Map<number, Route>(
  classes.flatMap((one) =>
    Object.entries(one.activities).map(([id, activityName]) => {
      const activityId = Number(id);
      const type = typeUid(one.uid, activityId);
      const members = {
        activity_id: activityId,
        category_name: one.category_name,
        category_uid: one.category_uid,
        class_name: one.name,
        class_uid: one.uid,
        type_name: `${one.name}: ${activityName}`,
        type_uid: type,
      };
      const route: Route = {
        classUid: one.uid,
        activityId,
        activityName,
        isOfRole: false,
        isOfAssignment: false,
        text: flat(JSON.stringify(members).slice(1, -1)),
      };
      return [type, route] as const;
    }),
  ),
);

/** Throws a RangeError for what `classes.json` does not have: the tables are wrong then. */
export function routeTo(classUid: number, activityId: number): Route {
  const route = routes.get(typeUid(classUid, activityId));
  if (route === undefined) throw new RangeError(`Class ${classUid} has no activity ${activityId}`);
  return route;
}

function typeUid(classUid: number, activityId: number): number {
  return classUid * 100 + activityId;
}
