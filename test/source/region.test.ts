import { describe, expect, it } from "vitest";

import { regionOf } from "../../src/source/region.ts";

describe("the region of a queue", () => {
  it.each([
    ["https://sqs.eu-central-1.amazonaws.com/111122223333/trail", "eu-central-1"],
    ["https://eu-central-1.queue.amazonaws.com/111122223333/trail", "eu-central-1"],
    ["https://queue.amazonaws.com/111122223333/trail", "us-east-1"],
    ["https://sqs.cn-north-1.amazonaws.com.cn/111122223333/trail", "cn-north-1"],
    ["https://sqs.us-gov-west-1.amazonaws.com/111122223333/trail", "us-gov-west-1"],
    ["https://sqs.us-iso-east-1.c2s.ic.gov/111122223333/trail", "us-iso-east-1"],
    ["https://sqs.eusc-de-east-1.amazonaws.eu/111122223333/trail", "eusc-de-east-1"],
    ["https://sqs-fips.us-east-1.amazonaws.com/111122223333/trail", "us-east-1"],
    ["https://sqs.us-east-1.api.aws/111122223333/trail", "us-east-1"],
    [
      "https://vpce-0123456789abcdef0-EXAMPLE.sqs.eu-west-1.vpce.amazonaws.com/111122223333/trail",
      "eu-west-1",
    ],
    [
      "https://vpce-0123456789abcdef0-EXAMPLE-eu-west-1a.sqs.eu-west-1.vpce.amazonaws.com/1/trail",
      "eu-west-1",
    ],
    ["http://sqs.us-east-1.localhost:4566/000000000000/trail", "us-east-1"],
    ["http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/trail", "us-east-1"],
    ["http://sqs.us-east-1.127.0.0.1:4566/000000000000/trail", "us-east-1"],
    ["http://localhost:4566/000000000000/trail", undefined],
    ["http://127.0.0.1:9324/queue/trail", undefined],
    ["https://sqs.example.com/us-east-1/trail", undefined],
    ["trail", undefined],
  ])("of %s is %s", (queueUrl, region) => {
    expect(regionOf(queueUrl)).toBe(region);
  });
});
