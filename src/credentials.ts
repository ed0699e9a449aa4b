import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { RoleConfig } from "./config/sources.ts";

export type Credentials = ReturnType<typeof fromTemporaryCredentials>;

/** A role to assume with whatever the AWS SDK's own chain finds. Undefined: that chain itself, as its users know it. */
export function credentialsFor(
  role: RoleConfig | undefined,
  region: string | undefined,
): Credentials | undefined {
  if (role === undefined) return undefined;
  return fromTemporaryCredentials({
    params: {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? "trailferry",
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
    },
    ...(region !== undefined && { clientConfig: { region } }),
  });
}
