import { equal, hasText, like, type Search } from "./search.ts";

const cloudtrail = "aws.cloudtrail";
const request = `${cloudtrail}.request_parameters`;
const flattened = `${cloudtrail}.flattened`;

/** The kinds of conditions that published rules have, on fields of every type. */
export const ecsSearches: readonly Search[] = [
  {
    finds: "an action of a provider by how it ended",
    query: {
      bool: {
        filter: [
          { term: { "event.provider": "iam.amazonaws.com" } },
          { term: { "event.action": "CreateUser" } },
          { term: { "event.outcome": "success" } },
        ],
      },
    },
    isMeant: (document) =>
      hasText(document, "event.provider", (text) => text === "iam.amazonaws.com") &&
      hasText(document, "event.action", (text) => text === "CreateUser") &&
      hasText(document, "event.outcome", (text) => text === "success"),
  },
  equal("the category among several", "event.category", "iam"),
  equal("all of the data set", "data_stream.dataset", "aws.cloudtrail"),
  equal("what the root user did", `${cloudtrail}.user_identity.type`, "Root"),
  equal("a boolean that was sent as text", `${cloudtrail}.read_only`, "true"),
  equal("a sign-in without a second factor", mfaUsed(), "false"),
  equal("a parameter by its name", `${flattened}.request_parameters.userName`, "alice"),
  equal("whom an event is about", "related.user", "alice"),
  like("the text of the parameters", request, "userName="),
  like("the text of the answer", `${cloudtrail}.response_elements`, "ConsoleLogin=Failure"),
  like("an agent by a part of its name", "user_agent.original", "aws-cli"),
  like("a resource by a part of its ARN", `${cloudtrail}.resources.arn`, "role/"),
  equal("what an event touches", "related.entity", "alice"),
  equal("a label of the operator's", "labels.team", "soc"),
  equal("a network by its number", "source.as.number", "64500"),
  {
    finds: "places in a box",
    query: {
      geo_bounding_box: {
        "source.geo.location": { top: 55, left: 6, bottom: 47, right: 15 },
      },
    },
    isMeant: (document) => hasText(document, "source.geo.city_name", (text) => text === "Berlin"),
  },
  {
    finds: "a word in the parameters",
    query: { match: { [`${request}.text`]: "alice" } },
    isMeant: (document) => hasText(document, request, (text) => /\balice\b/i.test(text)),
  },
  {
    finds: "keys of roles by how they begin",
    query: { prefix: { [`${cloudtrail}.user_identity.access_key_id`]: "ASIA" } },
    isMeant: (document) =>
      hasText(document, `${cloudtrail}.user_identity.access_key_id`, (text) =>
        text.startsWith("ASIA"),
      ),
  },
  {
    finds: "addresses in a range",
    query: { term: { "source.ip": "198.51.100.0/24" } },
    isMeant: (document) => hasText(document, "source.ip", (text) => text.startsWith("198.51.100.")),
  },
  {
    finds: "IPv6 addresses in a range",
    query: { term: { "related.ip": "2001:db8::/32" } },
    isMeant: (document) => hasText(document, "related.ip", (text) => /^2001:0?db8:/i.test(text)),
  },
  {
    finds: "a span of time",
    query: { range: { "@timestamp": { gte: "2026-03-01T00:00:00Z", lt: "2026-04-01T00:00:00Z" } } },
    isMeant: (document) => hasText(document, "@timestamp", (text) => text.startsWith("2026-03-")),
  },
  {
    finds: "sessions older than a time",
    query: { range: { [sessionDate()]: { lt: "2026-03-01T00:00:00Z" } } },
    isMeant: (document) =>
      hasText(document, sessionDate(), (text) => Date.parse(text) < Date.parse("2026-03-01")),
  },
  {
    finds: "calls that failed with any error",
    query: { exists: { field: `${cloudtrail}.error_code` } },
    isMeant: (document) => hasText(document, `${cloudtrail}.error_code`, () => true),
  },
];

function mfaUsed(): string {
  return `${cloudtrail}.console_login.additional_eventdata.mfa_used`;
}

function sessionDate(): string {
  return `${cloudtrail}.user_identity.session_context.creation_date`;
}
