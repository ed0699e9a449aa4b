import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createOcsf } from "../../../src/normalize/ocsf/event.ts";
import { ocsfSchema, ocsfVersions } from "../../support/ocsf/schema.ts";
import { validate } from "../../support/ocsf/validate.ts";
import { trailRecord } from "../../support/trail-record.ts";

const records = new URL("../../../../shared/data/cloudtrail-captured.ndjson", import.meta.url);

describe.skipIf(!existsSync(records))("the OCSF events of captured records", () => {
  const lines = existsSync(records)
    ? readFileSync(records, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];

  it.each(ocsfVersions)("are valid in version %s, in both profiles", (version) => {
    const schema = ocsfSchema(version);
    const makers = (["aws", "extended"] as const).map((profile) =>
      createOcsf({ version, profile }),
    );

    const findings = lines.flatMap((line) =>
      makers.flatMap((make) => validate(JSON.parse(String(make(trailRecord(line)))), schema)),
    );

    expect(findings).toEqual([]);
  });
});
