import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotedMember } from "../../../src/normalize/ocsf/quoted-member.ts";
import { textOf } from "../../../src/normalize/value.ts";
import { trailRecord } from "../../support/trail-record.ts";

const escaped = (text: string) =>
  text.replace(/./gs, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

describe("a member in JSON", () => {
  it.each(["", "-", "none"])("is absent where it says nothing: '%s'", (text) => {
    for (const written of [text, escaped(text)]) {
      const record = trailRecord(`{"requestID":"${written}"}`);

      expect(quotedMember(record, "requestID")).toBeUndefined();
    }
  });

  it("stands as in the record", () => {
    const source = String.raw`"a\u0062c\/d, and the rest of what went wrong"`;

    expect(quotedMember(trailRecord(`{"errorMessage":${source}}`), "errorMessage")).toBe(source);
  });

  it("says what the value does as a text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const eventID: unknown = JSON.parse(JSON.stringify(value));
        const source = quotedMember(trailRecord({ eventID }), "eventID");

        const text = textOf(JSON.parse(JSON.stringify(value)));
        expect(source === undefined ? undefined : JSON.parse(source)).toBe(text);
      }),
    );
  });
});
