import { describe, expect, it } from "vitest";
import { aCall } from "../../support/a-call.ts";
import { ocsfEvent } from "../../support/ocsf-event.ts";

describe("the source of a call", () => {
  it.each(["203.0.113.7", "2001:db8::7", "::ffff:203.0.113.7"])("is the address %s", (address) => {
    const event = ocsfEvent(aCall({ sourceIPAddress: address }));

    expect(event).toHaveProperty("src_endpoint", { ip: address });
    expect(event).toMatchObject({
      observables: expect.arrayContaining([
        { name: "src_endpoint.ip", type: "IP Address", type_id: 2, value: address },
      ]),
    });
  });

  it.each(["autoscaling.amazonaws.com", "eks.amazonaws.com.cn", "AWS Internal", "AWS Internal/3"])(
    "is the service %s",
    (service) => {
      const event = ocsfEvent(aCall({ sourceIPAddress: service }));

      expect(event).toHaveProperty("src_endpoint", { domain: service, svc_name: service });
    },
  );

  it.each(["30.*.0.210", "XXXXXXXXXXX", "203.0.113.7, 198.51.100.9"])(
    "is what the record says where that is no address: %s",
    (text) => {
      const event = ocsfEvent(aCall({ sourceIPAddress: text }));

      expect(event).toHaveProperty("src_endpoint", { domain: text });
    },
  );

  it("is the VPC endpoint that it came through, and whose that is", () => {
    const record = aCall({
      vpcEndpointId: "vpce-EXAMPLE8c4cb43f3b",
      vpcEndpointAccountId: "444455556666",
    });

    expect(ocsfEvent(record)).toHaveProperty("src_endpoint", {
      ip: "203.0.113.7",
      owner: { account: { type: "AWS Account", type_id: 10, uid: "444455556666" } },
      uid: "vpce-EXAMPLE8c4cb43f3b",
    });
    expect(ocsfEvent(record, { version: "1.1.0" })).toMatchObject({
      unmapped: { vpcEndpointAccountId: "444455556666" },
    });
  });

  it("is the service that was called where the record has none", () => {
    expect(ocsfEvent(aCall({ sourceIPAddress: null }))).toHaveProperty("src_endpoint", {
      svc_name: "ec2.amazonaws.com",
    });
  });

  it("is denied by the policy of a VPC endpoint", () => {
    const record = aCall({
      eventType: "AwsVpceEvent",
      eventCategory: "NetworkActivity",
      errorCode: "VpceAccessDenied",
      vpcEndpointId: "vpce-EXAMPLE8c4cb43f3b",
    });

    expect(ocsfEvent(record)).toMatchObject({
      class_uid: 6003,
      status_id: 2,
      action_id: 2,
      action: "Denied",
      metadata: { profiles: ["cloud", "datetime", "security_control"] },
    });
  });
});

describe("the host that was asked for", () => {
  const tlsDetails = { clientProvidedHostHeader: "secrets.internal.example" };

  it("is the destination of a call", () => {
    const event = ocsfEvent(aCall({ tlsDetails }));

    expect(event).toHaveProperty("dst_endpoint", { hostname: "secrets.internal.example" });
    expect(event).toHaveProperty("http_request", { user_agent: "aws-cli/2.31.3" });
  });

  it("is a header in classes without a destination", () => {
    const record = aCall({ eventSource: "iam.amazonaws.com", eventName: "CreateUser", tlsDetails });

    expect(ocsfEvent(record)).toHaveProperty("http_request.http_headers", [
      { name: "Host", value: "secrets.internal.example" },
    ]);
  });

  it("is a header where it is no host name", () => {
    const odd = { clientProvidedHostHeader: "my_bucket.s3.amazonaws.com:443" };

    const event = ocsfEvent(aCall({ tlsDetails: odd }));

    expect(event).not.toHaveProperty("dst_endpoint");
    expect(event).toHaveProperty("http_request.http_headers.0.value", odd.clientProvidedHostHeader);
  });

  it("is left where a service wrote the name of the field instead", () => {
    const template = {
      tlsVersion: "tlsVersion",
      clientProvidedHostHeader: "clientProvidedHostHeader",
    };

    const event = ocsfEvent(aCall({ tlsDetails: template }));

    expect(event).not.toHaveProperty("dst_endpoint");
    expect(event).toMatchObject({
      unmapped: { "tlsDetails.clientProvidedHostHeader": "clientProvidedHostHeader" },
    });
  });
});

describe("the resources of a call", () => {
  const resources = [
    {
      ARN: "arn:aws-cn:kms:cn-north-1:111122223333:key/EXAMPLE",
      accountId: "111122223333",
      type: "AWS::KMS::Key",
    },
    { ARNPrefix: "arn:aws:s3:::example/logs/", type: "AWS::S3::Object" },
    { type: "AWS::S3::Bucket" },
  ];

  it("are its targets, where they are and whose", () => {
    const event = ocsfEvent(aCall({ resources }));

    expect(event).toHaveProperty("resources", [
      {
        cloud_partition: "aws-cn",
        owner: { account: { type: "AWS Account", type_id: 10, uid: "111122223333" } },
        region: "cn-north-1",
        role: "Target",
        role_id: 1,
        type: "AWS::KMS::Key",
        uid: "arn:aws-cn:kms:cn-north-1:111122223333:key/EXAMPLE",
      },
      {
        cloud_partition: "aws",
        role: "Target",
        role_id: 1,
        type: "AWS::S3::Object",
        uid: "arn:aws:s3:::example/logs/",
      },
    ]);
    expect(event).toHaveProperty("unmapped", { "resources[].type": "AWS::S3::Bucket" });
  });

  it("are left over in classes without", () => {
    const record = aCall({
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      resources: [{ ARN: "arn:a" }, { ARN: "arn:b" }],
    });

    expect(ocsfEvent(record)).toHaveProperty("unmapped", { "resources[].ARN": "arn:a,arn:b" });
  });
});
