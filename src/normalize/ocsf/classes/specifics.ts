import type { Making } from "../making.ts";
import type { Reading } from "../reading.ts";
import {
  accountChange,
  authentication,
  detectionFinding,
  entityManagement,
  groupManagement,
  roleManagement,
  userAccess,
  userManagement,
} from "../route.ts";
import type { Specifics } from "../specifics.ts";
import { accountChangeOf, userManagementOf } from "./account-change.ts";
import { apiActivityOf } from "./api-activity.ts";
import { authenticationOf } from "./authentication.ts";
import { detectionFindingOf } from "./detection-finding.ts";
import { entityManagementOf } from "./entity-management.ts";
import { groupManagementOf } from "./group-management.ts";
import { roleManagementOf } from "./role-management.ts";
import { userAccessOf } from "./user-access.ts";

const makers = new Map<number, (reading: Reading, making: Making) => Specifics>([
  [accountChange, accountChangeOf],
  [authentication, authenticationOf],
  [detectionFinding, detectionFindingOf],
  [entityManagement, entityManagementOf],
  [groupManagement, groupManagementOf],
  [roleManagement, roleManagementOf],
  [userAccess, userAccessOf],
  [userManagement, userManagementOf],
]);

/** What the event's class has and others have not. */
export function specificsOf(reading: Reading, making: Making): Specifics {
  const make = makers.get(making.route.classUid) ?? apiActivityOf;
  return make(reading, making);
}
