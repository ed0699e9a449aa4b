import { objectAt, textAt } from "../value.ts";
import type { Factor } from "./attributes.ts";
import type { Reading } from "./reading.ts";

interface Kind {
  readonly id: number;
  readonly caption: string;
}

const sms: Kind = { id: 1, caption: "SMS" };
const hardware: Kind = { id: 6, caption: "Hardware Token" };
const otp: Kind = { id: 7, caption: "OTP" };
const email: Kind = { id: 8, caption: "Email" };
const u2f: Kind = { id: 9, caption: "U2F" };

/** The words of `MfaType` and `CredentialType`, in capitals. */
const kinds = new Map<string, Kind>([
  ["EMAIL", email],
  ["EMAIL_OTP", email],
  ["HARDWARE MFA", hardware],
  ["OTP", otp],
  ["PASSWORD", { id: 11, caption: "Password" }],
  ["SMS", sms],
  ["SMS MFA", sms],
  ["SOFTWARE MFA", otp],
  ["TOTP", otp],
  ["U2F", u2f],
  ["U2F MFA", u2f],
  ["VIRTUAL MFA", otp],
  ["WEBAUTHN", { id: 10, caption: "WebAuthn" }],
]);

/** What a person signed in with. */
export function usedFactors({ additional }: Reading): readonly Factor[] | undefined {
  const word = textAt(additional, "MfaType") ?? textAt(additional, "CredentialType");
  if (word === undefined) return undefined;
  const kind = kinds.get(word.toUpperCase()) ?? otherKind(word);
  return [factorOf(kind, textAt(additional, "MFAIdentifier"))];
}

/** The device that a call gives to a user, or takes away: the ARN tells its kind. */
export function changedFactors({ parameters, response }: Reading): readonly Factor[] | undefined {
  const device = objectAt(response, "virtualMFADevice");
  const serial = textAt(parameters, "serialNumber") ?? textAt(device, "serialNumber");
  return serial === undefined ? undefined : [factorOf(kindOfDevice(serial), serial)];
}

function kindOfDevice(serial: string): Kind {
  if (serial.includes(":mfa/")) return otp;
  if (serial.includes(":u2f/")) return u2f;
  return serial.includes(":sms-mfa/") ? sms : hardware;
}

function otherKind(word: string): Kind {
  return word.toUpperCase() === "OTHER" ? { id: 0, caption: "Unknown" } : { id: 99, caption: word };
}

/** OCSF has no kind of device for these. */
const device = { type: "MFA Device", type_id: 99 } as const;

function factorOf({ id, caption }: Kind, serial: string | undefined): Factor {
  return {
    device: serial === undefined ? undefined : { ...device, uid: serial },
    factor_type: caption,
    factor_type_id: id,
  };
}
