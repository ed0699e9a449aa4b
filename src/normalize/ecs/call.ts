import type { JsonObject, TrailRecord } from "../../event.ts";
import type { Members } from "../../record/excerpt.ts";
import { flat } from "../flat.ts";
import { identityOf } from "../identity.ts";
import { append, opened } from "../json-text.ts";
import { commonCallMembers } from "../members.ts";
import { createTemplates } from "../templates.ts";
import { accountText } from "./caller.ts";
import { categorizationText, createCategorize } from "./categories.ts";
import type { Categories, Categorization } from "./categories.ts";
import { foreignHost } from "./hosts.ts";
import { boolean, keywordText, quotedBoolean, serviceName } from "./scalar.ts";
import { subjectOf } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { tlsOf } from "./tls.ts";

/** All that a document says of what is called and how, whoever calls. JSON text, unless told otherwise. */
export interface Call {
  /** Members of `event`, as they stand behind others. */
  readonly event: string;
  /** Begins `cloud`; not closed. */
  readonly cloud: string;
  /** `cloud.account`, where the caller's identity doesn't tell. */
  readonly account: string | undefined;
  /** Begins `aws.cloudtrail`; not closed. */
  readonly cloudtrail: string;
  /** `tls` */
  readonly tls: string | undefined;
  /** The host that was asked for, as part of `related.hosts`; no JSON. */
  readonly host: string | undefined;
}

/** Some actions make most calls, whoever makes them. With what is made of them they take four times the space. */
const capacity = 2 ** 19;

const members = [
  ...commonCallMembers,
  "vpcEndpointId",
  "vpcEndpointAccountId",
  "sessionCredentialFromConsole",
  // Of insights and digests.
  "insightDetails",
  "insightEventSource",
  "insightEventName",
  "digestS3Object",
];

export function createCallOf(categories: Categories): (record: TrailRecord) => Call {
  const categorize = createCategorize(categories);
  return createTemplates(
    members,
    (excerpt) => {
      const { fields } = excerpt;
      const subject = subjectOf(excerpt, fields, categories);
      return describe(excerpt, fields, subject, categorize(fields));
    },
    { capacity },
  );
}

function describe(
  record: Members,
  fields: JsonObject,
  subject: Subject,
  categorization: Categorization,
): Call {
  const tls = tlsOf(fields);
  return {
    event: flat(eventText(subject) + categorizationText(categorization)),
    cloud: flat(cloudText(record, subject)),
    account: accountText(identityOf(fields).accountId),
    cloudtrail: flat(append(cloudtrailText(record), ',"tls_details":', tls.exchange)),
    tls: tls.tls,
    host: foreignHost(tls.serverName),
  };
}

function eventText({ provider, action }: Subject): string {
  return append(append("", ',"provider":', provider), ',"action":', action);
}

function cloudText(record: Members, { provider }: Subject): string {
  const service = serviceName(provider);
  const cloud = append('{"provider":"aws"', ',"region":', keywordText(record, "awsRegion"));
  return append(cloud, ',"service":', service && `{"name":${service}}`);
}

function cloudtrailText(record: Members): string {
  const copied = (name: string) => keywordText(record, name);
  let text = append(opened, ',"event_version":', copied("eventVersion"));
  text = append(text, ',"event_type":', copied("eventType"));
  text = append(text, ',"event_category":', copied("eventCategory"));
  text = append(text, ',"api_version":', copied("apiVersion"));
  text = append(text, ',"management_event":', quotedBoolean(record, "managementEvent"));
  text = append(text, ',"read_only":', boolean(record, "readOnly"));
  text = append(text, ',"recipient_account_id":', copied("recipientAccountId"));
  text = append(text, ',"vpc_endpoint_id":', copied("vpcEndpointId"));
  text = append(text, ',"vpc_endpoint_account_id":', copied("vpcEndpointAccountId"));
  text = append(text, ',"error_code":', copied("errorCode"));
  const fromConsole = copied("sessionCredentialFromConsole");
  return append(text, ',"session_credential_from_console":', fromConsole);
}
