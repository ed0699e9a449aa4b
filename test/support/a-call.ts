/** What CloudTrail writes of a call, with other fields where a test says so. */
export function aCall(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    eventVersion: "1.11",
    userIdentity: alice,
    eventTime: "2026-11-22T09:15:04Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    awsRegion: "eu-central-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.31.3",
    requestParameters: null,
    responseElements: null,
    requestID: "1a2b3c4d-0001-EXAMPLE",
    eventID: "0f1e2d3c-0001-EXAMPLE",
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    ...fields,
  };
}

export const alice = {
  type: "IAMUser",
  principalId: "AIDACKCEVSQ6C2EXAMPLE",
  arn: "arn:aws:iam::111122223333:user/alice",
  accountId: "111122223333",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  userName: "alice",
};

export const webRole = {
  type: "AssumedRole",
  principalId: "AROACKCEVSQ6C2EXAMPLE:i-0123456789abcdef0",
  arn: "arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0",
  accountId: "111122223333",
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROACKCEVSQ6C2EXAMPLE",
      arn: "arn:aws:iam::111122223333:role/web",
      accountId: "111122223333",
      userName: "web",
    },
    attributes: { creationDate: "2026-11-22T09:00:00Z", mfaAuthenticated: "false" },
  },
};
