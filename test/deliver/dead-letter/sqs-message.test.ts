import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLetter } from "../../../src/deliver/dead-letter/entry.ts";
import {
  compressedAttributes,
  decodeMessage,
  encodeMessage,
} from "../../../src/deliver/dead-letter/sqs-message.ts";
import { aLetter } from "../../support/a-letter.ts";
import { anyText } from "../../support/any-text.ts";
import { letterWith } from "../../support/letter-with.ts";

const never = 0;
const always = 1024 * 1024;
/** What SQS takes in the body of a message. */
const sqsText = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

describe("a letter as a message", () => {
  it("comes back as it was, compressed or not", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom(never, always), async (text, maxBytes) => {
        const letter = { ...letterWith(Buffer.from(text)), message: text };

        const { body, compressed } = await encodeMessage(letter, maxBytes);
        const found = await decodeMessage({
          Body: body,
          ...(compressed && { MessageAttributes: compressedAttributes }),
        });

        expect(found?.record.equals(letter.record.bytes)).toBe(true);
        expect(found?.message).toBe(text);
      }),
    );
  });

  it.each(["\uFFFE", "\uFFFF", "\u0000", "\u007F", "\uD800", "é😀"])(
    "holds only characters that SQS takes, %j or not",
    async (character) => {
      const letter = { ...letterWith(Buffer.from(character)), message: character };

      const { body } = await encodeMessage(letter, always);

      expect(body).toMatch(sqsText);
      expect(parseLetter(body)?.message).toBe(character);
    },
  );

  it("counts its bytes as SQS does, the marking attribute among them", async () => {
    const plain = await encodeMessage({ ...aLetter("a"), message: "é" }, always);
    const compressed = await encodeMessage(aLetter("a"), never);

    expect(plain.byteLength).toBe(Buffer.byteLength(plain.body));
    expect(compressed.byteLength).toBe(
      compressed.body.length + "content-encodingStringgzip+base64".length,
    );
  });

  it.each([
    ["a foreign body", { Body: "hello" }],
    ["no body", {}],
    ["damaged gzip", { Body: "aGVsbG8=", MessageAttributes: compressedAttributes }],
  ])("is nothing where there is %s", async (_, message) => {
    expect(await decodeMessage(message)).toBeUndefined();
  });
});
