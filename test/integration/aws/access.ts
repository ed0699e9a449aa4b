/** An emulator takes any keys, but tells its services and regions apart by them. */
export const region = "us-east-1";
export const access = {
  region,
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
};

/** What a signed request to the service has; the signature is not looked at. */
export function signatureFor(service: string): string {
  const scope = `${access.credentials.accessKeyId}/20261122/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=EXAMPLE`;
}
