import type { JsonObject } from "../../event.ts";
import { objectOf } from "../value.ts";
import { flattened } from "./payload/payload.ts";
import { present } from "./present.ts";
import { booleanText, keyword } from "./scalar.ts";

/** `aws.cloudtrail.user_identity`: CloudTrail's `userIdentity` in Elastic's spelling. */
export function userIdentityOf(record: JsonObject, sessionCreated: string | undefined): unknown {
  const identity = objectOf(record["userIdentity"]);
  if (identity === undefined) return undefined;
  return present({
    type: keyword(identity["type"]),
    arn: keyword(identity["arn"]),
    access_key_id: keyword(identity["accessKeyId"]),
    invoked_by: keyword(identity["invokedBy"]),
    invoked_by_delegate: delegateOf(objectOf(identity?.["invokedByDelegate"])),
    credential_id: keyword(identity["credentialId"]),
    identity_provider: keyword(identity["identityProvider"]),
    in_scope_of: scopeOf(objectOf(identity?.["inScopeOf"])),
    on_behalf_of: personOf(objectOf(identity?.["onBehalfOf"])),
    session_context: sessionOf(objectOf(identity?.["sessionContext"]), sessionCreated),
  });
}

function delegateOf(delegate: JsonObject | undefined): unknown {
  return delegate && present({ account_id: keyword(delegate["accountId"]) });
}

/** The instance, function or task that a service gave the credentials to. */
function scopeOf(scope: JsonObject | undefined): unknown {
  if (scope === undefined) return undefined;
  return present({
    issuer_type: keyword(scope["issuerType"]),
    credentials_issued_to: keyword(scope["credentialsIssuedTo"]),
    source_arn: keyword(scope["sourceArn"]),
    source_account: keyword(scope["sourceAccount"]),
  });
}

function personOf(person: JsonObject | undefined): unknown {
  if (person === undefined) return undefined;
  return present({
    user_id: keyword(person["userId"]),
    identity_store_arn: keyword(person["identityStoreArn"]),
  });
}

function sessionOf(session: JsonObject | undefined, created: string | undefined): unknown {
  if (session === undefined) return undefined;
  return present({
    mfa_authenticated: booleanText(objectOf(session?.["attributes"])?.["mfaAuthenticated"]),
    creation_date: created,
    session_issuer: issuerOf(objectOf(session?.["sessionIssuer"])),
    ec2_role_delivery: keyword(session["ec2RoleDelivery"]),
    source_identity: keyword(session["sourceIdentity"]),
    assumed_root: keyword(session["assumedRoot"]),
    sign_in_session_arn: keyword(session["signInSessionArn"]),
    web_id_federation_data: federationOf(objectOf(session?.["webIdFederationData"])),
  });
}

function issuerOf(issuer: JsonObject | undefined): unknown {
  if (issuer === undefined) return undefined;
  return present({
    type: keyword(issuer["type"]),
    principal_id: keyword(issuer["principalId"]),
    arn: keyword(issuer["arn"]),
    account_id: keyword(issuer["accountId"]),
  });
}

function federationOf(data: JsonObject | undefined): unknown {
  if (data === undefined) return undefined;
  return present({
    federated_provider: keyword(data["federatedProvider"]),
    attributes: flattened(data["attributes"]),
  });
}
