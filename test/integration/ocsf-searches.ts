import { equal, hasText, like, type Search } from "./search.ts";

/** What consumers of OCSF ask for, on fields of every type. */
export const ocsfSearches: readonly Search[] = [
  {
    finds: "failed calls of a service",
    query: {
      bool: {
        filter: [
          { term: { class_uid: 6003 } },
          { term: { "api.service.name": "s3.amazonaws.com" } },
          { term: { status: "Failure" } },
        ],
      },
    },
    isMeant: (event) =>
      hasText(event, "class_uid", (text) => text === "6003") &&
      hasText(event, "api.service.name", (text) => text === "s3.amazonaws.com") &&
      hasText(event, "status", (text) => text === "Failure"),
  },
  equal("an operation", "api.operation", "CreateUser"),
  equal("what a user did", "actor.user.name", "alice"),
  equal("sessions without a second factor", "actor.session.is_mfa", "false"),
  equal("an observable by its kind", "observables.type_id", "2"),
  { ...equal("what has no place of its own", "unmapped.readOnly", "true"), notIn: "opensearch" },
  like("the text of the request", "api.request.data", '"userName":'),
  like("a resource by a part of its ARN", "resources.uid", "arn:aws:s3:::"),
  {
    finds: "addresses in a range",
    query: { term: { "src_endpoint.ip": "198.51.100.0/24" } },
    isMeant: (event) => hasText(event, "src_endpoint.ip", (text) => text.startsWith("198.51.100.")),
  },
  {
    finds: "a span of time by its milliseconds",
    query: { range: { time: { gte: Date.UTC(2026, 2), lt: Date.UTC(2026, 3) } } },
    isMeant: (event) => hasText(event, "time_dt", (text) => text.startsWith("2026-03-")),
  },
  {
    finds: "a span of time by its date",
    query: { range: { time_dt: { gte: "2026-03-01T00:00:00Z", lt: "2026-04-01T00:00:00Z" } } },
    isMeant: (event) => hasText(event, "time_dt", (text) => text.startsWith("2026-03-")),
  },
];
