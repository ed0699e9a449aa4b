import type { JsonValue } from "../../event.ts";
import type { Factor, Group, Policy, Resource, Role, Session, User } from "./attributes.ts";

/** What some classes have and others have not: each class fills in its own. */
export interface Specifics {
  readonly account_switch_type?: string | undefined;
  readonly account_switch_type_id?: number | undefined;
  readonly action?: string | undefined;
  readonly action_id?: number | undefined;
  readonly anomaly_analyses?: readonly unknown[] | undefined;
  readonly auth_factors?: readonly Factor[] | undefined;
  readonly auth_protocol?: string | undefined;
  readonly auth_protocol_id?: number | undefined;
  readonly count?: number | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly entity?: Entity | undefined;
  readonly evidences?: readonly unknown[] | undefined;
  readonly finding_info?: FindingInfo | undefined;
  readonly group?: Group | undefined;
  readonly iam_role?: Role | undefined;
  readonly iam_roles?: readonly Role[] | undefined;
  readonly is_alert?: boolean | undefined;
  readonly is_mfa?: boolean | undefined;
  readonly is_remote?: boolean | undefined;
  readonly logon_type?: string | undefined;
  readonly logon_type_id?: number | undefined;
  readonly policies?: readonly Policy[] | undefined;
  readonly policy?: Policy | undefined;
  readonly privileges?: readonly string[] | undefined;
  readonly resources?: readonly Resource[] | undefined;
  readonly service?: { readonly name: string } | undefined;
  readonly session?: Session | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly updated_group?: Group | undefined;
  readonly updated_user?: User | undefined;
  readonly user?: User | undefined;
  readonly user_result?: User | undefined;
  readonly users?: readonly User[] | undefined;
}

export interface Entity {
  readonly data: JsonValue | undefined;
  readonly name: string | undefined;
  readonly type: string;
  readonly type_id: number | undefined;
  readonly uid: string | undefined;
  readonly version: string | undefined;
}

export interface FindingInfo {
  readonly analytic: {
    readonly name: string;
    readonly type: "Statistical";
    readonly type_id: 3;
  };
  readonly first_seen_time: number | undefined;
  readonly first_seen_time_dt: string | undefined;
  readonly last_seen_time: number | undefined;
  readonly last_seen_time_dt: string | undefined;
  readonly title: string;
  readonly types: readonly string[] | undefined;
  readonly uid: string;
}
