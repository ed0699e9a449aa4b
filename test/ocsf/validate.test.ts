import { describe, expect, it } from "vitest";
import {
  accountChange,
  apiActivity,
  authentication,
  authorizeSession,
  groupManagement,
  roleManagement,
} from "../support/ocsf/events.ts";
import { ocsfSchema, ocsfVersions, type OcsfSchema } from "../support/ocsf/schema.ts";
import { isFields } from "../support/ocsf/scope.ts";
import { validate } from "../support/ocsf/validate.ts";

const schemas = {
  "1.1.0": ocsfSchema("1.1.0"),
  "1.5.0": ocsfSchema("1.5.0"),
  "1.8.0": ocsfSchema("1.8.0"),
  "1.9.0": ocsfSchema("1.9.0"),
};

describe("validate, on a valid event", () => {
  it.each(ocsfVersions)("finds nothing in one of a class that %s has", (version) => {
    const events = [apiActivity(version), authentication(version), authorizeSession(version)];

    const findings = events.flatMap((event) => validate(event, schemas[version]));

    expect(findings).toEqual([]);
  });

  it.each(["1.1.0", "1.5.0", "1.8.0"] as const)(
    "finds nothing in one of a class that 1.9.0 deprecates or changes, in %s",
    (version) => {
      const events = [accountChange(version), groupManagement(version)];

      const findings = events.flatMap((event) => validate(event, schemas[version]));

      expect(findings).toEqual([]);
    },
  );

  it("finds nothing in one of a class that is new in 1.9.0", () => {
    expect(validate(roleManagement(), schemas["1.9.0"])).toEqual([]);
  });

  it("takes null for absent", () => {
    const event = changed(apiActivity("1.8.0"), "status_detail", null);

    expect(validate(event, schemas["1.8.0"])).toEqual([]);
  });

  it.each(["resources.uid", "resources[].uid", "resources[0].uid"])(
    "knows the reference %s of an observable",
    (name) => {
      const event = changed(apiActivity("1.8.0"), "observables", [{ name, type_id: 10 }]);

      expect(validate(event, schemas["1.8.0"])).toEqual([]);
    },
  );
});

describe("validate, on the event as a whole", () => {
  it.each([null, undefined, "text", 7, []])("rejects %j", (event) => {
    expect(rules(event)).toEqual(["error attribute_wrong_type "]);
  });

  it.each([undefined, 0, 6999, "6003"])("stops at the class %j", (classUid) => {
    const event = { ...apiActivity("1.8.0"), class_uid: classUid, surprise: true };

    expect(rules(event)).toEqual(["error class_uid_unknown class_uid"]);
  });

  it("reports an event of another version", () => {
    expect(rules(apiActivity("1.5.0"))).toEqual(["error version_incorrect metadata.version"]);
  });

  it("reports a class that its version deprecates", () => {
    const event = { ...accountChange("1.8.0"), metadata: apiActivity("1.9.0")["metadata"] };

    expect(rules(event, schemas["1.9.0"])).toEqual(["warning class_deprecated "]);
  });

  it("reports an object that its version deprecates", () => {
    const objects = Object.entries(schemas["1.8.0"].objects).map(([name, object]) => {
      return [name, name === "cloud" ? { ...object, "@deprecated": "1.8.0" } : object];
    });
    const schema = { ...schemas["1.8.0"], objects: Object.fromEntries(objects) };

    const found = rules(apiActivity("1.8.0"), schema);

    expect(found).toEqual(["warning object_deprecated cloud"]);
  });
});

