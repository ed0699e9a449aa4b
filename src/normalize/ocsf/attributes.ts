/** The objects of OCSF that events are made of, with its names: https://schema.ocsf.io/1.8.0/objects */
import type { AutonomousSystem, Location } from "./location.ts";

/** Each maker writes all keys of its object, always: objects of one shape are made and printed faster. */
type Maybe<T> = T | undefined;

export interface Account {
  readonly type: "AWS Account";
  readonly type_id: 10;
  readonly uid: string;
}

export interface Credential {
  readonly uid: string;
}

export interface User {
  readonly account: Maybe<Account>;
  readonly credential_uid: Maybe<string>;
  readonly name: Maybe<string>;
  readonly programmatic_credentials: Maybe<readonly Credential[]>;
  readonly type: Maybe<string>;
  readonly type_id: Maybe<number>;
  readonly uid: Maybe<string>;
  readonly uid_alt: Maybe<string>;
}

export interface Session {
  readonly created_time: Maybe<number>;
  readonly created_time_dt: Maybe<string>;
  readonly credential_uid: Maybe<string>;
  readonly expiration_time: Maybe<number>;
  readonly expiration_time_dt: Maybe<string>;
  readonly is_mfa: Maybe<boolean>;
  readonly issuer: Maybe<string>;
  readonly uid: Maybe<string>;
  readonly uid_alt: Maybe<string>;
}

export interface Role {
  readonly account: Maybe<Account>;
  readonly name: Maybe<string>;
  readonly uid: Maybe<string>;
  readonly uid_alt: Maybe<string>;
}

export interface Actor {
  readonly app_name: Maybe<string>;
  readonly application: Maybe<{ readonly name: string }>;
  readonly iam_role: Maybe<Role>;
  readonly idp: Maybe<{ readonly name: Maybe<string>; readonly uid: Maybe<string> }>;
  readonly invoked_by: Maybe<string>;
  readonly session: Maybe<Session>;
  readonly user: Maybe<User>;
}

export interface Endpoint {
  readonly autonomous_system: Maybe<AutonomousSystem>;
  readonly domain: Maybe<string>;
  readonly hostname: Maybe<string>;
  readonly ip: Maybe<string>;
  readonly location: Maybe<Location>;
  readonly name: Maybe<string>;
  readonly owner: Maybe<{ readonly account: Account }>;
  readonly svc_name: Maybe<string>;
  readonly uid: Maybe<string>;
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** As what of the record it carries, and as JSON text; so are the responses and the metadata. */
export interface ApiRequest {
  readonly hasOwnId: boolean;
  readonly hasData: boolean;
  readonly text: string;
}

export interface ApiResponse {
  readonly hasData: boolean;
  readonly hasMessage: boolean;
  readonly text: string;
}

export interface Cloud {
  readonly account: Maybe<Account>;
  readonly cloud_partition: Maybe<string>;
  readonly provider: "AWS";
  readonly region: Maybe<string>;
}

export interface Resource {
  readonly cloud_partition: Maybe<string>;
  readonly name: Maybe<string>;
  readonly owner: Maybe<{ readonly account: Account }>;
  readonly region: Maybe<string>;
  readonly role: Maybe<"Target">;
  readonly role_id: Maybe<1>;
  readonly type: Maybe<string>;
  readonly uid: Maybe<string>;
}

export interface Policy {
  readonly data: Maybe<string>;
  readonly name: Maybe<string>;
  readonly type: Maybe<string>;
  readonly uid: Maybe<string>;
}

export interface Group {
  readonly name: Maybe<string>;
  readonly uid: Maybe<string>;
  readonly uid_alt: Maybe<string>;
}

export interface Factor {
  readonly device: Maybe<{ readonly type: string; readonly type_id: number; readonly uid: string }>;
  readonly factor_type: string;
  readonly factor_type_id: number;
}

/** `text` has the members that only one event has. */
export interface Metadata {
  readonly hasEventId: boolean;
  readonly hasTime: boolean;
  readonly hasCorrelation: boolean;
  readonly text: string;
}
