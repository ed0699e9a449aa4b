import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../../src/event.ts";
import { isJsonObject } from "../../../../src/event.ts";
import { keyHash } from "../../../../src/normalize/ecs/payload/hash.ts";
import { javaDouble } from "../../../../src/normalize/ecs/payload/numbers.ts";
import { payloadOf } from "../../../../src/normalize/ecs/payload/payload.ts";
import type { Payload } from "../../../../src/normalize/ecs/payload/payload.ts";
import { isBlank, isList } from "../../../../src/normalize/value.ts";
import { payloadSource } from "../../../support/payload-source.ts";
import { trailRecord } from "../../../support/trail-record.ts";

const name = "requestParameters";

function payload(source: string, eventName?: string): Payload {
  return payloadOf(trailRecord(`{"${name}":${source}}`), name, keyHash(eventName ?? ""));
}

describe("a payload", () => {
  it("says what parsing and printing it would, however it is spelt", () => {
    fc.assert(
      fc.property(payloadSource, (source) => {
        const { javaText, flattened } = payload(source);

        const value: JsonValue = JSON.parse(source);
        expect(javaText && JSON.parse(javaText)).toBe(javaTextOf(value) || undefined);
        expect(flattened && JSON.stringify(JSON.parse(flattened))).toBe(flattenedOf(value));
      }),
      { numRuns: 2000 },
    );
  });

  it("is a copy where there is nothing to leave out", () => {
    const source = '{"a":[1.5,{"b": "\\u0041"}],"c":true}';

    expect(payload(source).flattened).toBe(source);
  });

  it("is the same of a record that is parsed as a whole", () => {
    const request = '{"a":"\u00e4","b":[null,{"c":-1.5}]}';
    const record = trailRecord(`{"unknown":1,"${name}":${request}}`);

    expect(payloadOf(record, name)).toEqual(payload(request));
  });

  it("has each key once, also where it gets the name of another", () => {
    expect(payload('{"a":1,"b":2,"a":3}').flattened).toBe('{"a":3,"b":2}');
    expect(payload('{"a\\u0000":1,"a\\ufffd":2}').flattened).toBe('{"a\ufffd":2}');
  });

  it("has each of many keys once", () => {
    const members = Array.from({ length: 300 }, (_, index) => `"k${index}":${index}`);

    const { flattened } = payload(`{${members.join(",")},"k7":"last"}`);

    expect(flattened).toBe(`{${members.with(7, '"k7":"last"').join(",")}}`);
  });

  it("has its numbers as an index reads them", () => {
    const source = '{"a":1.0,"b":1e3,"c":12345678901234567890,"d":-0,"e":1.5e-7,"f":1e999}';

    expect(payload(source).flattened).toBe(
      '{"a":1,"b":1000,"c":12345678901234567890,"d":0,"e":1.5e-7,"f":null}',
    );
  });

  it("counts the size of what is left of it", () => {
    const blanks = `"b":[${'"-",'.repeat(10_000)}null]`;

    expect(payload(`{"a":"${"x".repeat(32_675)}",${blanks}}`).flattened).toBeDefined();
    expect(payload(`{"a":"${"x".repeat(32_676)}",${blanks}}`).flattened).toBeUndefined();
  });

  it.each(['{"a":1,"userName":"alice"}', '{"user\\u004eame":null}', '{"CreateUser":{}}'])(
    "is telling where it has a key that others look for: %s",
    (source) => {
      expect(payload(source, "CreateUser").isTelling).toBe(true);
    },
  );

  it.each(['{"a":{"userName":"alice"}}', '["userName"]', '"userName"', "null"])(
    "is not telling otherwise: %s",
    (source) => {
      expect(payload(source, "CreateUser").isTelling).toBe(false);
    },
  );
});

/** The same of parsed values, in the plainest way. */
function javaTextOf(value: JsonValue): string {
  if (isBlank(value)) return "";
  if (isList(value)) return inBrackets("[]", value.map(javaTextOf));
  if (isJsonObject(value)) {
    const entries = inJavaOrder(Object.keys(value)).map((key) => [
      key,
      javaTextOf(value[key] ?? null),
    ]);
    return inBrackets(
      "{}",
      entries.map(([key, text]) => (text === "" ? "" : `${key}=${text}`)),
    );
  }
  return typeof value !== "number" || Number.isInteger(value) ? String(value) : javaDouble(value);
}

function inBrackets(brackets: string, texts: readonly string[]): string {
  const said = texts.filter((text) => text !== "");
  return said.length === 0 ? "" : `${brackets.charAt(0)}${said.join(", ")}${brackets.charAt(1)}`;
}

function inJavaOrder(keys: readonly string[]): readonly string[] {
  let buckets = 16;
  while (keys.length > buckets * 0.75) buckets *= 2;
  return keys.toSorted((a, b) => (keyHash(a) & (buckets - 1)) - (keyHash(b) & (buckets - 1)));
}

function flattenedOf(value: JsonValue): string | undefined {
  const swept = isJsonObject(value) ? sweptOf(value, 0) : undefined;
  return swept === undefined ? undefined : JSON.stringify(swept);
}

function sweptOf(value: JsonValue, level: number): JsonValue | undefined {
  if (isBlank(value)) return undefined;
  if (typeof value !== "object") return value;
  if (level === 20) return JSON.stringify(value);
  if (isList(value)) {
    const items = value
      .map((item) => sweptOf(item, level + 1))
      .filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const members = Object.entries(value).flatMap(([key, member]) => {
    const swept = sweptOf(member, level + 1);
    return swept === undefined ? [] : [[key.replaceAll("\0", "\ufffd"), swept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
