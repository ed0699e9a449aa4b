import { describe, expect, it } from "vitest";
import { collectFindings, type Rule } from "../support/ocsf/finding.ts";
import { checkScalar } from "../support/ocsf/scalar.ts";
import { ocsfSchema } from "../support/ocsf/schema.ts";

const schemas = { "1.1.0": ocsfSchema("1.1.0"), "1.8.0": ocsfSchema("1.8.0") };

const good: readonly (readonly [type: string, values: readonly unknown[]])[] = [
  ["boolean_t", [true, false]],
  ["integer_t", [0, -1, 2 ** 31 - 1]],
  ["long_t", [2 ** 31, Number.MAX_SAFE_INTEGER]],
  ["float_t", [0.5, 1]],
  ["timestamp_t", [1_795_342_530_000]],
  ["port_t", [0, 65_535]],
  ["string_t", ["", "text"]],
  ["json_t", ["text", 1, false, { any: [] }]],
  ["datetime_t", ["2026-11-22T10:15:30Z", "2026-11-22T10:15:30.123+01:00"]],
  ["ip_t", ["198.51.100.7", "2001:db8::7", "::ffff:198.51.100.7"]],
  ["mac_t", ["00:00:5e:00:53:01"]],
  ["uuid_t", ["00000000-0000-4000-8000-00000000000a"]],
  ["url_t", ["https://example.com/a?b=c", "s3://trail-example/a"]],
  ["email_t", ["alice@example.com"]],
];

const bad: readonly (readonly [rule: Rule, type: string, values: readonly unknown[]])[] = [
  ["attribute_wrong_type", "boolean_t", ["true", 1, null]],
  ["attribute_wrong_type", "integer_t", ["1", 1.5, 2 ** 31, Number.NaN]],
  ["attribute_wrong_type", "long_t", ["1", 1.5, 2 ** 63]],
  ["attribute_wrong_type", "float_t", ["1", Number.POSITIVE_INFINITY]],
  ["attribute_wrong_type", "timestamp_t", ["2026-11-22T10:15:30Z", 1.5]],
  ["attribute_wrong_type", "port_t", ["443"]],
  ["attribute_wrong_type", "string_t", [1, true, {}, []]],
  ["attribute_wrong_type", "ip_t", [1, {}]],
  ["attribute_value_exceeds_range", "port_t", [-1, 65_536]],
  ["attribute_value_regex_not_matched", "datetime_t", ["2026-11-22", "today"]],
  ["attribute_value_regex_not_matched", "ip_t", ["cloudformation.amazonaws.com", "1.2.3"]],
  ["attribute_value_regex_not_matched", "mac_t", ["00:00:5e"]],
  ["attribute_value_regex_not_matched", "uuid_t", ["7C9EXAMPLE"]],
  ["attribute_value_regex_not_matched", "url_t", ["", "two words"]],
  ["attribute_value_regex_not_matched", "email_t", ["alice"]],
];

describe("checkScalar", () => {
  it.each(good)("takes %s: %j", (type, values) => {
    expect(values.flatMap((value) => rulesOf(value, type))).toEqual([]);
  });

  it.each(bad)("reports %s of %s: %j", (rule, type, values) => {
    expect(values.map((value) => rulesOf(value, type))).toEqual(values.map(() => [rule]));
  });

  it("reports a text that is longer than its type or its type's super type allows", () => {
    const found = [
      rulesOf("a".repeat(65_536), "string_t", "1.1.0"),
      rulesOf("a".repeat(65_536), "username_t", "1.1.0"),
      rulesOf("a".repeat(65_536), "string_t", "1.8.0"),
    ];

    const tooLong = ["attribute_value_exceeds_max_len"];
    expect(found).toEqual([tooLong, tooLong, []]);
  });

  it("refuses a schema with a type that it cannot judge", () => {
    expect(() => rulesOf(1, "moon_t")).toThrow("does not know the type moon_t");
  });
});

function rulesOf(
  value: unknown,
  type: string,
  version: keyof typeof schemas = "1.8.0",
): readonly Rule[] {
  const findings = collectFindings((report) => {
    const scope = { schema: schemas[version], profiles: new Set<string>(), report };
    checkScalar(value, { type, requirement: "optional" }, "value", scope);
  });
  return findings.map(({ rule }) => rule);
}
