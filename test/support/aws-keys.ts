import type { AwsAuth } from "../../src/deliver/elasticsearch/config.ts";
import type { AwsIdentity } from "../../src/deliver/elasticsearch/aws/identity.ts";
import { signatureProblem, type ReceivedRequest } from "./aws-signature.ts";

export const awsKeys: AwsIdentity = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "FwoGZXIvYXdzEXAMPLE",
};

export function anAwsAuth(changes: Partial<AwsAuth> = {}): AwsAuth {
  return { kind: "aws", service: "es", region: "eu-central-1", identity: keys, ...changes };
}

function keys(): Promise<AwsIdentity> {
  return Promise.resolve(awsKeys);
}

/** What AWS has against a request that is not signed with the keys above. */
export function awsComplaint(service: AwsAuth["service"]) {
  return (request: ReceivedRequest) =>
    signatureProblem(request, { ...awsKeys, service, region: "eu-central-1" });
}
