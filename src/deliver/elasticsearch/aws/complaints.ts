import type { Trouble } from "../../destination.ts";

/** What AWS has against a request before the server sees it, and what to do about it. */
export interface AwsComplaint {
  readonly kind: Extract<Trouble["kind"], "unauthorized" | "forbidden">;
  readonly advice: string;
}

/** Undefined for what the server itself says. */
export function awsComplaint(text: string): AwsComplaint | undefined {
  return complaints.find(([words]) => words.test(text))?.[1];
}

const complaints: readonly (readonly [RegExp, AwsComplaint])[] = [
  [
    /request signature we calculated does not match/i,
    unauthorized(
      "Check `auth.aws`: the secret key may be wrong, `urls` must name AWS's endpoint itself, and nothing in between may change requests.",
    ),
  ],
  [
    /credential should be scoped to/i,
    unauthorized(
      "Set `auth.aws.region` and `auth.aws.service` to those of the domain or collection.",
    ),
  ],
  [
    /signature (expired|not yet current)/i,
    unauthorized("The clock of this machine is wrong; AWS allows for five minutes."),
  ],
  [
    /security token included in the request is (expired|invalid)|ExpiredToken|UnrecognizedClient/i,
    unauthorized(
      "The AWS keys have expired or were revoked; others are fetched for the next attempt.",
    ),
  ],
  [
    /User: anonymous is not authorized to perform/i,
    unauthorized("Set `auth.aws`: this domain takes signed requests only."),
  ],
  [
    /is not authorized to perform/i,
    forbidden(
      "Allow it in the access policy of the domain and in the policies of the role it names.",
    ),
  ],
  [
    /"reason"\s*:\s*"403 Forbidden"/,
    forbidden(
      "Name the role in a data access policy of the collection with aoss:WriteDocument, aoss:CreateIndex and aoss:UpdateIndex, and allow the role aoss:APIAccessAll.",
    ),
  ],
  [
    /backend_roles=/,
    forbidden(
      "Map the role it names to a role of OpenSearch that may write (Dashboards, Security, Roles, Mapped users).",
    ),
  ],
];

function unauthorized(advice: string): AwsComplaint {
  return { kind: "unauthorized", advice };
}

function forbidden(advice: string): AwsComplaint {
  return { kind: "forbidden", advice };
}
