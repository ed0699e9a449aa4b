/** The versions of OCSF that CloudTrail can be mapped to. */
export type OcsfVersion = "1.1.0" | "1.5.0" | "1.8.0" | "1.9.0";

/**
 * What one version of OCSF has and another has not, as far as CloudTrail needs it. Nothing is written that is newer than
 * the version asked for, and nothing that is deprecated in it.
 */
export interface Dialect {
  readonly version: OcsfVersion;
  /** 1.2 renamed it, and 1.9 made it an object. */
  readonly invoker: "invoked_by" | "app_name" | "application";
  /** Before 1.4, an account change had one `policy`. */
  readonly hasPolicies: boolean;
  /** Before 1.5, classes for groups, access and entities knew no client, and who acted only with the profile `host`. */
  readonly hasClientEverywhere: boolean;
  /** Before 1.5, an endpoint was nothing by its `domain` alone, and had no owner. */
  readonly hasFullEndpoints: boolean;
  /** Before 1.5, there was no group management without a privilege or a user. */
  readonly hasBareGroups: boolean;
  /** Before 1.5, there were few types of observables. */
  readonly hasAllObservables: boolean;
  readonly hasAnomalies: boolean;
  readonly hasSecurityControl: boolean;
  readonly hasPartition: boolean;
  readonly hasEntityTypes: boolean;
  readonly hasLoginFactors: boolean;
  readonly hasRawDataSize: boolean;
  /** 1.6 moved keys from `user.credential_uid` to `user.programmatic_credentials`. */
  readonly hasProgrammaticCredentials: boolean;
  readonly hasAccountSwitch: boolean;
  readonly hasResourceRoles: boolean;
  readonly hasRawDataHash: boolean;
  /** Since 1.7: where the log came from, and as what. */
  readonly hasLogOrigin: boolean;
  /** Since 1.7: an account change tells of the second factor that it is about. */
  readonly hasChangedFactors: boolean;
  /** Since 1.8: a policy may be known by its type alone, and a group by a second id. */
  readonly hasPolicyTypes: boolean;
  /** 1.9 replaced the classes for account changes and user access, and gave roles their own. */
  readonly hasRoles: boolean;
  /** Texts longer than this are invalid. */
  readonly maxText: number;
}

const minors: Record<OcsfVersion, number> = { "1.1.0": 1, "1.5.0": 5, "1.8.0": 8, "1.9.0": 9 };

export function dialectOf(version: OcsfVersion): Dialect {
  const minor = minors[version];
  return {
    version,
    invoker: minor < 2 ? "invoked_by" : minor < 9 ? "app_name" : "application",
    hasPolicies: minor >= 4,
    hasClientEverywhere: minor >= 5,
    hasFullEndpoints: minor >= 5,
    hasBareGroups: minor >= 5,
    hasAllObservables: minor >= 5,
    hasAnomalies: minor >= 5,
    hasSecurityControl: minor >= 5,
    hasPartition: minor >= 5,
    hasEntityTypes: minor >= 5,
    hasLoginFactors: minor >= 5,
    hasRawDataSize: minor >= 5,
    hasProgrammaticCredentials: minor >= 6,
    hasAccountSwitch: minor >= 6,
    hasResourceRoles: minor >= 6,
    hasRawDataHash: minor >= 6,
    hasLogOrigin: minor >= 7,
    hasChangedFactors: minor >= 7,
    hasPolicyTypes: minor >= 8,
    hasRoles: minor >= 9,
    maxText: minor < 2 ? 65_535 : Number.POSITIVE_INFINITY,
  };
}
