/**
 * What an error of SQS means for an operator. Errors are matched by the SDK's shape name and by the code of the
 * older query protocol, since servers and SDK versions differ in which of them they give.
 */
export interface Diagnosis {
  readonly reason: TroubleReason;
  /** The error's own words, shortened. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
}

/** A closed list: it labels a metric. */
export type TroubleReason = (typeof kinds)[number]["reason"] | "other";

interface Symptoms {
  readonly names: readonly string[];
  readonly message: string;
  readonly status: number | undefined;
}

/** `action` is the right that the call needs, such as `sqs:ReceiveMessage`. */
export function diagnose(error: unknown, action: string): Diagnosis {
  const symptoms = symptomsOf(error);
  const kind = kinds.find(({ fits }) => fits(symptoms));
  return {
    reason: kind?.reason ?? "other",
    message: `${symptoms.names.join(" ")}: ${symptoms.message}`.slice(0, 300),
    advice:
      kind?.advice.replace("{action}", action) ?? "Look at the message; the call is tried again.",
  };
}

/** The receipt handle stands for no claim any more: the time is over, or the message is gone. */
export function isGone(code: string): boolean {
  return goneCodes.has(withoutPrefix(code));
}

const goneCodes = new Set([
  "ReceiptHandleIsInvalid",
  "MessageNotInflight",
  "InvalidParameterValue",
  "InvalidParameterValueException",
  "InvalidIdFormat",
]);

const kinds = [
  {
    reason: "throttled",
    fits: ({ names, status }: Symptoms) =>
      names.some((name) => /throttl|^TooManyRequests|^SlowDown|^LimitExceeded/i.test(name)) ||
      status === 429,
    advice: "Wait; ask for a higher quota where it lasts.",
  },
  {
    reason: "kms",
    fits: ({ names }: Symptoms) => names.some((name) => /^KMS/i.test(name)),
    advice: "Allow kms:Decrypt on the key that encrypts the queue, and see that it is enabled.",
  },
  {
    reason: "queue_missing",
    fits: named("QueueDoesNotExist", "NonExistentQueue", "InvalidAddress"),
    advice: "Correct the queue_url (account, region and name), or create the queue.",
  },
  {
    reason: "clock",
    fits: named("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"),
    advice: "Set this machine's clock.",
  },
  {
    reason: "credentials",
    fits: ({ names }: Symptoms) =>
      names.some((name) =>
        /Credential|^Token|ExpiredToken|ClientToken|Signature|^InvalidSecurity|^UnrecognizedClient|AuthenticationToken|^AuthFailure|^InvalidAccessKeyId|^OptInRequired/.test(
          name,
        ),
      ),
    advice: "Renew the credentials, or correct where they come from.",
  },
  {
    reason: "over_limit",
    fits: named("OverLimit"),
    advice: "Too many messages of the queue are in flight; look for consumers that never settle.",
  },
  {
    reason: "access_denied",
    fits: ({ names, status }: Symptoms) =>
      names.some((name) => /^(AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(name)) ||
      status === 403,
    advice: "Allow {action} on the queue, in the role's policy or in the queue's.",
  },
  {
    reason: "region",
    fits: ({ message }: Symptoms) => /region is missing/i.test(message),
    advice: "The queue_url does not name a region: set AWS_REGION.",
  },
  {
    reason: "tls",
    fits: ({ names }: Symptoms) =>
      names.some((name) => /CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_/.test(name)),
    advice: "Trust the authority of the endpoint's certificate: NODE_EXTRA_CA_CERTS.",
  },
  {
    reason: "timeout",
    fits: named("TimeoutError", "RequestTimeout", "RequestTimeoutException", "ETIMEDOUT"),
    advice: "Look at the network between here and the queue's endpoint.",
  },
  {
    reason: "unreachable",
    fits: ({ names }: Symptoms) =>
      names.some((name) => /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|EPROTO)/.test(name)),
    advice: "Look at name resolution, routes, firewalls and the VPC endpoint of the queue.",
  },
  {
    reason: "unavailable",
    fits: ({ names, status }: Symptoms) =>
      (status !== undefined && status >= 500) ||
      names.some((name) => /^(ServiceUnavailable|InternalError|InternalFailure)/.test(name)),
    advice: "Wait: the service has trouble of its own.",
  },
] as const;

function named(...expected: readonly string[]): (symptoms: Symptoms) => boolean {
  return ({ names }) => names.some((name) => expected.includes(name));
}

function symptomsOf(error: unknown): Symptoms {
  const names = [field(error, "name"), field(error, "Code"), field(error, "code")].filter(
    (name) => typeof name === "string",
  );
  const message = field(error, "message");
  const status = field(field(error, "$metadata"), "httpStatusCode");
  return {
    names: [...new Set(names.map(withoutPrefix))],
    message: typeof message === "string" ? message : String(error),
    status: typeof status === "number" ? status : undefined,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function withoutPrefix(code: string): string {
  return code.replace(/^(AWS|com\.amazonaws)[.\w]*[.#](?=\w)/i, "");
}
