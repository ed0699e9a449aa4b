import type { Dialect } from "./dialect.ts";
import {
  accountChange,
  apiActivity,
  authentication,
  detectionFinding,
  groupManagement,
  roleManagement,
  userAccess,
  userManagement,
} from "./route.ts";

/** Which of the parts that most records have a class can carry. */
export interface Abilities {
  /** Who acted and from where: not only possible, but required. */
  readonly needsActor: boolean;
  readonly hasActor: boolean;
  /** `src_endpoint` and `http_request` */
  readonly hasClient: boolean;
  readonly hasDestination: boolean;
  readonly hasResources: boolean;
  /** As `metadata.profiles` declares them, in JSON. */
  readonly profiles: string;
}

const profiles = '["cloud","datetime"]';
const withHost = '["cloud","datetime","host"]';

export function abilitiesOf(classUid: number, dialect: Dialect): Abilities {
  const isFinding = classUid === detectionFinding;
  const isOldest = classUid === accountChange || classUid === authentication;
  const isApi = classUid === apiActivity;
  const hasClient = isApi || isOldest || dialect.hasClientEverywhere;
  return {
    needsActor: isApi,
    hasActor: !isFinding,
    hasClient: hasClient && !isFinding,
    hasDestination: isApi || classUid === authentication,
    hasResources: isApi || isFinding || hasOwnResources(classUid, dialect),
    profiles: hasClient || isFinding ? profiles : withHost,
  };
}

function hasOwnResources(classUid: number, { hasClientEverywhere, hasRoles }: Dialect): boolean {
  if (classUid === userAccess) return hasClientEverywhere;
  if (classUid === groupManagement) return hasRoles;
  return classUid === userManagement || classUid === roleManagement;
}
