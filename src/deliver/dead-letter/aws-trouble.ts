import { serverWords } from "../server-words.ts";
import type { AwsError } from "../../runtime/aws-error.ts";

/** Why dead letters could not be stored with AWS, or read from there. */
export interface AwsTrouble {
  /** It may be over within seconds; otherwise someone must mend something first. */
  readonly heals: boolean;
  /** What failed, on what, in the service's words, and what to do. */
  readonly message: string;
  /** What another client can do better. */
  readonly remedy?: Remedy;
}

export type Remedy =
  | { readonly kind: "credentials" }
  | { readonly kind: "region"; readonly region: string };

export interface Call {
  /** What it is for. Default: `store dead letters in`. */
  readonly purpose?: string;
  /** What is written to or read, as an operator knows it. */
  readonly where: string;
  /** The right that it takes, such as `s3:PutObject`. */
  readonly action: string;
}

export function awsTrouble(error: AwsError, call: Call): AwsTrouble {
  const { advice, ...consequence } = meaningOf(error)(error, call);
  const words = `${error.codes.join(" ") || "no code"}: ${serverWords(error.message)}`;
  return {
    ...consequence,
    message: `Cannot ${call.purpose ?? "store dead letters in"} ${call.where} (${words}): ${advice}`,
  };
}

interface Meaning {
  readonly heals: boolean;
  readonly advice: string;
  readonly remedy?: Remedy;
}

type Explain = (error: AwsError, call: Call) => Meaning;

/** Codes decide before statuses: these services say several different things with a 400 and a 403. */
function meaningOf({ codes, status }: AwsError): Explain {
  const row = rows.find(([pattern]) => codes.some((code) => pattern.test(code)));
  return row?.[1] ?? statuses.get(status ?? 0) ?? byKindOfStatus(status);
}

function byKindOfStatus(status: number | undefined): Explain {
  if (status === undefined) return unreachable;
  // A yes whose rest was lost says nothing about what was stored.
  return status >= 500 || status < 300 ? overloaded : refused;
}

const overloaded = heals("the service has trouble of its own, or too much to do.");
const unreachable = heals("look at name resolution, routes, firewalls and the endpoint.");
const refused = lasts("see what the answer says, and what stands between here and the service.");

const badCredentials: Explain = () => ({
  heals: true,
  advice: "renew the credentials, or correct where they come from.",
  remedy: { kind: "credentials" },
});

const elsewhere: Explain = ({ region }) =>
  region === undefined
    ? { heals: false, advice: "the bucket is in another region; set the region." }
    : {
        heals: true,
        advice: `the bucket is in ${region}; set the region.`,
        remedy: { kind: "region", region },
      };

const keyTrouble =
  "see that the KMS key is enabled, and allow {action} on it, in IAM and in the key's policy.";

const denied: Explain = ({ message }, { action, where }) => {
  const named = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1];
  if (named?.startsWith("kms:") === true || (named === undefined && /\bKMS\b/.test(message)))
    return { heals: false, advice: keyTrouble.replace("{action}", named ?? "kms:GenerateDataKey") };
  const owner = where.startsWith("s3:")
    ? " Where expected_bucket_owner is set, see that it owns the bucket."
    : "";
  return {
    heals: false,
    advice: `allow ${named ?? action} there, in IAM and in the resource's own policy.${owner}`,
  };
};

const rows: readonly (readonly [RegExp, Explain])[] = [
  [
    /Throttl|^(SlowDown|TooManyRequests|RequestLimitExceeded|Internal|ServiceUnavailable|RequestTimeout(Exception)?$|OperationAborted|Unanswered)/,
    overloaded,
  ],
  [/^(BadDigest|IncompleteBody|XAmzContentChecksumMismatch)$/, heals("it was damaged on its way.")],
  [/^KMS|^Kms/, lasts(keyTrouble.replace("{action}", "kms:GenerateDataKey and kms:Decrypt"))],
  [/^NoSuchBucket$/, lasts("create the bucket, or correct its name.")],
  [
    /^(QueueDoesNotExist|NonExistentQueue|InvalidAddress)$/,
    lasts("create the queue, or correct the queue_url (account, region and name)."),
  ],
  [
    /^(PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/,
    elsewhere,
  ],
  // The SDK learns from the refusal how wrong the clock is, and signs the next try by that.
  [
    /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/,
    heals("set this machine's clock."),
  ],
  [
    /Credential|^(ExpiredToken|Token|InvalidToken|InvalidAccessKeyId|InvalidClientTokenId|InvalidSecurity|UnrecognizedClient|SignatureDoesNotMatch|MissingAuthenticationToken)/,
    badCredentials,
  ],
  [
    /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/,
    lasts("set NODE_EXTRA_CA_CERTS to the authority that signed the endpoint's certificate."),
  ],
  [/^(AccessDenied|AllAccessDisabled|AccountProblem|Forbidden|NotAuthorized)/, denied],
  [
    /^Error$/,
    (error, call) =>
      /region is missing/i.test(error.message)
        ? { heals: false, advice: "set the region, or AWS_REGION." }
        : byKindOfStatus(error.status)(error, call),
  ],
];

const statuses: ReadonlyMap<number, Explain> = new Map([
  [301, elsewhere],
  [307, elsewhere],
  [308, elsewhere],
  [401, badCredentials],
  [403, denied],
  [408, overloaded],
  [429, overloaded],
]);

function heals(advice: string): Explain {
  return () => ({ heals: true, advice });
}

function lasts(advice: string): Explain {
  return () => ({ heals: false, advice });
}
