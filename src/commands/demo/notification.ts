/** The queue messages that announce objects, as S3, SNS, EventBridge and CloudTrail write them. */
export const shapes = [
  "s3_event",
  "sns_s3_event",
  "sns_twice",
  "eventbridge",
  "cloudtrail_sns",
] as const;
export type DemoShape = (typeof shapes)[number];

export function notificationBody(
  shape: DemoShape,
  bucket: string,
  keys: readonly string[],
): string {
  switch (shape) {
    case "s3_event":
      return s3Event(bucket, keys);
    case "sns_s3_event":
      return sns(s3Event(bucket, keys));
    case "sns_twice":
      return sns(sns(s3Event(bucket, keys)));
    case "eventbridge":
      return eventBridge(bucket, keys);
    case "cloudtrail_sns":
      return sns(JSON.stringify({ s3Bucket: bucket, s3ObjectKey: keys }));
  }
}

function s3Event(bucket: string, keys: readonly string[]): string {
  const Records = keys.map((key) => ({
    eventVersion: "2.6",
    eventSource: "aws:s3",
    awsRegion: "us-east-1",
    eventTime: "2026-03-04T05:06:07.089Z",
    eventName: "ObjectCreated:Put",
    s3: { s3SchemaVersion: "1.0", bucket: { name: bucket }, object: { key: formEncode(key) } },
  }));
  return JSON.stringify({ Records });
}

/** As S3 does it: like a form's field, but slashes stay. */
function formEncode(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");
}

function sns(message: string): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: "7d9f0b1a-0000-5000-8000-0123456789ab",
    TopicArn: "arn:aws:sns:us-east-1:111122223333:example-trail-topic",
    Message: message,
    Timestamp: "2026-03-04T05:06:08.001Z",
  });
}

function eventBridge(bucket: string, keys: readonly string[]): string {
  const [key = ""] = keys;
  return JSON.stringify({
    version: "0",
    id: "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "111122223333",
    time: "2026-03-04T05:06:07Z",
    region: "us-east-1",
    detail: { version: "0", bucket: { name: bucket }, object: { key }, reason: "PutObject" },
  });
}
