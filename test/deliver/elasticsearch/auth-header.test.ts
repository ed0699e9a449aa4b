import { describe, expect, it } from "vitest";
import type { HeaderAuth } from "../../../src/deliver/elasticsearch/config.ts";
import { authHeader } from "../../../src/deliver/elasticsearch/auth-header.ts";
import { aSecret } from "../../support/a-secret.ts";

describe("authHeader", () => {
  const cases: readonly (readonly [string, HeaderAuth, string])[] = [
    ["an id and key", { kind: "api_key", key: aSecret("id:key") }, "ApiKey aWQ6a2V5"],
    ["an encoded key", { kind: "api_key", key: aSecret("aWQ6a2V5") }, "ApiKey aWQ6a2V5"],
    ["a token from a file", { kind: "bearer", token: aSecret("token\n") }, "Bearer token"],
    [
      "a user",
      { kind: "basic", username: "ferry", password: aSecret("pa:ss") },
      "Basic ZmVycnk6cGE6c3M=",
    ],
  ];

  it.each(cases)("sends %s as the server wants it", (_, auth, header) => {
    expect(authHeader(auth).value).toBe(header);
  });
});
