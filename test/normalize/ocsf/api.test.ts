import { describe, expect, it } from "vitest";
import { aCall } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

describe("the call of an OCSF event", () => {
  it("has its parameters and its answer as JSON text", () => {
    const record = aCall({
      apiVersion: "2016-11-15",
      requestParameters: { a: [1, "x"] },
      responseElements: { b: null },
    });

    expect(ocsfEvent(record)).toHaveProperty("api", {
      operation: "DescribeInstances",
      request: { data: '{"a":[1,"x"]}', uid: "1a2b3c4d-0001-EXAMPLE" },
      response: { data: '{"b":null}' },
      service: { name: "ec2.amazonaws.com" },
      version: "2016-11-15",
    });
  });

  it("has them as objects when told so", () => {
    const record = aCall({ requestParameters: { a: [1, "x"] } });

    expect(ocsfEvent(record, { payloads: "object" })).toHaveProperty("api.request.data", {
      a: [1, "x"],
    });
  });

  it("has the error, and what it says", () => {
    const record = aCall({ errorCode: "AccessDenied", errorMessage: "Not authorized" });

    expect(ocsfEvent(record)).toMatchObject({
      api: { response: { error: "AccessDenied", message: "Not authorized" } },
      status_id: 2,
      status: "Failure",
      status_code: "AccessDenied",
      status_detail: "Not authorized",
    });
  });

  it("has the id of the event where the request has none, for the sake of the parameters", () => {
    const requestID = null;

    expect(ocsfEvent(aCall({ requestID, requestParameters: { a: 1 } }))).toHaveProperty(
      "api.request.uid",
      "0f1e2d3c-0001-EXAMPLE",
    );
    expect(ocsfEvent(aCall({ requestID }))).not.toHaveProperty("api.request");
  });

  it("leaves parameters over where no id can carry them", () => {
    const record = aCall({ requestID: null, eventID: null, requestParameters: { a: { b: 1 } } });

    expect(ocsfEvent(record)).toMatchObject({ unmapped: { "requestParameters.a.b": "1" } });
  });
});

describe("a secret", () => {
  const payloads = {
    requestParameters: { users: [{ Password: "p1", passwordResetRequired: true }] },
    responseElements: {
      credentials: { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "p2", sessionToken: "p3" },
    },
    additionalEventData: { tokens: { accessToken: "p4" }, password: true },
    serviceEventDetails: { list: [{ clientSecret: { inner: "p5" } }] },
  };

  it.each([{ payloads: "text" }, { payloads: "object" }, { unmapped: "nested" }] as const)(
    "is shown nowhere, with %j",
    (options) => {
      const text = JSON.stringify(ocsfEvent(aCall(payloads), options));

      for (const secret of ["p1", "p2", "p3", "p4", "p5"]) expect(text).not.toContain(secret);
      expect(text).toContain("ASIAEXAMPLE");
    },
  );

  it.each([String.raw`"\u0070assword":"p1"`, `"password" : "p1"`, `"Password":["p1"]`])(
    "is hidden however its key is written: %s",
    (member) => {
      const call = JSON.stringify(aCall({ requestParameters: "here" }));

      const event = JSON.stringify(ocsfEvent(call.replace('"here"', `{${member}}`)));

      expect(event).toContain("REDACTED");
      expect(event).not.toContain("p1");
    },
  );

  it("leaves its key behind, and flags are none", () => {
    expect(ocsfEvent(aCall(payloads))).toMatchObject({
      api: {
        request: { data: '{"users":[{"Password":"REDACTED","passwordResetRequired":true}]}' },
      },
      unmapped: {
        "additionalEventData.tokens.accessToken": "REDACTED",
        "additionalEventData.password": "true",
      },
    });
  });

  it("stays in the raw data, which is exact", () => {
    const text = JSON.stringify(aCall(payloads));

    expect(ocsfEvent(text, { rawData: true })).toHaveProperty("raw_data", text);
  });
});
