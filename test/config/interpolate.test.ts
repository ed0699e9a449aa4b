import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeTemplates, fill } from "../../src/config/interpolate.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

const environment = new FakeEnvironment(
  { "/key": "from file\n", "/latin": Buffer.from([0xe9]) },
  { NAME: "value", EMPTY: "", TRICKY: "${NAME} $& $1" },
);

describe("fill", () => {
  it.each([
    ["plain $ { } text", "plain $ { } text"],
    ["${NAME}", "value"],
    ["a-${NAME}-${NAME}", "a-value-value"],
    ["${NOPE:-other}", "other"],
    ["${EMPTY:-other}", "other"],
    ["${NAME:-other}", "value"],
    ["${NOPE:-}", ""],
    ["${EMPTY}", ""],
    ["${NOPE:-https://es:9200}", "https://es:9200"],
    ["<${file:/key}>", "<from file>"],
    ["$${NAME}", "${NAME}"],
    ["$$${NAME}", "$${NAME}"],
    ["${TRICKY}", "${NAME} $& $1"],
  ])("turns %j into %j", (text, filled) => {
    expect(fill(text, environment)).toMatchObject({ kind: "filled", text: filled });
  });

  it.each([
    ["${NOPE}", "needs the environment variable NOPE, which is not set"],
    ["${constructor}", "needs the environment variable constructor, which is not set"],
    ["${file:/nope}", 'needs the file "/nope", which does not exist'],
    ["${file:/latin}", 'needs the file "/latin", which is not UTF-8 text'],
    ...["${", "${}", "${NAME", "${NAME-x}", "${1A}", "${ NAME }"].map((text) => [text, malformed]),
  ])("refuses %j", (text, problem) => {
    expect(fill(text, environment)).toEqual({ kind: "failed", problem });
  });

  it("gives back any text that was escaped", () => {
    const part = fc.constantFrom("$", "{", "}", "NAME", "${NAME}", "x");

    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join("")),
        (text) => {
          expect(fill(escapeTemplates(text), environment)).toMatchObject({ kind: "filled", text });
        },
      ),
    );
  });
});

const malformed =
  "holds a ${ that is not ${NAME}, ${NAME:-default} or ${file:/path}; write $${ for a plain ${";
