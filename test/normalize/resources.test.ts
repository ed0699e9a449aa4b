import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainResourceNames, resourceNames } from "../../src/normalize/resources.ts";

const bucket = "arn:aws:s3:::example";
const key = "arn:aws:kms:us-east-1:111122223333:key/EXAMPLE";

/** What plain lists are made of, and what makes them other than plain. */
const name = fc.constantFrom("ARN", "ARNPrefix", "type", "accountId", "A", "");
const text = fc.constantFrom(bucket, key, "-", "", '"', "\\", "{", "},{", "ARN", "\u{20ac}");
const flat = fc.dictionary(name, text, { noNullPrototype: true });
const value = fc.oneof({ weight: 9, arbitrary: text }, fc.jsonValue());
const resource = fc.oneof(flat, fc.dictionary(name, value, { noNullPrototype: true }));

describe("the names of resources", () => {
  it("are each there once, or the prefix where there is no name", () => {
    const names = resourceNames([
      { type: "AWS::S3::Object", ARNPrefix: `${bucket}/` },
      { type: "AWS::S3::Bucket", ARN: bucket, ARNPrefix: "not needed" },
      { ARN: bucket },
      "none",
    ]);

    expect(names).toEqual([`${bucket}/`, bucket]);
  });

  it("are found in plain text without parsing it", () => {
    const source = JSON.stringify([{ accountId: "111122223333", ARN: key }, { ARN: bucket }]);

    expect(plainResourceNames(source)).toEqual([key, bucket]);
  });

  it.each([
    ["an escape", String.raw`[{"ARN":"a\/b"}]`],
    ["an object within", '[{"of":{"ARN":"a"}}]'],
    ["a space", '[{"ARN": "a"}]'],
    ["a value that is no text", '[{"count":1,"ARN":"a"}]'],
    ["one that is no list", '{"ARN":"a"}'],
    ["one that is no object", '["a"]'],
    ["none at all", "[]"],
  ])("are not looked for in text with %s", (_, source) => {
    expect(plainResourceNames(source)).toBeUndefined();
  });

  it("are the same in the text as in what it is parsed to", () => {
    const lists = fc.oneof(fc.array(resource, { maxLength: 4 }), fc.jsonValue());

    fc.assert(
      fc.property(lists, (list) => {
        const source = JSON.stringify(list);

        const names = plainResourceNames(source);

        expect(names ?? resourceNames(JSON.parse(source))).toEqual(
          resourceNames(JSON.parse(source)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
