import { describe, expect, it } from "vitest";
import { namesFor } from "../../../src/deliver/elasticsearch/setup/names.ts";
import { inVersion } from "../../../src/deliver/elasticsearch/setup/older-versions.ts";
import { clashWith, type Rival } from "../../../src/deliver/elasticsearch/setup/overlap.ts";
import {
  planOf,
  type Existing,
  type Standing,
} from "../../../src/deliver/elasticsearch/setup/plan.ts";
import type { Server } from "../../../src/deliver/elasticsearch/setup/server.ts";
import {
  wantedFor,
  type Thing,
  type Wanted,
} from "../../../src/deliver/elasticsearch/setup/wanted.ts";
import { templateFor } from "../../../src/deliver/elasticsearch/template.ts";
import type { JsonObject } from "../../../src/event.ts";

const server: Server = {
  product: "elasticsearch",
  version: { major: 9, minor: 1 },
  serverless: false,
};

describe("the names", () => {
  it.each([
    ["logs-aws.cloudtrail-default", "logs-aws.cloudtrail-*"],
    ["logs-aws.cloudtrail-eu-prod", "logs-aws.cloudtrail-*"],
    ["cloudtrail", "cloudtrail"],
    ["my-trail", "my-trail"],
  ])("of %s in ECS are for %s", (target, pattern) => {
    expect(namesFor("ecs", target).pattern).toBe(pattern);
  });

  it("in OCSF are for the indexes behind the alias, and not for those of a longer name", () => {
    const { pattern, firstIndex } = namesFor("ocsf", "ocsf");

    expect([pattern, firstIndex]).toEqual(["ocsf-0*", "ocsf-000001"]);
  });
});

describe("the lifecycle policy", () => {
  it("is named by the index template in Elasticsearch, with the alias to roll over for OCSF", () => {
    expect(bodyOf("index template", wantedIn("ecs"))).toMatchObject({
      data_stream: {},
      template: { settings: { index: { lifecycle: { name: "trailferry-logs-aws.cloudtrail" } } } },
    });
    expect(bodyOf("index template", wantedIn("ocsf"))).toMatchObject({
      template: { settings: { index: { lifecycle: { rollover_alias: "ocsf-cloudtrail" } } } },
    });
  });

  it("names its indexes itself in OpenSearch, where they name the alias", () => {
    const wanted = wantedIn("ocsf", { ...server, product: "opensearch" });

    expect(bodyOf("lifecycle policy", wanted)).toMatchObject({
      policy: { ism_template: [{ index_patterns: ["ocsf-cloudtrail-0*"] }] },
    });
    const settings = { plugins: { index_state_management: { rollover_alias: "ocsf-cloudtrail" } } };
    expect(bodyOf("index template", wanted)).toMatchObject({
      template: { settings: { index: settings } },
    });
  });
});