/** Where API Activity 1.8.0 is changed, to what, and all that is found then: level, rule, path. */
const changes: readonly (readonly [path: string, value: unknown, findings: readonly string[]])[] = [
  ["metadata.profiles", ["cloud", "datetime", "moon"], ["error profile_unknown metadata.profiles"]],
  ["metadata.profiles", ["cloud"], ["error attribute_profile_undeclared time_dt"]],
  ["metadata.profiles", ["cloud", "datetime", "osint"], ["error attribute_required_missing osint"]],
  ["device", { uid: "i-0EXAMPLE" }, ["error attribute_profile_undeclared device"]],
  ["surprise", 1, ["error attribute_unknown surprise"]],
  ["constructor", 1, ["error attribute_unknown constructor"]],
  ["actor.user.surprise", null, ["error attribute_unknown actor.user.surprise"]],
  [
    "resources",
    [{ uid: "a" }, { uid: "b", surprise: 1 }],
    ["error attribute_unknown resources[1].surprise"],
  ],
  ["cloud", undefined, ["error attribute_required_missing cloud"]],
  ["api.operation", null, ["error attribute_required_missing api.operation"]],
  ["actor.user", "alice", ["error attribute_wrong_type actor.user"]],
  ["actor.user.name", ["alice"], ["error attribute_wrong_type actor.user.name"]],
  ["resources", { uid: "a" }, ["error attribute_wrong_type resources"]],
  ["resources", [null], ["error attribute_wrong_type resources[0]"]],
  ["unmapped", "text", ["error attribute_wrong_type unmapped"]],
  ["time", "2026-11-22T10:15:30Z", ["error attribute_wrong_type time"]],
  ["src_endpoint.ip", "s3", ["error attribute_value_regex_not_matched src_endpoint.ip"]],
  ["src_endpoint.port", 65_536, ["error attribute_value_exceeds_range src_endpoint.port"]],
  [
    "type_uid",
    600_303,
    ["error type_uid_incorrect type_uid", "warning attribute_enum_sibling_incorrect type_name"],
  ],
  ["category_uid", 3, ["error attribute_enum_value_unknown category_uid"]],
  ["status_id", 3, ["error attribute_enum_value_unknown status_id"]],
  [
    "http_request.http_method",
    "get",
    ["error attribute_enum_value_unknown http_request.http_method"],
  ],
  [
    "http_request.url.category_ids",
    [1, 2],
    ["error attribute_enum_array_value_unknown http_request.url.category_ids[1]"],
  ],
  ["status", "success", ["warning attribute_enum_sibling_incorrect status"]],
  ["class_name", "API", ["warning attribute_enum_sibling_incorrect class_name"]],
  ["actor.user.type", "Other", ["warning attribute_enum_sibling_suspicious_other actor.user.type"]],
  [
    "http_request.url",
    { path: "/", category_ids: [1, 3], categories: ["Adult/Mature Content"] },
    ["warning attribute_enum_sibling_incorrect http_request.url.categories"],
  ],
  ["src_endpoint", {}, ["error constraint_failed src_endpoint"]],
  ["actor.invoked_by", "ec2", ["warning attribute_deprecated actor.invoked_by"]],
  [
    "observables",
    [{ name: "src_endpoint.surprise", type_id: 2 }],
    ["error observable_name_invalid_reference observables[0].name"],
  ],
  [
    "observables",
    [{ name: "src_endpoint.ip.octet", type_id: 2 }],
    ["error observable_name_invalid_reference observables[0].name"],
  ],
  [
    "observables",
    [{ name: "device.uid", type_id: 47 }],
    ["error observable_name_invalid_reference observables[0].name"],
  ],
  [
    "observables",
    [{ name: "src_endpoint.ip", type_id: 1 }],
    ["warning observable_type_incorrect observables[0].type_id"],
  ],
  [
    "observables",
    [{ name: "src_endpoint.ip", type_id: 2, type: "IP" }],
    ["warning attribute_enum_sibling_incorrect observables[0].type"],
  ],
  [
    "observables",
    [{ name: "api.operation", type_id: 777 }],
    ["error attribute_enum_value_unknown observables[0].type_id"],
  ],
];

describe("validate, on an event with one fault", () => {
  it.each(changes)("reports it: %s = %j", (path, value, expected) => {
    const event = changed(apiActivity("1.8.0"), path, value);

    expect(rules(event)).toEqual(expected);
  });

  it("counts what just one may be of", () => {
    const both = { ...authorizeSession("1.8.0"), group: { name: "auditors" } };
    const neither = { ...authorizeSession("1.8.0"), privileges: undefined };

    expect(rules(both)).toEqual(["error constraint_failed "]);
    expect(rules(neither)).toEqual(["error constraint_failed "]);
  });

  it("counts a null as fulfilling a constraint, as the reference does", () => {
    const event = { ...authentication("1.8.0"), service: null };

    expect(rules(event)).toEqual([]);
  });
});

function rules(event: unknown, schema: OcsfSchema = schemas["1.8.0"]): readonly string[] {
  return validate(event, schema).map(({ level, rule, path }) => `${level} ${rule} ${path}`);
}

function changed(event: unknown, path: string, value: unknown): unknown {
  return path.split(".").reduceRight<(before: unknown) => unknown>(
    (put, key) => (before) => {
      const fields = isFields(before) ? before : {};
      return { ...fields, [key]: put(fields[key]) };
    },
    () => value,
  )(event);
}
