import type { KeepReason, ReleaseReason } from "../event.ts";
import type { S3Error } from "./s3-error.ts";

/**
 * What to do about an answer to `GetObject` that is not the object.
 * `retry`: it heals soon or never; a few tries, then release. `hold`: someone must mend something; tried for longer,
 * with `advice` in the log and in `/readyz`, then released; with new credentials where those were refused.
 * `gone`: there is nothing to read. `redirect`: ask again in another region.
 */
export type Answer =
  | { readonly kind: "retry"; readonly reason: ReleaseReason }
  | { readonly kind: "hold"; readonly advice: string; readonly renew: boolean }
  | { readonly kind: "gone" }
  | { readonly kind: "keep"; readonly reason: KeepReason; readonly message: string }
  | { readonly kind: "release"; readonly reason: ReleaseReason; readonly message: string }
  | { readonly kind: "redirect"; readonly region: string };

/** Codes decide before statuses: S3 says several different things with a 403 and a 400. */
export function answerTo(error: S3Error): Answer {
  const { code, status } = error;
  const answer = rows.find(({ codes }) => codes.test(code))?.answer ?? statuses.get(status ?? 0);
  if (answer !== undefined) return answer(error);
  // No answer, a failing server, or an answer that said yes and broke off.
  if (status === undefined || status >= 500 || status < 300) return overloaded;
  return hold("Look at the message, and at what stands between here and S3.");
}

const overloaded: Answer = { kind: "retry", reason: "object_unreadable" };
/** Young objects and late replication show up within seconds; what takes longer comes with the next receive. */
const missing: Answer = { kind: "retry", reason: "object_missing" };
const credentials: Answer = {
  kind: "hold",
  advice: "Renew the credentials, or correct where they come from.",
  renew: true,
};
/** Never go on with another version in the middle: the next receive reads it from its start. */
const changed: Answer = {
  kind: "release",
  reason: "object_unreadable",
  message: "The object was overwritten while it was read",
};

const rows: readonly { readonly codes: RegExp; readonly answer: (error: S3Error) => Answer }[] = [
  { codes: /^(NoSuchKey|NoSuchVersion)$/, answer: () => missing },
  {
    codes: /^NoSuchBucket$/,
    answer: () => hold("Correct what sends notifications for this bucket, or create it again."),
  },
  {
    codes: /^InvalidObjectState$/,
    answer: () => ({
      kind: "keep",
      reason: "object_archived",
      message: "The object is archived (Glacier): restore it, then redrive its message",
    }),
  },
  // A version that is a delete marker. Other servers' 405 come without this code.
  { codes: /^MethodNotAllowed$/, answer: () => ({ kind: "gone" }) },
  { codes: /^(PreconditionFailed|InvalidRange)$/, answer: () => changed },
  {
    codes:
      /^(PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/,
    answer: moved,
  },
  {
    codes: /Throttl|^(SlowDown|InternalError|ServiceUnavailable|RequestTimeout|TooManyRequests)/,
    answer: () => overloaded,
  },
  {
    codes: /^(RequestTimeTooSkewed|RequestExpired)$/,
    answer: () => hold("Set this machine's clock."),
  },
  {
    codes:
      /^(ExpiredToken|TokenRefreshRequired|InvalidToken|InvalidAccessKeyId|InvalidClientTokenId|SignatureDoesNotMatch|CredentialsProviderError|TokenProviderError)/,
    answer: () => credentials,
  },
  {
    codes: /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/,
    answer: () =>
      hold("Set NODE_EXTRA_CA_CERTS to the authority that signed the endpoint's certificate."),
  },
  {
    codes: /^Error$/,
    answer: ({ message }) =>
      /region is missing/i.test(message) ? hold("Set s3.region, or AWS_REGION.") : overloaded,
  },
  {
    codes: /^KMS\.|^Kms|^Disabled/,
    answer: () =>
      hold("See that the KMS key of the bucket is enabled, and allow kms:Decrypt on it."),
  },
  { codes: /^(AccessDenied|AllAccessDisabled|AccountProblem|Forbidden)/, answer: denied },
];

const statuses: ReadonlyMap<number, (error: S3Error) => Answer> = new Map([
  [301, moved],
  [307, moved],
  [308, moved],
  [401, () => credentials],
  [403, denied],
  [404, () => missing],
  [408, () => overloaded],
  [412, () => changed],
  [429, () => overloaded],
]);

function hold(advice: string): Answer {
  return { kind: "hold", advice, renew: false };
}

function moved({ region }: S3Error): Answer {
  if (region === undefined) return hold("The bucket is in another region: set s3.region.");
  return { kind: "redirect", region };
}

/** S3 hides missing keys behind this answer from whoever may not list the bucket. */
function denied({ message }: S3Error): Answer {
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1];
  if (action?.startsWith("kms:") === true || /\bkms:|\bKMS\b/.test(message)) {
    return hold(
      `Allow ${action ?? "kms:Decrypt"} on the bucket's KMS key, in IAM and in the key's policy.`,
    );
  }
  return hold(
    `Allow ${action ?? "s3:GetObject (s3:GetObjectVersion for versions)"} on the bucket's objects, in IAM and in the ` +
      "bucket's policy, and s3:ListBucket on the bucket, without which missing objects look forbidden. " +
      "Where expected_bucket_owner is set, see that it owns the bucket.",
  );
}
