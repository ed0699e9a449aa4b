import { expect, it } from "vitest";
import { createNormalize } from "../../src/normalize/format.ts";
import { fuzz } from "../support/fuzz.ts";
import { ocsfSchema, ocsfVersions } from "../support/ocsf/schema.ts";
import { validate } from "../support/ocsf/validate.ts";
import { trailRecord } from "../support/trail-record.ts";

const formats = ocsfVersions.flatMap((version) =>
  (["extended", "aws"] as const).map((profile) => ({
    normalize: createNormalize("ocsf", { version, profile }),
    schema: ocsfSchema(version),
  })),
);

it("makes a valid event of OCSF of any record, in every version and profile", () => {
  const problem = fuzz("OCSF", { times: 16, more: 6000 }, (text, run) => {
    const format = formats[run % formats.length];
    if (format === undefined) return "there is no format";
    const line = String(format.normalize(trailRecord(text)));
    const [finding] = validate(JSON.parse(line), format.schema);
    return finding === undefined
      ? Buffer.byteLength(line)
      : `${finding.rule} at ${finding.path} in ${format.schema.version}, ${line}`;
  });

  expect(problem).toBeUndefined();
});
