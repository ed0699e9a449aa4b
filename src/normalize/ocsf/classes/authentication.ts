import { objectAt, textAt } from "../../value.ts";
import type { Session } from "../attributes.ts";
import { expiryOf } from "../expiry.ts";
import { usedFactors } from "../factors.ts";
import type { Making } from "../making.ts";
import type { Reading } from "../reading.ts";
import { sessionUser } from "../session-user.ts";
import type { Specifics } from "../specifics.ts";

/** Sign-ins of people, and sessions that are made of other credentials. */
export function authenticationOf(reading: Reading, { caller, dialect }: Making): Specifics {
  const { operation = "", service = "" } = reading;
  const protocol = protocolOf(operation);
  const logon = logonOf(operation, service);
  const isSwitch = operation === "SwitchRole" && dialect.hasAccountSwitch;
  return {
    ...(isSwitch ? impersonation : {}),
    auth_factors: dialect.hasLoginFactors ? usedFactors(reading) : undefined,
    auth_protocol: protocol?.caption,
    auth_protocol_id: protocol?.id,
    is_mfa: isMfa(reading),
    is_remote: true,
    logon_type: logon?.caption,
    logon_type_id: logon?.id,
    service: { name: service },
    session: sessionOf(reading),
    user: sessionUser(reading, caller, dialect),
  };
}

interface Kind {
  readonly id: number;
  readonly caption: string;
}

const saml: Kind = { id: 5, caption: "SAML" };
const openId: Kind = { id: 4, caption: "OpenID" };
const interactive: Kind = { id: 2, caption: "Interactive" };
const network: Kind = { id: 3, caption: "Network" };
const impersonation = { account_switch_type: "Impersonate", account_switch_type_id: 2 };

function protocolOf(operation: string): Kind | undefined {
  if (operation === "AssumeRoleWithSAML") return saml;
  return operation === "AssumeRoleWithWebIdentity" ? openId : undefined;
}

function logonOf(operation: string, service: string): Kind | undefined {
  if (operation === "ConsoleLogin") return interactive;
  return service === "sts.amazonaws.com" ? network : undefined;
}

/** The console says it in words. Other calls name the device whose code they bring. */
function isMfa({ additional, parameters }: Reading): boolean | undefined {
  const used = textAt(additional, "MFAUsed")?.toLowerCase();
  if (used === "yes" || used === "true") return true;
  if (used === "no" || used === "false") return false;
  return textAt(parameters, "serialNumber") === undefined ? undefined : true;
}

/** The session that was made, not the one that the call was made in. */
function sessionOf({ response }: Reading): Session | undefined {
  const assumed = objectAt(response, "assumedRoleUser");
  const federated = objectAt(response, "federatedUser");
  const credentials = objectAt(response, "credentials");
  const uid = textAt(assumed, "assumedRoleId") ?? textAt(federated, "federatedUserId");
  const uidAlt = textAt(assumed, "arn") ?? textAt(federated, "arn");
  const credential = textAt(credentials, "accessKeyId");
  const expiry = expiryOf(textAt(credentials, "expiration"));
  if ((uid ?? uidAlt ?? credential ?? expiry) === undefined) return undefined;
  return {
    created_time: undefined,
    created_time_dt: undefined,
    credential_uid: credential,
    expiration_time: expiry?.ms,
    expiration_time_dt: expiry?.text,
    is_mfa: undefined,
    issuer: undefined,
    uid,
    uid_alt: uidAlt,
  };
}
