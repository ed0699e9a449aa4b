import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reduceSchema } from "../support/ocsf/reduce.ts";
import { ocsfSchema, ocsfVersions } from "../support/ocsf/schema.ts";

const compiled = new URL("../../../shared/schemas/", import.meta.url);

describe.skipIf(!existsSync(compiled))("the reduced schema", () => {
  it.each(ocsfVersions)("is what the reduction makes of the whole schema %s", (version) => {
    const full: unknown = JSON.parse(
      readFileSync(new URL(`ocsf-${version}.json`, compiled), "utf8"),
    );

    const reduced = reduceSchema(full);

    expect(ocsfSchema(version)).toEqual(reduced);
  });
});

describe("reduceSchema", () => {
  it("keeps the emitted classes, what they reach, and no captions", () => {
    const full = aSchema({
      classes: { api_activity: [6003, "actor"], dns_activity: [4003, "dns"] },
    });

    const { classes, objects } = reduceSchema(full);

    expect(Object.keys(classes)).toEqual(["api_activity"]);
    expect(Object.keys(objects)).toEqual(["actor", "user"]);
    expect(classes["api_activity"]).not.toHaveProperty("caption");
  });

  it("refuses a schema that lacks an object which a class needs", () => {
    const full = aSchema({ classes: { api_activity: [6003, "moon"] } });

    expect(() => reduceSchema(full)).toThrow("api_activity refers to moon, which is absent");
  });

  it.each([
    ["1.1.0", [2004, 3001, 3002, 3003, 3004, 3005, 3006, 6003]],
    ["1.5.0", [2004, 3001, 3002, 3003, 3004, 3005, 3006, 6003]],
    ["1.8.0", [2004, 3001, 3002, 3003, 3004, 3005, 3006, 6003]],
    ["1.9.0", [2004, 3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 6003]],
  ] as const)("left the classes of %s that we can emit", (version, expected) => {
    const { classes } = ocsfSchema(version);

    const uids = Object.values(classes).map(({ uid }) => uid);

    expect(uids.toSorted((a, b) => a - b)).toEqual(expected);
  });
});

type Classes = Readonly<Record<string, readonly [uid: number, object: string]>>;

/** A schema in which `actor` and `user` refer to each other. */
function aSchema({ classes }: { readonly classes: Classes }): unknown {
  const entries = Object.entries(classes).map(([name, [uid, object]]) => {
    return [name, { ...aShape(name, object), uid }];
  });
  const objects = {
    actor: aShape("actor", "user"),
    dns: aShape("dns", "dns"),
    user: aShape("user", "actor"),
  };
  const tables = { types: {}, profiles: {}, observable_types: {} };
  return { version: "0.0.0", ...tables, classes: Object.fromEntries(entries), objects };
}

function aShape(name: string, object: string) {
  const attribute = { type: "object_t", object_type: object, requirement: "optional" };
  return { name, caption: "Dropped", attributes: { [object]: attribute } };
}
