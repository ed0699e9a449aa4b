import { describe, expect, it } from "vitest";
import { filter, resolveFilter } from "../../src/config/filter.ts";

describe("the filter of a destination", () => {
  it("becomes what the program reads", () => {
    const resolved = resolve({
      exclude: [
        {
          name: "kms_noise",
          event_source: ["kms.amazonaws.com"],
          event_name: ["Decrypt", "GenerateDataKey*"],
          read_only: true,
        },
        { name: "scanner", identity_arn: ["arn:aws:iam::*:role/scanner"] },
      ],
      include: [{ event_category: ["Management", "Insight"], account: ["111122223333"] }],
    });

    expect(resolved).toEqual({
      exclude: [
        {
          name: "kms_noise",
          eventSource: ["kms.amazonaws.com"],
          eventName: ["Decrypt", "GenerateDataKey*"],
          readOnly: true,
        },
        { name: "scanner", identityArn: ["arn:aws:iam::*:role/scanner"] },
      ],
      include: [{ eventCategory: ["Management", "Insight"], account: ["111122223333"] }],
    });
  });

  it("is absent where nothing is written", () => {
    expect([resolve(undefined), resolve({})]).toEqual([undefined, undefined]);
  });

  it("excludes nothing where only include is written", () => {
    const resolved = resolve({ include: [{ failed: true }] });

    expect(resolved).toEqual({ exclude: [], include: [{ failed: true }] });
  });

  it.each([
    [
      { exclude: [{ name: "all" }] },
      "exclude.0: has no condition, so it would leave every record out",
    ],
    [{ include: [{}] }, "include.0: has no condition, so it would let every record in"],
    [{ exclude: [{ read_only: true }] }, "exclude.0.name: is missing"],
    [
      { exclude: [{ name: "Noise!", read_only: true }] },
      "exclude.0.name: is not a name; use up to 63 lower case letters, digits, - and _, beginning with a letter or digit",
    ],
    [
      { exclude: [{ name: "not_included", read_only: true }] },
      "exclude.0.name: is the reason of records that no rule of include lets in; choose another",
    ],
    [
      {
        exclude: [
          { name: "a", read_only: true },
          { name: "a", failed: true },
        ],
      },
      "exclude.1.name: is already the name of number 1 in this list",
    ],
    [
      { exclude: [{ name: "a", event_source: ["kms"] }] },
      "exclude.0.event_source.0: is not a service as CloudTrail writes it, such as kms.amazonaws.com or *.amazonaws.com",
    ],
    [
      { exclude: [{ name: "a", event_name: ["Get Item"] }] },
      "exclude.0.event_name.0: is not one word",
    ],
    [
      { exclude: [{ name: "a", aws_region: ["Frankfurt"] }] },
      "exclude.0.aws_region.0: is not an AWS region, such as eu-central-1 or eu-*",
    ],
    [
      { exclude: [{ name: "a", event_category: ["Insights"] }] },
      "exclude.0.event_category.0: is not one of Management, Data, Insight, NetworkActivity, Aggregated",
    ],
    [
      { exclude: [{ name: "a", account: [111_122_223_333] }] },
      "exclude.0.account.0: is a number; write it in quotes",
    ],
    [
      { exclude: [{ name: "a", user_agent: [""] }] },
      "exclude.0.user_agent.0: is empty, or longer than 1024 characters",
    ],
  ])("is refused where it can't be meant: %j", (written, problem) => {
    expect(problemsOf(written)).toEqual([problem]);
  });
});

function resolve(written: unknown) {
  return resolveFilter(filter.parse(written));
}

function problemsOf(written: unknown): readonly string[] {
  const { error } = filter.safeParse(written);
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}
