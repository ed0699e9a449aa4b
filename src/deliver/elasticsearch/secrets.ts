import type { DeliveryReport } from "../destination.ts";

/** The report with every secret masked: some servers and proxies repeat what they were sent. */
export function withoutSecrets(report: DeliveryReport, secrets: readonly string[]): DeliveryReport {
  const mask = <T extends { readonly message: string }>(told: T): T => ({
    ...told,
    message: secrets.reduce((text, secret) => masked(text, secret), told.message),
  });
  return {
    ...report,
    rejected: report.rejected.map(mask),
    ...(report.trouble !== undefined && { trouble: mask(report.trouble) }),
  };
}

function masked(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, "***");
}
