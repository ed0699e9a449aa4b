/**
 * What a destination gets: the format of its events, and the choices of that format.
 */
import { z } from "zod";
import { choice, flag, integer, list, section, size } from "./fields.ts";
import { factName, label, pattern, tag } from "./names.ts";

const formats = ["ecs", "ocsf", "cef", "leef", "raw"] as const;

export const formatFields = {
  format: choice(formats).describe(
    "What a record becomes: ecs, a document of the Elastic Common Schema; ocsf, an event of the Open Cybersecurity Schema Framework; cef or leef, a line for ArcSight or QRadar; raw, the record as CloudTrail wrote it.",
  ),
  event_original: flag()
    .optional()
    .describe(
      "With ecs: whether event.original carries the record as CloudTrail wrote it. Default: true.",
    ),
  categories: choice(["extended", "elastic"])
    .optional()
    .describe(
      "With ecs: elastic maps what Elastic's own pipeline maps; extended (the default) adds categories and types for all other actions, names for AWS's user agents and what an insight is about.",
    ),
  payloads: choice(["both", "text", "json", "flattened", "none"])
    .optional()
    .describe(
      "With ecs: request parameters and the like as the text that published rules search, as JSON text, as flattened objects, as text and objects (both, the default) or not at all.",
    ),
  entities: flag()
    .optional()
    .describe(
      "With ecs: whether actor, target and related entities are filled in, as Elastic's option of that name does. Default: false.",
    ),
  tags: list(tag).optional().describe("With ecs: words that every document gets in tags."),
  labels: z
    .record(z.string(), label, { error: () => "names of your choice" })
    .optional()
    .describe("With ecs: texts that every document gets in labels, by name."),
  ocsf_version: choice(["1.1.0", "1.5.0", "1.8.0", "1.9.0"])
    .optional()
    .describe("With ocsf: version of the schema. Default: 1.8.0."),
  ocsf_profile: choice(["extended", "aws"])
    .optional()
    .describe(
      "With ocsf: aws uses the three classes that Security Lake uses; extended (the default) also those for groups, roles, policies, assignments and findings.",
    ),
  ocsf_payloads: choice(["text", "object"])
    .optional()
    .describe("With ocsf: request and response as JSON text (the default) or as objects."),
  ocsf_unmapped: choice(["flat", "nested"])
    .optional()
    .describe(
      "With ocsf: what has no attribute, under dotted keys (flat, the default) or as it was nested.",
    ),
  raw_data: flag()
    .optional()
    .describe(
      "With ocsf: whether raw_data carries the record as CloudTrail wrote it. Default: false.",
    ),
  severity: section({
    default: integer({ min: 0, max: 10 }).describe("Where no rule applies."),
    rules: list(
      section({
        severity: integer({ min: 0, max: 10 }).describe("Of what the rule applies to."),
        when: list(
          section({
            fact: factName.describe(
              "A field of the record, such as eventName or userIdentity.type, or (outcome).",
            ),
            is: list(pattern).describe("Its texts, in which * stands for any text."),
          }),
        ).describe("What must all hold."),
      }),
    ).describe("The first that applies decides."),
  })
    .optional()
    .describe("With cef and leef: how severe an event is. Default: rules for CloudTrail."),
  message_size: size({ min: "1KiB", max: "1MiB" })
    .optional()
    .describe(
      "With cef and leef: most bytes of one line; what is too long gives up response, request and resources first. Default: 4KiB.",
    ),
  leef_version: choice(["2.0", "1.0"])
    .optional()
    .describe("With leef: version of the format. Default: 2.0."),
};