describe("the plan", () => {
  it("makes everything where there is nothing", () => {
    expect(actions(planWith({}))).toEqual(["create", "create", "create", "create"]);
  });

  it("never touches a policy that is there: how long a trail is kept is the operator's to decide", () => {
    const changed = { _meta: { managed_by: "trailferry", version: "0.0.1" }, phases: {} };

    const plan = planWith({ "lifecycle policy": changed });

    expect(plan.steps[0]?.action).toBe("keep");
    expect(plan.obstacles).toEqual([]);
  });

  it("uses a policy of somebody else", () => {
    const plan = planWith({ "lifecycle policy": { phases: {} } });

    expect(plan.steps[0]?.action).toBe("leave");
    expect(plan.obstacles).toEqual([]);
  });

  it.each(["component template", "index template"] as const)(
    "stops at a %s that it did not write",
    (kind) => {
      const plan = planWith({ [kind]: { _meta: { managed_by: "somebody" } } });

      expect(actions(plan)).toContain("leave");
      expect(plan.obstacles.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ["keeps what a newer version wrote", "10.0.0", "keep"],
    ["updates what an older version wrote", "1.9.0", "update"],
    ["mends what differs from what this version wrote", "2.0.0", "update"],
  ])("%s", (_what, version, action) => {
    const plan = planWith({
      "index template": { _meta: { managed_by: "trailferry", version } },
    });

    expect(plan.steps.at(-1)?.action).toBe(action);
  });

  it.each<["ecs" | "ocsf", Standing]>([
    ["ecs", "index"],
    ["ecs", "alias"],
    ["ocsf", "index"],
    ["ocsf", "data stream"],
  ])(
    "stops where the name of %s documents is taken by another kind of thing: %s",
    (format, target) => {
      const wanted = wantedIn(format);

      const plan = planOf(existing({ target }), wanted, { takeOver: true });

      expect(plan.obstacles.join()).toContain(`exists as a`);
    },
  );
});

describe("an index template of others", () => {
  const cases: readonly [string, Partial<Rival>, ReturnType<typeof clashWith>][] = [
    ["for the same names below ours", { patterns: ["logs-aws.cloudtrail-*"] }, "below"],
    ["for some of the names below ours", { patterns: ["logs-aws.cloudtrail-eu"] }, "below"],
    ["for a wider range below ours", { patterns: ["logs-*-*", "*"] }, undefined],
    ["for the name above ours", { patterns: ["logs-*"], priority: 500 }, "above"],
    ["for the name as high as ours", { patterns: ["logs-*"], priority: 300 }, "above"],
    ["above ours, built of our mappings", { priority: 500, composedOf: ["ours"] }, undefined],
    ["for other names", { patterns: ["logs-aws.vpcflow-*"], priority: 500 }, undefined],
    ["with a dot in place of another letter", { patterns: ["logs-awsXcloudtrail-*"] }, undefined],
  ];

  it.each(cases)("%s", (_what, changes, clash) => {
    const rival = {
      name: "theirs",
      patterns: ["logs-*"],
      priority: 200,
      composedOf: [],
      ...changes,
    };
    const names = namesFor("ecs", "logs-aws.cloudtrail-default");

    expect(clashWith(rival, { names, priority: 300, mappings: "ours" })).toBe(clash);
  });
});

describe("the mappings for an older OpenSearch", () => {
  it.each([
    ["1.3", ["flat_object", "match_only_text", "wildcard"]],
    ["2.11", ["match_only_text", "wildcard"]],
    ["2.14", ["wildcard"]],
    ["2.15", []],
  ])("have only types that %s knows", (number, unknown) => {
    const [major = 0, minor = 0] = number.split(".").map(Number);
    const version = { major, minor };

    const mappings = inVersion(templateFor("ecs", "opensearch"), {
      ...server,
      product: "opensearch",
      version,
    });

    const left = ["flat_object", "match_only_text", "wildcard"].filter(
      (type) => !JSON.stringify(mappings).includes(`"type":"${type}"`),
    );
    expect(left).toEqual(unknown);
  });
});

function wantedIn(format: "ecs" | "ocsf", on: Server = server): Wanted {
  const target = format === "ecs" ? "logs-aws.cloudtrail-default" : "ocsf-cloudtrail";
  const names = namesFor(format, target);
  return wantedFor({
    format,
    payloads: "text",
    names,
    server: on,
    lifecycle: true,
    version: "2.0.0",
  });
}

function bodyOf(kind: Thing["kind"], { things }: Wanted): JsonObject | undefined {
  return things.find((thing) => thing.kind === kind)?.body;
}

function planWith(found: Partial<Record<Thing["kind"], JsonObject>>) {
  const wanted = wantedIn("ecs");
  const things = new Map<string, JsonObject>();
  for (const { kind, path } of wanted.things) {
    const thing = found[kind];
    if (thing !== undefined) things.set(path, thing);
  }
  return planOf(existing({ things }), wanted, { takeOver: false });
}

function existing(changes: Partial<Existing>): Existing {
  return { things: new Map(), target: "nothing", rivals: [], ...changes };
}

function actions({ steps }: ReturnType<typeof planOf>): readonly string[] {
  return steps.map(({ action }) => action);
}
