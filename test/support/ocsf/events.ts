/** Events as a careful hand would write them; each is valid in the versions that its parameter names. */
import type { OcsfVersion } from "./schema.ts";
import type { Fields } from "./scope.ts";

const time = Date.parse("2026-11-22T10:15:30Z");

function anEvent(version: OcsfVersion): Fields {
  return {
    time,
    time_dt: "2026-11-22T10:15:30Z",
    severity_id: 1,
    severity: "Informational",
    metadata: {
      version,
      profiles: ["cloud", "datetime"],
      product: { name: "CloudTrail", vendor_name: "AWS" },
      uid: "00000000-0000-4000-8000-0000EXAMPLE",
    },
    cloud: { provider: "AWS", region: "eu-central-1", account: { uid: "111122223333" } },
  };
}

const alice = {
  name: "alice",
  uid: "AIDACKCEVSQ6C2EXAMPLE",
  type: "IAMUser",
  type_id: 99,
  account: { uid: "111122223333", type: "AWS Account", type_id: 10 },
};

export function apiActivity(version: OcsfVersion): Fields {
  return {
    ...anEvent(version),
    category_uid: 6,
    category_name: "Application Activity",
    class_uid: 6003,
    class_name: "API Activity",
    activity_id: 2,
    activity_name: "Read",
    type_uid: 600302,
    type_name: "API Activity: Read",
    status_id: 1,
    status: "Success",
    actor: {
      user: alice,
      session: { is_mfa: false, issuer: "arn:aws:iam::111122223333:role/reader" },
    },
    api: {
      operation: "GetObject",
      service: { name: "s3.amazonaws.com" },
      request: { uid: "7C9EXAMPLE" },
    },
    src_endpoint: { ip: "198.51.100.7", port: 443 },
    http_request: { user_agent: "aws-cli/2.31", url: { url_string: "https://s3.example/a" } },
    resources: [{ uid: "arn:aws:s3:::trail-example/a", type: "AWS::S3::Object" }],
    observables: [
      { name: "src_endpoint.ip", type_id: 2, type: "IP Address", value: "198.51.100.7" },
      {
        name: "resources[].uid",
        type_id: 10,
        type: "Resource UID",
        value: "arn:aws:s3:::trail-example/a",
      },
      { name: "src_endpoint", type_id: 20, type: "Endpoint" },
    ],
    unmapped: { "requestParameters.bucketName": "trail-example", nested: { anything: [null, 1] } },
  };
}

export function authentication(version: OcsfVersion): Fields {
  return {
    ...anEvent(version),
    category_uid: 3,
    class_uid: 3002,
    activity_id: 99,
    activity_name: "CheckMfa",
    type_uid: 300299,
    type_name: "Authentication: Other",
    user: alice,
    service: { name: "signin.amazonaws.com" },
    is_mfa: true,
  };
}

export function accountChange(version: "1.1.0" | "1.5.0" | "1.8.0"): Fields {
  return {
    ...anEvent(version),
    category_uid: 3,
    class_uid: 3001,
    activity_id: 7,
    type_uid: 300107,
    user: alice,
  };
}

export function groupManagement(version: "1.1.0" | "1.5.0" | "1.8.0"): Fields {
  return {
    ...anEvent(version),
    category_uid: 3,
    class_uid: 3006,
    activity_id: 3,
    activity_name: "Add User",
    type_uid: 300603,
    group: { name: "auditors" },
    user: alice,
  };
}

export function authorizeSession(version: OcsfVersion): Fields {
  return {
    ...anEvent(version),
    category_uid: 3,
    class_uid: 3003,
    activity_id: 1,
    type_uid: 300301,
    privileges: ["SeDebugPrivilege"],
    user: alice,
  };
}

export function roleManagement(): Fields {
  return {
    ...anEvent("1.9.0"),
    category_uid: 3,
    class_uid: 3008,
    activity_id: 8,
    activity_name: "Attach Policies",
    type_uid: 300808,
    iam_role: { name: "reader", uid: "AROACKCEVSQ6C2EXAMPLE" },
  };
}
