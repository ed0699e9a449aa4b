/**
 * Who we are to Elasticsearch or OpenSearch.
 */
import type { z } from "zod";
import type { HeaderAuth } from "../deliver/elasticsearch/config.ts";
import { choice, secret, section, text } from "./fields.ts";
import { region } from "./names.ts";
import { present } from "./present.ts";
import { resolveRole, roleSection, type RoleConfig } from "./sources.ts";

/** What is said about AWS; the keys themselves are found when the program runs. */
export interface AwsAuthSettings {
  readonly kind: "aws";
  readonly service: "es" | "aoss";
  readonly region: string;
  /** Absent: the AWS SDK's own chain. */
  readonly credentials?: RoleConfig;
}

export const auth = section({
  api_key: secret()
    .optional()
    .describe("API key, either as id:key or encoded as Elasticsearch gives it."),
  token: secret().optional().describe("Bearer token."),
  username: text({
    pattern: "^[^:\\p{Cc}]+$",
    problem: "is not a user name; it can't hold a colon",
  })
    .optional()
    .describe("User, with password."),
  password: secret().optional().describe("Password of the user."),
  aws: section({
    service: choice(["es", "aoss"])
      .optional()
      .describe(
        "es for a domain of Amazon OpenSearch Service, aoss for a Serverless collection. Default: what the URL names, else es.",
      ),
    region: region
      .optional()
      .describe("Region of the domain or collection. Default: the one that the URL names."),
    credentials: roleSection()
      .optional()
      .describe("A role to assume. Default: the AWS SDK's own chain of credentials."),
  })
    .optional()
    .describe("Sign requests with keys of AWS; {} where the URL names service and region."),
})
  .check(({ value, issues }) => {
    const problem = issues.length === 0 ? authProblem(value) : undefined;
    if (problem !== undefined) issues.push({ code: "custom", message: problem, input: undefined });
  })
  .describe("Who we are: api_key, or token, or aws, or username and password. Default: nobody.");

type GivenAuth = z.output<typeof auth>;

export function resolveAuth(
  given: GivenAuth | undefined,
  urls: readonly URL[],
): HeaderAuth | AwsAuthSettings | undefined {
  if (given?.api_key !== undefined) return { kind: "api_key", key: given.api_key };
  if (given?.token !== undefined) return { kind: "bearer", token: given.token };
  if (given?.aws !== undefined) return resolveAws(given.aws, urls);
  if (given?.username === undefined || given.password === undefined) return undefined;
  return { kind: "basic", username: given.username, password: given.password };
}

/** Undefined where nothing tells the region. */
export function resolveAws(
  given: NonNullable<GivenAuth["aws"]>,
  urls: readonly URL[],
): AwsAuthSettings | undefined {
  const endpoint = urls.map(endpointOf).find((found) => found !== undefined);
  const { service = endpoint?.service ?? "es", region: inRegion = endpoint?.region } = given;
  if (inRegion === undefined) return undefined;
  const credentials = resolveRole(given.credentials);
  return { kind: "aws", service, region: inRegion, ...present({ credentials }) };
}

/** What the names that AWS gives tell, of IPv4 alone and of both: `….REGION.es.amazonaws.com`, `….aos.REGION.on.aws`. */
function endpointOf({ hostname }: URL) {
  const [, older, olderService] =
    /\.([a-z\d-]+)\.(es|aoss)\.amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  if (older !== undefined) return { service: serviceOf(olderService), region: older };
  const [, service, newer] = /\.(aos|aoss)\.([a-z\d-]+)\.on\.aws$/.exec(hostname) ?? [];
  return newer === undefined ? undefined : { service: serviceOf(service), region: newer };
}

function serviceOf(name: string | undefined): "es" | "aoss" {
  return name === "aoss" ? "aoss" : "es";
}

function authProblem(given: GivenAuth): string | undefined {
  const basic = given.username !== undefined || given.password !== undefined;
  const ways = [given.api_key, given.token, given.aws].map((way) => way !== undefined);
  const count = [...ways, basic].filter(Boolean).length;
  if (count === 0) return "is empty; give api_key, or token, or aws, or username and password";
  if (count > 1)
    return "has several ways in; keep one of api_key, token, aws, username and password";
  if (basic && given.password === undefined) return "has a username without a password";
  if (basic && given.username === undefined) return "has a password without a username";
  return undefined;
}
