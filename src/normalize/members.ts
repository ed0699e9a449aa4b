/** The members that tell of a call and where it was made, whoever calls. Formats add what they tell of other records. */
export const commonCallMembers: readonly string[] = [
  "accountId",
  "apiVersion",
  "awsAccountId",
  "awsRegion",
  "errorCode",
  "eventCategory",
  "eventName",
  "eventSource",
  "eventType",
  "eventVersion",
  "managementEvent",
  "readOnly",
  "recipientAccountId",
  "tlsDetails",
];

/** Those that tell who calls, from where and with what program. */
export const commonCallerMembers: readonly string[] = [
  "sourceIPAddress",
  "userAgent",
  "userIdentity",
];
