import type { DeliveryReport } from "../destination.ts";

/** The report with every secret masked: some servers and proxies repeat what they were sent. */
export function withoutSecrets(report: DeliveryReport, secrets: readonly string[]): DeliveryReport {
  const mask = <T extends { readonly message: string }>(told: T): T => ({
    ...told,
    message: masked(told.message, secrets),
  });
  return {
    ...report,
    rejected: report.rejected.map(mask),
    ...(report.trouble !== undefined && { trouble: mask(report.trouble) }),
  };
}

export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "***")),
    text,
  );
}
