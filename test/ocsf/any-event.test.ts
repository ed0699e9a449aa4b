import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apiActivity } from "../support/ocsf/events.ts";
import { ocsfSchema } from "../support/ocsf/schema.ts";
import { validate } from "../support/ocsf/validate.ts";

const schema = ocsfSchema("1.8.0");
const { api_activity: apiActivityClass } = schema.classes;
const anyName = fc.constantFrom(...Object.keys(apiActivityClass?.attributes ?? {}), "__proto__");

describe("validate, on any JSON", () => {
  it("finds something or nothing, and never throws", () => {
    const anyChanges = fc.dictionary(anyName, fc.jsonValue(), { maxKeys: 4 });

    fc.assert(
      fc.property(anyChanges, (changes) => {
        const event: unknown = { ...apiActivity("1.8.0"), ...changes };

        expect(validate(event, schema)).toBeInstanceOf(Array);
      }),
    );
  });
});
