const region = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/**
 * The region that a queue's URL names, whatever the partition: `sqs.<region>.amazonaws.com`, the older
 * `<region>.queue.amazonaws.com`, FIPS, dual-stack and VPC endpoints, and test servers that imitate them.
 */
export function regionOf(queueUrl: string): string | undefined {
  const labels = hostOf(queueUrl).split(".");
  if (labels.join(".") === "queue.amazonaws.com") return "us-east-1";
  return labels.find((label, index) => region.test(label) && isBesideSqs(labels, index));
}

function isBesideSqs(labels: readonly string[], index: number): boolean {
  const before = labels[index - 1];
  return before === "sqs" || before === "sqs-fips" || labels[index + 1] === "queue";
}

/** Not by `URL`, which refuses the `sqs.us-east-1.127.0.0.1` of test servers. */
function hostOf(url: string): string {
  return /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? "";
}
